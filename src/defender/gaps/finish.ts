import { type Choice, chooseFixes } from '../fixes/choose.ts';
import type { NotRead } from '../reading.ts';
import type { createAffects } from './affects.ts';
import type { GapContext } from './context.ts';
import type { Affects, Finding, Severity } from './finding.ts';
import { guideConflicts } from './guide.ts';
import type { Draft, GapRule } from './rule.ts';
import { sources } from './sources.ts';

type AffectsOf = ReturnType<typeof createAffects>;

/** Turns what a rule found into a finding: key, severity by effect on the audience, relevance of the path, ranked fixes. */
export function findingOf(rule: GapRule, draft: Draft, context: GapContext, affectsOf: AffectsOf): Finding {
  const kind = draft.kind ?? rule.facts.kind;
  const affects = affectsOf(draft.cohorts ?? context.audience.cohorts);
  const paths = draft.paths ?? rule.facts.paths;
  const relevant = kind !== 'stops' || paths.some((path) => context.sender.paths.includes(path));
  const status = draft.status === 'gap' && !relevant ? 'info' : draft.status;
  const choice: Choice = draft.cause ? chooseFixes(draft.cause.id, draft.cause.situation) : { fixes: [], never: [] };
  const fixes = [...(draft.fixes ?? []), ...choice.fixes];
  const { severity, basis } = weigh(rule, draft, status, affects, context);
  return {
    ...frame(rule, affects),
    key: keyOf(rule.facts.id, draft),
    kind,
    status,
    severity,
    severityBasis: basis,
    policy: draft.policy?.name ?? null,
    setting: draft.setting ?? null,
    actual: draft.actual ?? null,
    expected: draft.expected ?? null,
    effect: relevant ? draft.effect : `${draft.effect} This path is not in use according to the sender profile.`,
    paths: [...paths],
    conflict: draft.conflict ? guideConflicts[draft.conflict] : null,
    fixes: status === 'unknown' ? [] : [...fixes].sort((a, b) => a.cost - b.cost),
    never: choice.never,
  };
}

export function okFinding(rule: GapRule, context: GapContext, affectsOf: AffectsOf): Finding {
  return {
    ...quiet(rule, context, affectsOf),
    status: 'ok',
    effect: 'Nothing here stops the mail or opens more than it needs.',
  };
}

export function unreadFinding(rule: GapRule, context: GapContext, affectsOf: AffectsOf, why: NotRead): Finding {
  const effect = `Could not check: ${why.sentence} ${why.advice}`;
  return { ...quiet(rule, context, affectsOf), status: 'unknown', effect, actual: null };
}

export function notLicensed(rule: GapRule, context: GapContext, affectsOf: AffectsOf): Finding {
  const effect = `This needs Defender for Office 365. ${context.licence.because}`;
  return { ...quiet(rule, context, affectsOf), status: 'notLicensed', effect };
}

function quiet(rule: GapRule, context: GapContext, affectsOf: AffectsOf): Finding {
  return {
    ...frame(rule, affectsOf(context.audience.cohorts)),
    key: rule.facts.id,
    kind: rule.facts.kind,
    status: 'ok',
    severity: 'none',
    severityBasis: 'Nothing to weigh.',
    policy: null,
    setting: null,
    actual: null,
    expected: null,
    effect: '',
    paths: [...rule.facts.paths],
    conflict: null,
    fixes: [],
    never: [],
  };
}

function frame(rule: GapRule, affects: Affects) {
  const { id, title, area } = rule.facts;
  return { rule: id, title, area, affects, sources: rule.facts.sources.map((key) => sources[key]) };
}

function keyOf(rule: string, draft: Draft): string {
  const parts = [rule, draft.policy?.key ?? draft.policy?.name, draft.setting, draft.entry];
  return parts
    .filter((part) => part !== undefined && part !== null)
    .map((part) => String(part).toLowerCase())
    .join('|');
}

const steps: Severity[] = ['critical', 'high', 'medium', 'low'];

function weigh(
  rule: GapRule,
  draft: Draft,
  status: Finding['status'],
  affects: Affects,
  context: GapContext,
): { severity: Severity; basis: string } {
  if (status !== 'gap') return { severity: 'none', basis: 'Only gaps are weighed.' };
  const base = draft.severity ?? 'medium';
  const share = shareOf(affects);
  const reach =
    context.audience.kind === 'tenant'
      ? affects.others.length > 0
        ? `Reaches everybody else at ${affects.others.join(', ')}.`
        : `Reaches ${affects.count} of ${affects.of} people that the snapshot names.`
      : `Reaches ${affects.count} of ${affects.of} recipients.`;
  if (share >= 0.1) return { severity: base, basis: `${rule.facts.severityBasis} ${reach}` };
  const lowest = steps.indexOf(draft.least ?? 'low');
  const lowered = steps[Math.min(steps.indexOf(base) + 1, Math.max(lowest, steps.indexOf(base)))] ?? 'low';
  if (lowered === base) return { severity: base, basis: `${rule.facts.severityBasis} ${reach}` };
  return { severity: lowered, basis: `${rule.facts.severityBasis} ${reach} That is under a tenth, so one step lower.` };
}

function shareOf(affects: Affects): number {
  if (affects.others.length > 0 || affects.of === 0) return 1;
  return affects.count / affects.of;
}
