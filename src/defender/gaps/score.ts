import type { Finding, GapReport, Severity, Status } from './finding.ts';

/**
 * The part, in hundredths, that one gap takes of what the gaps before it left: a tenant with many small faults stays above one
 * with grave ones, and nothing but grave ones brings it near 0. Further gaps of one rule count half, so that one fault on many
 * policies is not many faults.
 */
export const scoreParts: Readonly<Record<Severity, number>> = { critical: 30, high: 15, medium: 6, low: 2, none: 0 };

/** A score from 0 to 100 over what could be checked; null when nothing could. The sentence says how it came about. */
export function scoreOf(findings: readonly Finding[]): Pick<GapReport, 'score' | 'scoreExplained'> {
  const checked = findings.filter(({ status }) => status !== 'unknown' && status !== 'notLicensed');
  const unknown = findings.filter(({ status }) => status === 'unknown').length;
  if (checked.length === 0) {
    return { score: null, scoreExplained: { sentence: 'Nothing could be checked, so there is no score.', lost: [] } };
  }
  const lost: GapReport['scoreExplained']['lost'] = [];
  const seen = new Set<string>();
  let left = 100;
  for (const { status, rule, severity, key, title } of findings) {
    if (status !== 'gap') continue;
    const points = (left * scoreParts[severity] * (seen.has(rule) ? 0.5 : 1)) / 100;
    seen.add(rule);
    left -= points;
    lost.push({ key, title, points: Math.round(points * 10) / 10 });
  }
  const score = Math.round(left);
  const gaps = `${lost.length} ${lost.length === 1 ? 'gap takes' : 'gaps take'} ${100 - score} points off 100`;
  const open =
    unknown === 0 ? '' : ` ${unknown} ${unknown === 1 ? 'check' : 'checks'} could not be made and count neither way.`;
  return { score, scoreExplained: { sentence: `${gaps}.${open}`, lost } };
}

/** What may be said of a score, given how many of the checks could be made. */
export interface ToldScore {
  /** Null where fewer than half of the checks could be made: a score over so little would deceive. */
  score: number | null;
  /** Some checks are open, so that the true score may be lower. */
  atMost: boolean;
  /** How many checks could not be made; empty when all were. */
  open: string;
}

/** Checks that the tenant is not licensed for do not count. */
export function scoreToTell(score: number | null, counts: Readonly<Record<Status, number>>): ToldScore {
  const { unknown } = counts;
  const made = counts.gap + counts.ok + counts.info;
  if (unknown === 0) return { score, atMost: false, open: '' };
  return {
    score: unknown > made ? null : score,
    atMost: unknown <= made,
    open: `${unknown} of ${made + unknown} checks could not be made`,
  };
}
