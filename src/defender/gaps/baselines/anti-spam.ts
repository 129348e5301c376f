import { asfSettings } from './asf.ts';
import type { BaselineTable, Departure, SettingBaseline, Value } from './baseline.ts';
import { deletes, protectiveSwitch } from './baseline.ts';

const actions = ['NoAction', 'AddXHeader', 'ModifySubject', 'MoveToJmf', 'Redirect', 'Quarantine', 'Delete'];

function action(
  setting: string,
  what: string,
  values: [Value, Value, Value],
  stricter: Departure['severity'],
): SettingBaseline {
  const [byDefault, standard, strict] = values;
  return {
    setting,
    values: { default: byDefault, standard, strict },
    scale: actions,
    stricter: {
      severity: stricter,
      effect: `Campaigns that count as ${what} are taken further from the reader than Microsoft’s baseline takes them.`,
    },
    apart: { Delete: deletes(what) },
    weaker: {
      severity: 'low',
      effect: `All mail that counts as ${what} comes nearer to the reader than in Microsoft’s baseline, whoever sends it; ZAP may not move it either.`,
    },
  };
}

/** Microsoft's values for Get-HostedContentFilterPolicy. */
export const antiSpamBaseline: BaselineTable = {
  source: 'Microsoft Learn, recommended-settings-for-eop-and-office365',
  date: '2026-08-10',
  confidence: 'documented',
  settings: [
    {
      setting: 'BulkThreshold',
      values: { default: 7, standard: 6, strict: 5 },
      scale: 'lowerIsStricter',
      stricter: {
        severity: 'high',
        effect:
          'A bulk complaint level that meets or exceeds the threshold makes mail bulk, so campaigns with a lower level than usual are caught.',
        conflict: 'bulkFilter',
        cause: 'bulk',
      },
      weaker: {
        severity: 'medium',
        effect: 'Bulk mail of every sender up to this level is let in, not ContactMonkey’s alone.',
        conflict: 'bulkFilter',
      },
      paths: ['email-delivery'],
    },
    {
      setting: 'MarkAsSpamBulkMail',
      values: { default: 'On', standard: 'On', strict: 'On' },
      scale: ['Off', 'Test', 'On'],
      stricter: { severity: 'low', effect: 'Bulk mail is acted on.' },
      weaker: {
        severity: 'medium',
        effect: 'The bulk threshold does nothing: bulk mail of every sender is let in.',
        conflict: 'bulkFilter',
      },
      paths: ['email-delivery'],
    },
    action('BulkSpamAction', 'bulk', ['MoveToJmf', 'MoveToJmf', 'Quarantine'], 'medium'),
    action('SpamAction', 'spam', ['MoveToJmf', 'MoveToJmf', 'Quarantine'], 'medium'),
    action('HighConfidenceSpamAction', 'high-confidence spam', ['MoveToJmf', 'Quarantine', 'Quarantine'], 'medium'),
    action('PhishSpamAction', 'phish', ['MoveToJmf', 'Quarantine', 'Quarantine'], 'medium'),
    {
      ...action(
        'HighConfidencePhishAction',
        'high-confidence phish',
        ['Quarantine', 'Quarantine', 'Quarantine'],
        'medium',
      ),
      preference: {
        MoveToJmf: 'Microsoft quarantines high-confidence phish all the same (secure by default).',
        Redirect: 'Redirecting is honoured by Microsoft; the mail goes to another mailbox, not to its reader.',
      },
    },
    {
      setting: 'IntraOrgFilterState',
      values: { default: 'Default', standard: 'Default', strict: 'Default' },
      scale: ['Disabled', 'Default', 'Phish', 'HighConfidenceSpam', 'Spam'],
      same: { HighConfidencePhish: 'Default' },
      stricter: {
        severity: 'high',
        effect:
          'Mail between your own mailboxes is acted on for more verdicts than high-confidence phish, so campaigns from an own mailbox can be held.',
        conflict: 'internalQuarantine',
      },
      weaker: {
        severity: 'medium',
        effect: 'Not even high-confidence phish from a mailbox of your own is acted on.',
        conflict: 'internalQuarantine',
      },
      paths: ['own-mailbox'],
    },
    {
      setting: 'QuarantineRetentionPeriod',
      values: { default: 15, standard: 30, strict: 30 },
      scale: 'higherIsStricter',
      stricter: { severity: 'low', effect: 'Held mail is kept longer.' },
      weaker: {
        severity: 'low',
        effect: 'A held campaign is gone for good sooner; nobody can release it after that.',
        kind: 'stops',
      },
    },
    protectiveSwitch(
      'PhishZapEnabled',
      'medium',
      'Phish that is recognised after delivery stays in mailboxes, whoever sent it.',
    ),
    protectiveSwitch(
      'SpamZapEnabled',
      'medium',
      'Spam that is recognised after delivery stays in mailboxes, whoever sent it.',
    ),
    { ...protectiveSwitch('InlineSafetyTipsEnabled', 'low', 'Readers see no safety tips.'), shownOnly: true },
    {
      setting: 'EnableLanguageBlockList',
      values: { default: false, standard: false, strict: false },
      scale: [false, true],
      stricter: { severity: 'high', effect: 'Mail in a listed language is treated as spam, campaigns in it too.' },
      weaker: { severity: 'low', effect: 'Languages are not blocked.' },
      paths: ['email-delivery'],
    },
    {
      setting: 'EnableRegionBlockList',
      values: { default: false, standard: false, strict: false },
      scale: [false, true],
      stricter: {
        severity: 'high',
        effect:
          'Mail that connects from a listed region is treated as spam; the mail service behind Email Delivery may send from there.',
      },
      weaker: { severity: 'low', effect: 'Regions are not blocked.' },
      paths: ['email-delivery'],
    },
    {
      setting: 'TestModeAction',
      values: { default: 'None', standard: 'None', strict: 'None' },
      scale: ['None', 'AddXHeader', 'BccMessage'],
      stricter: { severity: 'low', effect: 'Mail that hits a spam filter option in test mode is marked or copied.' },
      weaker: { severity: 'low', effect: 'Nothing is marked.' },
    },
    {
      setting: 'BulkMovesEnabled',
      values: { default: 'NotSet', standard: 'NotSet', strict: 'NotSet' },
      scale: ['NotSet', 'On'],
      same: { Off: 'NotSet' },
      stricter: {
        severity: 'low',
        effect: 'Bulk mail below the threshold goes to the Promotions folder, where campaigns are read less.',
      },
      weaker: { severity: 'low', effect: 'Bulk mail below the threshold stays in the inbox.' },
      paths: ['email-delivery'],
      optional: true,
    },
    ...asfSettings,
  ],
};
