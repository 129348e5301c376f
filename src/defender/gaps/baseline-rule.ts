import { fixFor } from '../fixes/choose.ts';
import type { Fix } from '../fixes/fix.ts';
import type { Situation } from '../fixes/situation.ts';
import type { Policy } from '../policies/policy.ts';
import { type PolicyType, policyTypeFacts } from '../policies/policy-types.ts';
import type { Level, SettingBaseline, Value } from './baselines/baseline.ts';
import { levelOf, settingValue, standingOf } from './compare.ts';
import type { GapContext, InEffect } from './context.ts';
import type { Draft, GapRule, RuleFacts } from './rule.ts';
import { situationOf } from './situation-of.ts';

export const levelNames: Record<Level, string> = {
  default: 'Microsoft’s default',
  builtIn: 'Built-in protection',
  standard: 'Microsoft’s Standard',
  strict: 'Microsoft’s Strict',
};

/** A rule that holds settings of the policies in effect against Microsoft's values. */
export function baselineRule(
  facts: Omit<RuleFacts, 'needs'>,
  type: PolicyType,
  settings: readonly SettingBaseline[],
): GapRule {
  return {
    facts: { ...facts, needs: [policyTypeFacts[type].policyCmdlet], types: [type] },
    check: (context) => context.inEffect(type).flatMap((effect) => compare(effect, settings, context, facts)),
  };
}

/** The settings of a table by name; throws when a name is not in it, so that a typing error shows at once. */
export function pick(settings: readonly SettingBaseline[], names: readonly string[]): SettingBaseline[] {
  return names.map((name) => {
    const found = settings.find(({ setting }) => setting === name);
    if (found === undefined) throw new Error(`There is no baseline for ${name}.`);
    return found;
  });
}

function compare(
  effect: InEffect,
  settings: readonly SettingBaseline[],
  context: GapContext,
  facts: Omit<RuleFacts, 'needs'>,
): Draft[] {
  const { policy } = effect;
  if (policy === null) return [];
  const drafts: Draft[] = [];
  const missing: string[] = [];
  for (const baseline of settings) {
    const actual = settingValue(policy, baseline);
    if (actual === null) {
      if (!baseline.optional) missing.push(baseline.setting);
      continue;
    }
    const draft = judge(effect, policy, baseline, actual, context, facts);
    if (draft !== null) drafts.push(draft);
  }
  if (missing.length > 0) drafts.push(notInRow(effect, policy, missing));
  return drafts;
}

function judge(
  effect: InEffect,
  policy: Policy,
  baseline: SettingBaseline,
  actual: Value,
  context: GapContext,
  facts: Omit<RuleFacts, 'needs'>,
): Draft | null {
  const standing = standingOf(policy, baseline, actual);
  if (standing === null || standing.kind === 'same') return null;
  const place = {
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: baseline.setting,
    actual,
    expected: standing.expected,
    cohorts: effect.cohorts,
    paths: baseline.paths ?? facts.paths,
  };
  const level = levelNames[levelOf(policy)];
  const says = `${baseline.setting} is ${shown(actual)}; ${level} has ${shown(standing.expected)}.`;
  if (standing.kind === 'preference') return { ...place, status: 'info', effect: `${says} ${standing.note}` };
  if (standing.kind === 'otherLevel') {
    const other = levelNames[standing.level];
    return {
      ...place,
      status: 'info',
      effect: `${says} ${other} has the same value as here, so it is a choice and no fault.`,
    };
  }
  if (baseline.shownOnly && policy.preset !== null) {
    return { ...place, status: 'info', effect: `${says} Presets are Microsoft’s, and this changes no delivery.` };
  }
  const departure =
    baseline.apart?.[String(actual)] ?? (standing.kind === 'stricter' ? baseline.stricter : baseline.weaker);
  const situation: Situation = {
    ...situationOf(context.sender, context),
    policy: { type: policy.type, name: policy.name, preset: policy.preset },
    setting: baseline.setting,
    current: actual,
    wanted: standing.expected,
  };
  return {
    ...place,
    status: 'gap',
    kind: departure.kind ?? (standing.kind === 'stricter' ? 'stops' : 'opening'),
    severity: departure.severity,
    least: departure.least,
    effect: `${says} ${departure.effect}`,
    conflict: departure.conflict,
    fixes: [restore(policy, situation)],
    cause: departure.cause && policy.preset !== null ? { id: departure.cause, situation } : undefined,
  };
}

/** The recommended value again; presets can only be looked after in their wizard. */
function restore(policy: Policy, situation: Situation): Fix {
  return fixFor(policy.preset || policy.isBuiltIn ? 'presetByMicrosoft' : 'recommendedValue', situation);
}

function notInRow(effect: InEffect, policy: Policy, missing: string[]): Draft {
  return {
    status: 'unknown',
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: missing.length === 1 ? (missing[0] ?? null) : null,
    entry: 'not in the row',
    cohorts: effect.cohorts,
    effect: `Could not check ${missing.join(', ')}: the row of “${policy.name}” does not carry ${missing.length === 1 ? 'it' : 'them'}.`,
  };
}

function shown(value: Value): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}
