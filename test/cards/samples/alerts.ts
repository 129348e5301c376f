import { type AlertCardData, alertCard } from '../../../src/cards/alert/index.ts';
import { alertDigestCard } from '../../../src/cards/alert-digest/index.ts';
import { type AlertSettingsData, alertSettingsCard } from '../../../src/cards/alert-settings/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, hostileTexts, reader } from './texts.ts';

const alert: AlertCardData = {
  ...reader,
  id: '409f446c-024d-4398-9922-c321c4f6787b',
  revision: 3,
  state: 'open',
  severity: 'high',
  title: 'Campaign mail is in quarantine',
  campaign: { id: 'c1', name: 'Town Hall recap' },
  people: '12 people have it in quarantine',
  cleared: 2,
  policy: 'Strict Preset Security Policy1770804300483',
  detail: { label: 'Held as', value: 'High confidence phishing' },
  notes: [],
  advice: 'Press Why? for the policy and the setting that caught it, and for the fix that opens the least.',
  expiresAt: '2026-12-18T13:05:00Z',
  openedAt: '2026-11-18T13:05:00Z',
  changedAt: '2026-11-18T13:09:00Z',
  acknowledged: null,
  assignedTo: null,
  resolved: null,
  snoozedUntil: null,
  history: [{ at: '2026-11-18T13:05:00Z', words: '12 people have it in quarantine.' }],
  onlyNews: false,
};
const long = hostileTexts.join(' ');
const worst: AlertCardData = {
  ...alert,
  state: 'acknowledged',
  campaign: { id: 'c1', name: hostileText(0) },
  people: '1000000 people have it in quarantine',
  policy: hostileText(1),
  detail: { label: 'Address', value: 'https://evil.example/login' },
  notes: hostileTexts,
  causes: hostileTexts.map((cause) => ({ cause: `${cause} victim@contoso.example`, people: long })),
  acknowledged: { by: hostileText(2), at: alert.changedAt },
  assignedTo: hostileText(8),
  history: hostileTexts.map((words) => ({ at: alert.changedAt, words: `${words} victim@contoso.example ${long}` })),
};
const mixed: AlertCardData = {
  ...alert,
  people: '14 people have it in quarantine',
  cleared: 1,
  policy: null,
  detail: null,
  history: [{ at: '2026-11-18T13:05:00Z', words: '14 people have it in quarantine.' }],
};
const causes = [
  { cause: 'Strict preset \u2013 Bulk', people: '2 people, 1 has it now' },
  { cause: 'Retail stores anti-spam \u2013 Bulk', people: '2 people' },
  { cause: 'EU offices anti-spam \u2013 Spam', people: '1 person' },
  ...hostileTexts.slice(0, 9).map((text) => ({ cause: `${text} ceo@contoso.example ${long}`, people: '1 person' })),
];
const passed: AlertCardData = {
  ...alert,
  state: 'resolved',
  severity: 'info',
  title: 'All clear: the test passed',
  people: '',
  policy: null,
  detail: null,
  expiresAt: null,
  notes: ['12 of 12 recipients have it in the inbox.'],
  history: [],
  onlyNews: true,
};
const settings: AlertSettingsData = {
  said: 'Alerts come here from now on.',
  complaint: '',
  isOn: true,
  timeZone: 'Europe/Berlin',
  settings: {
    minSeverity: 'medium',
    campaigns: ['Town Hall'],
    quiet: { from: '22:00', to: '07:00' },
    digest: null,
    escalation: { afterMinutes: 30, mention: { name: 'Ana' }, secondConversationId: '19:ops@thread.tacv2', csm: false },
    mutedUntil: null,
  },
  movable: [{ id: '19:ops@thread.tacv2', name: 'Mail operations' }],
};

