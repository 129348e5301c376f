import type { Finding, GapReport, Severity } from './finding.ts';

/** Points that one gap takes off a hundred. Further gaps of one rule count half, so that one fault on many policies is not many faults. */
export const scorePoints: Readonly<Record<Severity, number>> = { critical: 30, high: 15, medium: 6, low: 2, none: 0 };

/** A score from 0 to 100 over what could be checked; null when nothing could. The sentence says how it came about. */
export function scoreOf(findings: readonly Finding[]): Pick<GapReport, 'score' | 'scoreExplained'> {
  const checked = findings.filter(({ status }) => status !== 'unknown' && status !== 'notLicensed');
  const unknown = findings.filter(({ status }) => status === 'unknown').length;
  if (checked.length === 0) {
    return { score: null, scoreExplained: { sentence: 'Nothing could be checked, so there is no score.', lost: [] } };
  }
  const lost: GapReport['scoreExplained']['lost'] = [];
  const seen = new Set<string>();
  for (const { status, rule, severity, key, title } of findings) {
    if (status !== 'gap') continue;
    const points = scorePoints[severity] * (seen.has(rule) ? 0.5 : 1);
    seen.add(rule);
    lost.push({ key, title, points });
  }
  const total = lost.reduce((sum, { points }) => sum + points, 0);
  const score = Math.max(0, Math.round(100 - total));
  const gaps = `${lost.length} ${lost.length === 1 ? 'gap takes' : 'gaps take'} ${Math.round(total)} points off 100`;
  const open =
    unknown === 0 ? '' : ` ${unknown} ${unknown === 1 ? 'check' : 'checks'} could not be made and count neither way.`;
  return { score, scoreExplained: { sentence: `${gaps}.${open}`, lost } };
}
