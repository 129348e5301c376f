import type { Policy } from '../policies/policy.ts';
import { flag, has, number, text } from '../policies/row.ts';
import { type Level, levels, type SettingBaseline, type Value } from './baselines/baseline.ts';
import { baselines } from './baselines/index.ts';

/** The value of a setting in the spelling of its baseline; null when the row does not carry it. */
export function settingValue(policy: Policy, baseline: SettingBaseline): Value | null {
  const example = Object.values(baseline.values)[0];
  if (!has(policy.row, baseline.setting)) return null;
  if (typeof example === 'boolean') return flag(policy.row, baseline.setting);
  if (typeof example === 'number') return number(policy.row, baseline.setting);
  const word = text(policy.row, baseline.setting);
  return word === null ? null : spelled(word, baseline);
}

/**
 * Which of Microsoft's levels a policy is to be held against: its own for presets and built-in protection, otherwise the
 * one that most of its values agree with. Equal counts go to the default level for a default policy, else to Standard.
 */
export function levelOf(policy: Policy): Level {
  if (policy.preset) return policy.preset;
  if (policy.isBuiltIn) return 'builtIn';
  const known = nearest.get(policy);
  if (known) return known;
  const found = nearestLevel(policy);
  nearest.set(policy, found);
  return found;
}

/** How a value stands to its level: equal, a preference, another level's value, or stricter or weaker than all that is meant. */
export type Standing =
  | { kind: 'same' }
  | { kind: 'preference'; note: string; expected: Value }
  | { kind: 'otherLevel'; level: Level; expected: Value }
  | { kind: 'stricter' | 'weaker'; expected: Value };

/**
 * Holds one value against Microsoft's. A value that a stricter level of Microsoft's recommends is no fault in a policy that an
 * administrator shaped, nor is a default value in a default policy; in a preset every departure is one.
 */
export function standingOf(policy: Policy, baseline: SettingBaseline, actual: Value): Standing | null {
  const level = levelOf(policy);
  const expected = baseline.values[level];
  if (expected === undefined) return null;
  if (actual === expected) return { kind: 'same' };
  const note = baseline.preference?.[String(actual)];
  if (note !== undefined) return { kind: 'preference', note, expected };
  const direction = isStricter(baseline, actual, expected) ? 'stricter' : 'weaker';
  const other = levels.find((candidate) => baseline.values[candidate] === actual);
  const shaped = policy.preset === null && !policy.isBuiltIn;
  const recommended = other === 'standard' || other === 'strict';
  if (shaped && other !== undefined && recommended) return { kind: 'otherLevel', level: other, expected };
  return { kind: direction, expected };
}

const nearest = new WeakMap<Policy, Level>();

function nearestLevel(policy: Policy): Level {
  const order: Level[] = policy.isDefault
    ? ['default', 'builtIn', 'standard', 'strict']
    : ['standard', 'default', 'builtIn', 'strict'];
  const settings = baselines[policy.type].settings;
  let best: Level = order[0] ?? 'standard';
  let most = -1;
  for (const level of order) {
    let agreeing = 0;
    for (const setting of settings) {
      const expected = setting.values[level];
      if (expected !== undefined && settingValue(policy, setting) === expected) agreeing += 1;
    }
    if (agreeing > most) [best, most] = [level, agreeing];
  }
  return best;
}

function isStricter(baseline: SettingBaseline, actual: Value, expected: Value): boolean {
  if (baseline.scale === 'higherIsStricter') return actual > expected;
  if (baseline.scale === 'lowerIsStricter') return actual < expected;
  return baseline.scale.indexOf(actual) > baseline.scale.indexOf(expected);
}

function spelled(word: string, baseline: SettingBaseline): Value {
  const lower = word.toLowerCase();
  for (const [other, meaning] of Object.entries(baseline.same ?? {})) if (other.toLowerCase() === lower) return meaning;
  if (typeof baseline.scale === 'string') return word;
  return baseline.scale.find((value) => String(value).toLowerCase() === lower) ?? word;
}
