import { entryOf } from './affected.ts';
import { isWhole } from './areas.ts';
import type { AlertFact, AllowEntryStage, FactCampaign } from './fact.ts';
import { type AlertReason, reasons, type Severity } from './reasons.ts';

/** The case that a fact belongs to: of a campaign, all that came of it in one way. Two facts with one key are one case, and one card. */
export interface CaseOf {
  key: string;
  /** The key that versions gave it which made a case of each cause; they may have kept one. */
  formerKey: string;
  reason: AlertReason;
  severity: Severity;
  campaign: FactCampaign | null;
  policy: string | null;
  detail: string | null;
  notes: string[];
  expiresAt: string | null;
  /** Who is concerned, as cases keep it. */
  entry: string | null;
  example: string | null;
  /** The cause is not known yet. */
  isVague: boolean;
}

/** Held, and nobody has said why. */
export const unknownReason = 'unknown reason';

/** The case that a fact opens or adds to; null for facts that only end or annotate cases. */
export function caseOf(fact: AlertFact): CaseOf | null {
  switch (fact.kind) {
    case 'recipientQuarantined':
      return ofCampaign(fact, 'quarantined', {
        detail: fact.reason,
        expiresAt: fact.expiresAt,
        example: fact.identity ?? null,
        isVague: fact.reason === unknownReason,
      });
    case 'recipientJunked':
      return ofCampaign(fact, 'junked', {});
    case 'rejected':
      return ofCampaign(fact, 'rejected', {
        detail: codeIn(fact.code),
        notes: fact.code === null ? [] : [fact.code.slice(0, 300)],
        isVague: fact.code === null,
      });
    case 'zappedLate':
      return ofCampaign(fact, 'zapped', {
        detail: fact.to === 'unknown' ? null : fact.to,
        example: fact.identity ?? null,
      });
    case 'linkBlocked':
      return ofCampaign(fact, 'linkBlocked', { detail: fact.host });
    case 'overdue':
      return ofCampaign(fact, 'overdue', { notes: [`It was expected by ${fact.expectedBy}.`] });
    case 'releaseRequested':
      return ofCampaign({ ...fact, message: fact.messageKey }, 'releaseRequested', { example: fact.messageKey });
    case 'allClear':
      return ofCampaign(fact, 'passed', { notes: [countWords(fact.counts), ...(fact.unchecked ?? [])] });
    case 'watchBlind':
      return {
        ...blank,
        ...oneKey(keyOf(['watch', fact.area])),
        reason: 'watchBlind',
        severity: isWhole(fact.area) ? reasons.watchBlind.severity : 'medium',
        detail: fact.area,
        notes: [fact.sentence, fact.advice].filter((words) => words !== ''),
      };
    case 'allowEntryExpiring':
      return {
        ...blank,
        ...oneKey(allowEntryKey(fact)),
        reason: 'allowEntryExpiring',
        severity: fact.stage === 'week' ? 'low' : 'medium',
        detail: `${fact.listType}: ${fact.value}`,
        notes: [stageWords[fact.stage]],
        expiresAt: fact.expiresAt,
      };
    default:
      return null;
  }
}

/** The case of one entry of the allow list. */
export function allowEntryKey({ listType, value }: { listType: string; value: string }): string {
  return keyOf(['allow-entry', listType, value]);
}

const stageWords: Record<AllowEntryStage, string> = {
  week: 'It runs out within seven days.',
  day: 'It runs out within a day.',
  expired: 'It has run out: mail that needed it is held from now on.',
  removed: 'It is not in the list any more: mail that needed it is held from now on.',
};

/** The code of an answer, such as 5.1.10: its words name the recipient, the server and the time, and so differ each time. */
function codeIn(answer: string | null): string | null {
  const [enhanced] = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(answer ?? '') ?? [];
  const [basic] = /\b[45]\d\d\b/.exec(answer ?? '') ?? [];
  return enhanced ?? basic ?? null;
}

/** Words for the outcome of a test, without any person. */
export function countWords({ inbox, recipients }: { inbox: number; recipients: number }): string {
  return `${inbox} of ${recipients} recipients have it in the inbox.`;
}

/** The key of the case that tells of a passed test. */
export function passedKey(campaign: FactCampaign): string {
  return ofCampaign({ campaign }, 'passed', {}).key;
}

const blank = {
  campaign: null,
  policy: null,
  detail: null,
  notes: [],
  expiresAt: null,
  entry: null,
  example: null,
  isVague: false,
};

function ofCampaign(
  fact: { campaign: FactCampaign | null; policy?: string | null; recipient?: string; message?: string | null },
  reason: AlertReason,
  about: Partial<Pick<CaseOf, 'detail' | 'notes' | 'expiresAt' | 'example' | 'isVague'>>,
): CaseOf {
  const { campaign, policy = null, recipient, message } = fact;
  const entry = recipient === undefined ? null : entryOf(recipient, message);
  const apart = { ...blank, ...about };
  const outcome = ['campaign', campaign?.id ?? '', reason];
  const key = keyOf([...outcome, '', '']);
  const formerKey = keyOf([...outcome, policy ?? '', apart.detail ?? '']);
  return { ...apart, key, formerKey, reason, severity: reasons[reason].severity, campaign, policy, entry };
}

function oneKey(key: string): Pick<CaseOf, 'key' | 'formerKey'> {
  return { key, formerKey: key };
}

/** Parts joined so that no two lists of parts give one key. */
function keyOf(parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part.toLowerCase().toWellFormed())).join('/');
}
