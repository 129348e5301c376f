import type { AlertFact, FactCampaign } from './fact.ts';
import type { AlertReason } from './reasons.ts';

/** The case that a fact belongs to. Two facts with one key are one case, and one card. */
export interface CaseOf {
  key: string;
  reason: AlertReason;
  campaign: FactCampaign | null;
  policy: string | null;
  detail: string | null;
  notes: string[];
  expiresAt: string | null;
  recipient: string | null;
  example: string | null;
}

/** The case that a fact opens or adds to; null for facts that only end or annotate cases. */
export function caseOf(fact: AlertFact): CaseOf | null {
  switch (fact.kind) {
    case 'recipientQuarantined':
      return ofCampaign(fact, 'quarantined', {
        detail: fact.reason,
        expiresAt: fact.expiresAt,
        example: fact.identity ?? null,
      });
    case 'recipientJunked':
      return ofCampaign(fact, 'junked', {});
    case 'rejected':
      return ofCampaign(fact, 'rejected', { detail: fact.code });
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
      return ofCampaign({ ...fact, recipient: requestOf(fact) }, 'releaseRequested', { example: fact.messageKey });
    case 'allClear':
      return ofCampaign(fact, 'passed', { notes: [countWords(fact.counts)] });
    case 'watchBlind':
      return {
        ...blank,
        key: keyOf(['watch', fact.area]),
        reason: 'watchBlind',
        detail: fact.area,
        notes: [fact.sentence, fact.advice].filter((words) => words !== ''),
      };
    case 'allowEntryExpiring':
      return {
        ...blank,
        key: keyOf(['allow-entry', fact.listType, fact.value]),
        reason: 'allowEntryExpiring',
        detail: `${fact.listType}: ${fact.value}`,
        expiresAt: fact.expiresAt,
      };
    default:
      return null;
  }
}

/** A request as it stands among the people of its case: who asks, and for which message. */
export function requestOf({ recipient, messageKey }: { recipient: string; messageKey: string }): string {
  return `${recipient}|${messageKey}`.toLowerCase();
}

/** Words for the outcome of a test, without any person. */
export function countWords({ inbox, recipients }: { inbox: number; recipients: number }): string {
  return `${inbox} of ${recipients} recipients have it in the inbox.`;
}

const blank = {
  campaign: null,
  policy: null,
  detail: null,
  notes: [],
  expiresAt: null,
  recipient: null,
  example: null,
};

function ofCampaign(
  fact: { campaign: FactCampaign | null; policy?: string | null; recipient?: string },
  reason: AlertReason,
  about: Partial<Pick<CaseOf, 'detail' | 'notes' | 'expiresAt' | 'example'>>,
): CaseOf {
  const { campaign, policy = null, recipient = null } = fact;
  const apart = { ...blank, ...about };
  const key = keyOf(['campaign', campaign?.id ?? '', reason, policy ?? '', apart.detail ?? '']);
  return { ...apart, key, reason, campaign, policy, recipient };
}

/** Parts joined so that no two lists of parts give one key. */
function keyOf(parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part.toLowerCase().toWellFormed())).join('/');
}
