import type { Finding, GapReport } from '../gaps/finding.ts';
import type { FindingChanges } from './change.ts';

/** Which gaps appeared and which disappeared between two reports for the same audience. */
export function findingChanges(before: GapReport, after: GapReport): FindingChanges {
  const changes: FindingChanges = { opened: [], closed: [], unclear: [] };
  const [old, now] = [gapsByKey(before), gapsByKey(after)];
  for (const [key, finding] of now) {
    if (old.has(key)) continue;
    (wasChecked(finding, before) ? changes.opened : changes.unclear).push(finding);
  }
  for (const [key, finding] of old) {
    if (now.has(key)) continue;
    (wasChecked(finding, after) ? changes.closed : changes.unclear).push(finding);
  }
  return changes;
}

function gapsByKey(report: GapReport): Map<string, Finding> {
  return new Map(report.findings.filter(({ status }) => status === 'gap').map((finding) => [finding.key, finding]));
}

/** A rule that could not look, at all or at this policy, says nothing of whether the gap is there. */
function wasChecked(gap: Finding, report: GapReport): boolean {
  return !report.findings.some(
    ({ rule, status, policy }) =>
      rule === gap.rule && status === 'unknown' && (policy === null || gap.policy === null || policy === gap.policy),
  );
}
