import type { AdaptiveCard } from '../adaptive-card.ts';
import { type AlertSeverityWord, type AlertStateWord, alertSeverityBadge, alertStateBadge } from '../alert-words.ts';
import { actionBar, type Button, buttonView, deliverPersonally } from '../buttons.ts';
import { headingText, mailText, plainText, withoutAddresses } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { countOf, formatDateTime, type Localised } from '../format.ts';
import { run } from '../run.ts';
import { policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** A case as everybody may see it: no recipient is named. Times are ISO 8601. */
export interface AlertCardData extends Localised {
  id: string;
  revision: number;
  state: AlertStateWord;
  severity: AlertSeverityWord;
  title: string;
  /** The alert room's name for the kind of case, e.g. "allowEntryExpiring". */
  reason?: string;
  campaign: { id: string; name: string } | null;
  /** e.g. "12 people have it in quarantine"; empty when nobody is concerned. */
  people: string;
  cleared: number;
  policy: string | null;
  detail: { label: string; value: string } | null;
  /** Where there are several, the worst first, in place of `policy` and `detail`: "Strict preset – Bulk" and "2 people". */
  causes?: { cause: string; people: string }[];
  notes: string[];
  advice: string;
  expiresAt: string | null;
  openedAt: string;
  changedAt: string;
  acknowledged: { by: string; at: string } | null;
  assignedTo: string | null;
  resolved: { by: string | null; at: string } | null;
  snoozedUntil: string | null;
  /** Number of the ticket with ContactMonkey that came of it. */
  ticket?: string | null;
  /** Newest last. */
  history: { at: string; words: string }[];
  /** True for good news: nothing is to be done about it. */
  onlyNews: boolean;
  /** What came after good news that did not hold, e.g. "1 person lost it again." */
  overturned?: string | null;
}

/** On each button of the card, to tell it from other messages that have such buttons. */
export const shownCard = 'alert';

const shownHistory = 4;
const shownCauses = 5;
const notSoTitle = 'It passed first, but did not stay so';

/** The one card of a case. Its buttons carry `alert` and `revision`; what they may do is decided when they are pressed. */
export function alertCard(data: AlertCardData): AdaptiveCard {
  const overturned = data.overturned ?? null;
  const state = overturned === null ? alertStateBadge(data.state) : alertStateBadge('reopened');
  const severity = alertSeverityBadge(data.severity);
  const title = overturned === null ? data.title : notSoTitle;
  const heading = `${data.onlyNews && overturned === null ? '\u2713' : state.icon} ${headingText(title)}`;
  return expand(template, {
    title: heading,
    style: containerStyle(data),
    lines: [
      {
        runs: [
          run(`${state.icon} `, { color: state.color, weight: 'Bolder' }),
          run(wordFor(data, state.word), { weight: 'Bolder' }),
          run(` \u00B7 ${severity.icon} ${severity.word}`),
          run(whoWords(data), { isSubtle: true }),
        ],
      },
    ],
    facts: facts(data),
    causes: causeRows(data),
    moreFacts: moreFacts(data),
    button: whoButton(data).map(buttonView),
    notes: [
      ...data.notes.slice(-4),
      ...(overturned === null ? [] : [`Then: ${overturned} See the alert about it.`]),
    ].map((words) => ({ words: withoutAddresses(plainText(words, 300)) })),
    advice: data.state === 'resolved' ? [] : [{ words: plainText(data.advice, 300) }],
    history: historyRows(data),
    footer: [
      {
        words: `Since ${formatDateTime(data.openedAt, data)}. Changed ${formatDateTime(data.changedAt, data)}. Version ${data.revision}.`,
      },
    ],
    fallbackText: fallbackText(`${state.word}: ${title}`, data.campaign?.name, data.people),
    ...actionBar(buttons(data)),
  });
}

/** One line for the feed. */
export function alertSummary(
  data: Pick<AlertCardData, 'state' | 'title' | 'campaign' | 'people' | 'overturned'>,
): string {
  if (data.overturned != null) return alertSummary({ ...data, state: 'reopened', title: notSoTitle, overturned: null });
  const name = data.campaign === null ? '' : `: ${mailText(data.campaign.name, 60)}`;
  const people = data.people === '' ? '' : ` \u2013 ${plainText(data.people, 80)}`;
  return `${alertStateBadge(data.state).word} \u00B7 ${plainText(data.title, 80)}${name}${people}`;
}

function wordFor(data: AlertCardData, state: string): string {
  if (!data.onlyNews) return state;
  return data.overturned == null ? 'Passed' : 'Not passed any more';
}

function containerStyle(data: AlertCardData): string {
  if (data.overturned != null) return 'attention';
  if (data.onlyNews || data.state === 'resolved') return 'good';
  if (data.state === 'acknowledged') return 'accent';
  if (data.state === 'snoozed') return 'warning';
  return data.severity === 'high' ? 'attention' : 'emphasis';
}

function whoWords(data: AlertCardData): string {
  if (data.onlyNews) return '';
  if (data.resolved !== null) return data.resolved.by === null ? '' : ` \u2013 by ${plainText(data.resolved.by, 60)}`;
  if (data.snoozedUntil !== null) return ` \u2013 until ${formatDateTime(data.snoozedUntil, data)}`;
  if (data.assignedTo !== null) return ` \u2013 ${plainText(data.assignedTo, 60)}`;
  return data.acknowledged === null ? '' : ` \u2013 ${plainText(data.acknowledged.by, 60)}`;
}

function facts(data: AlertCardData) {
  const cleared =
    data.cleared === 0 ? '' : ` \u2013 ${countOf(data.cleared, 'of them has', 'of them have', data)} it now`;
  return [
    ...(data.campaign === null
      ? []
      : [{ label: 'Campaign', value: mailText(data.campaign.name, 150) || 'without a name' }]),
    ...(data.people === '' ? [] : [{ label: 'Concerns', value: `${plainText(data.people, 100)}${cleared}` }]),
    ...(data.policy === null ? [] : [{ label: 'Policy', value: policyWords(data.policy) }]),
    ...(data.detail === null
      ? []
      : [{ label: plainText(data.detail.label, 40), value: detailWords(data, plainText(data.detail.value, 150)) }]),
  ];
}

function causeRows({ causes = [], ...data }: AlertCardData) {
  const rows = causes.slice(0, shownCauses).map(({ cause, people }) => ({
    runs: [
      run('\u2022 '),
      run(`${withoutAddresses(plainText(cause, 120))}: `, { isSubtle: true }),
      run(plainText(people, 60)),
    ],
  }));
  const left = causes.length - rows.length;
  const more = { runs: [run(`\u2022 and ${countOf(left, 'more cause', 'more causes', data)}`)] };
  return left > 0 ? [...rows, more] : rows;
}

function moreFacts(data: AlertCardData) {
  return [
    ...(data.ticket == null ? [] : [{ label: 'Ticket', value: plainText(data.ticket, 40) }]),
    ...(data.expiresAt === null
      ? []
      : [
          {
            label: data.reason === 'allowEntryExpiring' ? 'Runs out' : 'Lost after',
            value: formatDateTime(data.expiresAt, data),
          },
        ]),
  ];
}

/** An entry of the allow list is the organisation's own sender, and what the card is about. */
function detailWords({ reason }: AlertCardData, words: string): string {
  return reason === 'allowEntryExpiring' ? words : withoutAddresses(words);
}

function historyRows(data: AlertCardData) {
  const shown = data.history.slice(-shownHistory);
  return shown.map(({ at, words }) => ({
    label: formatDateTime(at, data),
    value: withoutAddresses(plainText(words, 200)),
  }));
}

function buttons(data: AlertCardData): Button[] {
  const about = { alert: data.id, revision: String(data.revision), card: shownCard };
  const button = (title: string, verb: string, more: Record<string, string> = {}) => ({
    title,
    verb,
    data: { ...about, ...more },
  });
  if (data.onlyNews) {
    return data.campaign === null
      ? []
      : [{ title: 'Report', verb: 'testcampaign.report', data: { campaign_id: data.campaign.id } }];
  }
  const why = button('Why?', 'alert.why');
  const further = data.reason === 'allowEntryExpiring' ? [{ title: 'Renew', verb: 'allowlist.expiry', data: {} }] : [];
  if (data.state === 'resolved') return [why, ...further, button('Open again', 'alert.reopen')];
  const assign = button(data.assignedTo === null ? 'Assign' : 'Assign anew', 'alert.assign', { to: 'ask' });
  const snooze = button('Snooze', 'alert.snooze');
  const resolve = button('Resolve', 'alert.resolve');
  const onward =
    data.ticket == null
      ? button('Escalate', 'alert.escalate')
      : { title: 'Ticket', verb: 'ticket.status', data: { ticket_id: data.ticket } };
  if (data.state === 'acknowledged') return [resolve, why, ...further, assign, snooze, onward];
  if (data.state === 'snoozed')
    return [button('End the snooze', 'alert.snooze', { until: 'now' }), why, ...further, assign, resolve];
  // Whoever gives it to somebody else has looked at it, so that comes after: a card has six buttons at most.
  return [button('Acknowledge', 'alert.acknowledge'), why, ...further, snooze, resolve, onward];
}

/** Whom it concerns is for the one who asks alone, so it does not stand among what everybody does. */
function whoButton(data: AlertCardData): Button[] {
  if (data.onlyNews || data.people === '') return [];
  const about = { alert: data.id, revision: String(data.revision), deliver: deliverPersonally };
  return [{ title: 'Who? (in my chat)', verb: 'alert.affected', data: about }];
}
