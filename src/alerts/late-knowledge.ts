import { policyWords } from '../cards/words.ts';
import { isAllSettled, without } from './affected.ts';
import type { Alert } from './alert.ts';
import { type CaseOf, unknownReason } from './case-of.ts';
import { type Changed, troubleWords } from './reduce-fact.ts';

/**
 * What a cause makes of cases that were opened before it was known: a case without a cause becomes that of the cause, so that its card
 * stays the one card; where the cause has a case already, the person moves there. `known` is the case of the cause.
 */
export function foundCause(open: readonly Alert[], known: Alert | null, about: CaseOf, noticed: string): Changed[] {
  const { entry, campaign } = about;
  const from = open.find(
    (alert) =>
      alert.caseKey !== about.key &&
      alert.reason === about.reason &&
      alert.campaign?.id === campaign?.id &&
      entry !== null &&
      alert.affected.addresses.includes(entry),
  );
  if (from === undefined || entry === null) return [];
  return known === null && isVague(from) ? [named(from, about, noticed)] : [left(from, entry, noticed)];
}

/** Good news that does not hold any more. Null when that is said already. */
export function overturned(passed: Alert, by: Alert, noticed: string): Changed | null {
  const words = troubleWords(by);
  if (passed.overturned?.words === words) return null;
  const revision = passed.revision + 1;
  return {
    alert: { ...passed, overturned: { at: passed.overturned?.at ?? noticed, words }, revision, changedAt: noticed },
    history: [{ revision, at: noticed, by: null, what: 'noted', words: `It does not hold any more: ${words}` }],
  };
}

function isVague({ detail }: Alert): boolean {
  return detail === null || detail === unknownReason;
}

function named(from: Alert, about: CaseOf, noticed: string): Changed {
  const revision = from.revision + 1;
  const { key: caseKey, policy, detail, example, expiresAt } = about;
  const cause = policy === null ? (detail ?? '') : policyWords(policy);
  return {
    alert: {
      ...from,
      caseKey,
      policy,
      detail,
      example: from.example ?? example,
      expiresAt: from.expiresAt ?? expiresAt,
      notes: about.notes.length > 0 ? about.notes : from.notes,
      revision,
      changedAt: noticed,
    },
    history: [{ revision, at: noticed, by: null, what: 'noted', words: `The cause is known now: ${cause}.` }],
  };
}

function left(from: Alert, entry: string, noticed: string): Changed {
  const revision = from.revision + 1;
  const affected = without(from.affected, entry);
  const alert: Alert = { ...from, affected, revision, changedAt: noticed };
  if (affected.more === true || (affected.count > 0 && !isAllSettled(affected))) return { alert, history: [] };
  const resolved = { by: null, at: noticed, revision };
  return {
    alert: { ...alert, state: 'resolved', resolved, snoozedUntil: null, nextStepAt: null },
    history: [
      { revision, at: noticed, by: null, what: 'resolved', words: 'The cause is known now, and told on another card.' },
    ],
  };
}
