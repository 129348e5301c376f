import { plainText } from './escape.ts';
import { badgeRuns, type Certainty, certaintyBadge, componentWords, policyWords } from './words.ts';

/** Why a message was held: which part of Defender, which policy of it, which setting there, and what shows it. */
export interface CauseData {
  /** e.g. `anti-spam` */
  component: string;
  policy: string | null;
  /** The cmdlet's own property name, e.g. `BulkThreshold`. */
  setting: string | null;
  certainty: Certainty;
  explanation: string;
  evidence: string[];
}

export function causeView(cause: CauseData) {
  const component = componentWords(cause.component);
  const policy = cause.policy === null ? null : policyWords(cause.policy);
  const trail = [
    { label: 'Part of Defender', value: component },
    ...(policy === null ? [] : [{ label: 'Policy', value: policy }]),
    ...(cause.setting === null ? [] : [{ label: 'Setting', value: plainText(cause.setting, 80) }]),
  ];
  return {
    what: [component, policy, cause.setting]
      .filter((part): part is string => part !== null)
      .map((part) => plainText(part, 100))
      .join(' \u2192 '),
    badges: badgeRuns(certaintyBadge(cause.certainty)),
    explanation: plainText(cause.explanation, 600) || 'No explanation is known.',
    facts: trail,
    evidence: evidenceView(wireNameFirst(cause, policy), 6),
  };
}

/** Where the portal's name stands in for a policy's own, its own is in sight: commands need it. */
function wireNameFirst({ policy, evidence }: CauseData, shown: string | null): string[] {
  if (policy === null || policy === shown) return evidence;
  const naming = evidence.filter((line) => line.includes(policy));
  return [...naming, ...evidence.filter((line) => !naming.includes(line))];
}

/** Evidence often quotes mail, so its links are made dead. Rows past `most` are counted in words. */
export function evidenceView(evidence: string[], most: number) {
  const rows = evidence.slice(0, most).map((words) => ({ words: plainText(words, 220) || '\u2013' }));
  const rest = evidence.length - rows.length;
  return rest > 0 ? [...rows, { words: `and ${rest} more pieces of evidence` }] : rows;
}
