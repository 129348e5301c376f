import { formatDay, type Localised } from '../../cards/format.ts';
import { policyWords } from '../../cards/words.ts';
import { mostFirst } from '../shared/group-words.ts';
import type { Tally } from './tally.ts';

type Breakdown = 'policy' | 'day';

const mostPolicies = 20;
const mostDays = 31;
const asking: [Breakdown, RegExp][] = [
  ['policy', /\b(?:by|per|each|which|every) (?:the )?(?:\w+ )?polic(?:y|ies)\b/i],
  ['day', /\b(?:(?:by|per|each|every) (?:the )?(?:day|date)|a day|dail(?:y|ies)|day by day|trend)\b/i],
];

/** What a sentence wants the count split by, beside the reasons that are always told. */
export function breakdownsAsked(text: string): Breakdown[] {
  return asking.filter(([, pattern]) => pattern.test(text)).map(([breakdown]) => breakdown);
}

/** Counts in words, one a line, under a heading of their own: policies by how much they hold, days newest first. */
export function breakdownInWords(breakdown: Breakdown, tally: Tally, reader: Localised): string {
  if (breakdown === 'day') {
    const days = [...tally.byDay].sort(([a], [b]) => b.localeCompare(a));
    return lines(
      'By day',
      days.map(([day, count]) => [formatDay(day, reader), count]),
      mostDays,
    );
  }
  const policies = new Map<string, number>();
  for (const [policy, count] of tally.byPolicy) {
    const name = policy === '' ? '(policy not stated)' : policyWords(policy);
    policies.set(name, (policies.get(name) ?? 0) + count);
  }
  return lines('By policy', mostFirst(policies), mostPolicies);
}

function lines(heading: string, counts: [string, number][], most: number): string {
  if (counts.length === 0) return '';
  const shown = counts.slice(0, most).map(([label, count]) => `- ${label}: ${count}`);
  const rest = counts.slice(most);
  let together = 0;
  for (const [, count] of rest) together += count;
  if (rest.length > 0) shown.push(`- ${rest.length} more: ${together} together`);
  return `\n\n${heading}:\n${shown.join('\n')}`;
}
