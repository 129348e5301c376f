import type { FactKind } from './fact.ts';

export type Severity = 'info' | 'low' | 'medium' | 'high';

/** From the least to the gravest. */
export const severities: readonly Severity[] = ['info', 'low', 'medium', 'high'];

export type AlertReason =
  | 'quarantined'
  | 'junked'
  | 'rejected'
  | 'zapped'
  | 'linkBlocked'
  | 'overdue'
  | 'watchBlind'
  | 'releaseRequested'
  | 'allowEntryExpiring'
  | 'passed';

interface ReasonRow {
  severity: Severity;
  /** Which fact opens the case or makes it grow. */
  fact: FactKind;
  /** The heading of its card. */
  title: string;
  /** After a number of people: "12 people did not get it in the inbox". */
  people: [one: string, many: string] | null;
  /** What to do first. */
  advice: string;
}

/** What is worth an alert and how grave it is. What is below `medium` calls nobody. */
export const reasons: Record<AlertReason, ReasonRow> = {
  quarantined: {
    severity: 'high',
    fact: 'recipientQuarantined',
    title: 'Campaign mail is in quarantine',
    people: ['person has it in quarantine', 'people have it in quarantine'],
    advice: 'Press Why? for the policy and the setting that caught it, and for the fix that opens the least.',
  },
  junked: {
    severity: 'medium',
    fact: 'recipientJunked',
    title: 'Campaign mail went to Junk Email',
    people: ['person has it in Junk Email', 'people have it in Junk Email'],
    advice: 'Press Why? for the verdict behind it.',
  },
  rejected: {
    severity: 'high',
    fact: 'rejected',
    title: 'Campaign mail was rejected',
    people: ['person was refused the mail', 'people were refused the mail'],
    advice: 'Press Why? for the answer that the sender got.',
  },
  zapped: {
    severity: 'high',
    fact: 'zappedLate',
    title: 'Campaign mail was taken out of mailboxes after delivery',
    people: ['person lost it again', 'people lost it again'],
    advice: 'Zero-hour auto purge changed its mind about the mail. Press Why? for the verdict.',
  },
  linkBlocked: {
    severity: 'medium',
    fact: 'linkBlocked',
    title: 'A link of the campaign is blocked',
    people: ['person was stopped at a link', 'people were stopped at a link'],
    advice: 'Press Why? for what Safe Links says about the address.',
  },
  overdue: {
    severity: 'medium',
    fact: 'overdue',
    title: 'A test campaign has not arrived',
    people: null,
    advice: 'Check in ContactMonkey that the test was sent, and to whom.',
  },
  watchBlind: {
    severity: 'high',
    fact: 'watchBlind',
    title: 'The watch cannot see',
    people: null,
    advice: 'Until this is mended no news is not good news.',
  },
  releaseRequested: {
    severity: 'medium',
    fact: 'releaseRequested',
    title: 'People ask for campaign mail to be released',
    people: ['request to release it came in', 'requests to release it came in'],
    advice: 'Look at the message first: released mail goes to the inbox.',
  },
  allowEntryExpiring: {
    severity: 'low',
    fact: 'allowEntryExpiring',
    title: 'An allow entry for the campaigns runs out',
    people: null,
    advice: 'Find out first whether the mail still needs it, then press Renew for the commands.',
  },
  passed: {
    severity: 'info',
    fact: 'allClear',
    title: 'All clear: the test passed',
    people: null,
    advice: 'Nothing needs to be done.',
  },
};

/** The graver of two. */
export function graver(one: Severity, other: Severity): Severity {
  return reaches(one, other) ? one : other;
}

/** Whether `severity` is at least as grave as `floor`. */
export function reaches(severity: Severity, floor: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(floor);
}
