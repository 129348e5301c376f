import type { Button, ButtonData } from '../../cards/buttons.ts';
import { severityBadge, statusBadge } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import type { Status } from '../../defender/gaps/finding.ts';
import { placeOf } from './finding-text.ts';
import type { CheckedFinding, PolicyCheck } from './policy-check.ts';

const marks: Record<Status, NonNullable<MessageLine['mark']>> = {
  gap: 'warning',
  info: 'info',
  unknown: 'unknown',
  notLicensed: 'unknown',
  ok: 'good',
};

/** What some rules of the check found, worst first. */
export function findingsOf(check: PolicyCheck, rules: readonly string[]): CheckedFinding[] {
  return check.findings.filter(({ rule, status }) => rules.includes(rule) && status !== 'ok');
}

export function findingLines(findings: readonly CheckedFinding[]): MessageLine[] {
  const said = new Set<string>();
  return findings.flatMap((finding) => {
    const text = finding.effect.replace(/^Could not check: /, '');
    if (finding.status === 'unknown' && said.has(text)) return [];
    said.add(text);
    return [lineOf(finding, text)];
  });
}

function lineOf(finding: CheckedFinding, text: string): MessageLine {
  const weight = finding.status === 'gap' ? severityBadge(finding.severity).word : statusBadge(finding.status).word;
  return {
    label: `${weight}${placeOf(finding)}`,
    text: `${text}${finding.waiver === null ? '' : ' (waived)'}`,
    mark: marks[finding.status],
  };
}

/** The way from an answer to the worst of its findings. */
export function toFinding(findings: readonly CheckedFinding[], carry: ButtonData): Button[] {
  const [worst] = findings.filter(({ status }) => status === 'gap');
  return worst ? [{ title: 'How to fix it', verb: 'policy.how_to_fix', data: { ...carry, finding: worst.key } }] : [];
}

/** Reads that failed and that an answer needed. */
export function missing(check: PolicyCheck, needed: readonly (string | RegExp)[]): PolicyCheck['couldNot'] {
  const unread = [...check.snapshot.notRead.values()].filter(({ what }) =>
    needed.some((need) => (typeof need === 'string' ? what.toLowerCase() === need.toLowerCase() : need.test(what))),
  );
  return unread;
}