export const alertSamples: CardSample[] = [
  {
    name: 'alert-typical',
    build: () => alertCard(alert),
    shows: [
      'Campaign mail is in quarantine',
      'Open',
      'High',
      '12 people',
      '2 of them have it now',
      'Strict preset',
      'Acknowledge',
      'Why?',
      'Snooze',
    ],
  },
  {
    name: 'alert-resolved',
    build: () => alertCard({ ...alert, state: 'resolved', resolved: { by: 'Ana', at: alert.changedAt } }),
    shows: ['Resolved', 'by Ana', 'Open again'],
    hides: ['alert.resolve'],
  },
  {
    name: 'alert-snoozed',
    build: () => alertCard({ ...alert, state: 'snoozed', snoozedUntil: '2026-11-19T07:00:00Z' }),
    shows: ['Snoozed', '19 Nov 2026, 08:00', 'End the snooze'],
  },
  {
    name: 'alert-with-ticket',
    build: () => alertCard({ ...alert, state: 'escalated', assignedTo: 'Ana', ticket: 'CM-1234567' }),
    shows: ['Escalated', 'Ticket', 'CM-1234567', 'Who? (in my chat)'],
    hides: ['alert.escalate'],
  },
  {
    name: 'alert-several-causes',
    build: () =>
      alertCard({
        ...mixed,
        people: '5 people have it in quarantine',
        causes: causes.slice(0, 3),
        history: [
          {
            at: alert.changedAt,
            words: 'Now 5 people have it in quarantine. New cause: EU offices anti-spam \u2013 Spam.',
          },
        ],
      }),
    shows: [
      'Strict preset \u2013 Bulk',
      '2 people, 1 has it now',
      'EU offices anti-spam',
      'Lost after',
      'New cause',
      'Why?',
    ],
    hides: ['Held as', 'more causes'],
  },
  {
    name: 'alert-many-causes',
    build: () => alertCard({ ...mixed, causes }),
    shows: ['14 people', 'Retail stores anti-spam', 'and 7 more causes'],
    hides: ['ceo@contoso.example'],
  },
  {
    name: 'alert-allow-entry',
    build: () =>
      alertCard({
        ...alert,
        reason: 'allowEntryExpiring',
        severity: 'low',
        title: 'An allow entry for the campaigns runs out',
        campaign: null,
        people: '',
        policy: null,
        detail: { label: 'Entry', value: 'Url: tk.cmnky.co/api/v1/*' },
        notes: ['It runs out within seven days.'],
        advice: 'Find out first whether the mail still needs it, then press Renew for the commands.',
        history: [],
      }),
    shows: ['Runs out', 'tk.cmnky.co', 'Renew', 'Acknowledge'],
  },
  {
    name: 'alert-overturned',
    build: () => alertCard({ ...passed, overturned: '3 people lost it again.' }),
    shows: ['It passed first', '3 people lost it again', 'Report'],
    hides: ['All clear'],
  },
  {
    name: 'alert-passed-unchecked',
    build: () => alertCard({ ...passed, notes: [...passed.notes, 'Not checked: blocked links.'] }),
    shows: ['All clear', 'Not checked: blocked links.'],
  },
  { name: 'alert-passed', build: () => alertCard(passed), shows: ['All clear', 'Passed', '12 of 12', 'Report'] },
  {
    name: 'alert-worst',
    build: () => alertCard(worst),
    shows: ['Looked after', 'Escalate', 'Assign anew'],
    hides: ['victim@contoso.example'],
  },
  {
    name: 'alert-digest-typical',
    build: () =>
      alertDigestCard({
        ...reader,
        since: '2026-11-17T08:00:00Z',
        asOf: '2026-11-18T08:00:00Z',
        open: [alert],
        over: [passed],
      }),
    shows: ['Alerts: 1 open', 'Town Hall recap', 'Over', 'All clear'],
  },
  {
    name: 'alert-digest-worst',
    build: () =>
      alertDigestCard({
        ...reader,
        since: '2026-11-17T08:00:00Z',
        asOf: '2026-11-18T08:00:00Z',
        open: Array.from({ length: 300 }, (_, index) => ({
          ...worst,
          campaign: { id: `${index}`, name: hostileText(index) },
        })),
        over: [],
      }),
    shows: ['300 open', 'more did not fit'],
    hides: ['victim@contoso.example'],
  },
  {
    name: 'alert-settings-typical',
    build: () => alertSettingsCard(settings),
    shows: ['Alerts come here', 'Quiet from', 'Call me by name', 'Stop alerts here', 'Move from Mail operations'],
  },
  {
    name: 'alert-settings-worst',
    build: () =>
      alertSettingsCard({
        ...settings,
        isOn: false,
        said: long,
        complaint: long,
        timeZone: hostileText(1),
        settings: { ...settings.settings, campaigns: hostileTexts, quiet: null, escalation: null },
        movable: hostileTexts.map((name, index) => ({ id: `19:${index}`, name })),
      }),
    shows: ['No alerts come here', 'Alert here'],
  },
];
