import { actingPolicy, type Case, policyRow } from '../case.ts';
import { policyValue } from '../evidence.ts';
import type { Match } from '../predicate.ts';

/** BulkThreshold as Microsoft sets it: smaller is stricter. Source: Microsoft Learn, recommended-settings-for-eop-and-office365, 2026-08-10. */
const microsoftThresholds = { byDefault: 7, standard: 6, strict: 5 } as const;

/** The bulk complaint level reached the threshold, as a verdict or beside another one. */
export function bulk(message: Case): Match | null {
  const { facts, verdicts } = message;
  const named = verdicts.named.get('BULK');
  const stamped = facts.srv === 'BULK';
  const threshold = readThreshold(message);
  const reached = facts.bcl !== null && facts.bcl >= (threshold ?? microsoftThresholds.byDefault);
  const held = !verdicts.cleanHeader && (verdicts.named.size > 0 || verdicts.undivided.length > 0);
  if (!named && !stamped && !(reached && held)) return null;

  const acting = named && !named.secondary ? actingPolicy(message, 'anti-spam') : { policy: null, evidence: [] };
  const contradicted = named !== undefined && threshold !== null && facts.bcl !== null && facts.bcl < threshold;
  const other = [...verdicts.named.keys()].some((verdict) => verdict !== 'BULK') || verdicts.undivided.length > 0;
  return {
    evidence: [
      ...(named?.evidence ?? []),
      ...(stamped ? [`${facts.where} SRV:BULK`] : []),
      ...(facts.bcl === null ? [] : [`${facts.bclFrom}:${facts.bcl}`]),
      ...(threshold === null ? [] : [`BulkThreshold of the policy: ${threshold}`]),
      ...acting.evidence,
    ],
    certainty: contradicted ? 'likely' : (named?.certainty ?? 'likely'),
    policy: acting.policy,
    secondary: named ? named.secondary : other,
    details: details(message, threshold, contradicted),
  };
}

function readThreshold(message: Case): number | null {
  const value = policyValue(policyRow(message, 'anti-spam'), 'BulkThreshold');
  return value !== null && /^\d$/.test(value) ? Number(value) : null;
}

function details(message: Case, threshold: number | null, contradicted: boolean): string[] {
  const { bcl } = message.facts;
  const action = policyValue(policyRow(message, 'anti-spam'), 'BulkSpamAction');
  const lines: string[] = [];
  if (bcl === null) {
    lines.push('The bulk complaint level (BCL) itself is not in the evidence.');
  } else if (contradicted) {
    lines.push(
      `BCL ${bcl} is below the threshold ${threshold} of the policy, so the policy was changed since or another one acted.`,
    );
  } else if (threshold !== null) {
    lines.push(`BCL ${bcl} reaches the threshold ${threshold} of the policy; mail at or above the threshold is bulk.`);
  } else {
    const { byDefault, standard, strict } = microsoftThresholds;
    lines.push(
      `BCL is ${bcl}; mail at or above the policy's BulkThreshold is bulk (${byDefault} by default, ${standard} in Standard, ${strict} in Strict).`,
    );
  }
  if (action !== null) lines.push(`BulkSpamAction is ${action} in the policy.`);
  return lines;
}
