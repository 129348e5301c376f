import { valueWords } from '../../cards/finding-words.ts';
import type { SettingBaseline, Value } from '../../defender/gaps/baselines/baseline.ts';
import { baselines } from '../../defender/gaps/baselines/index.ts';
import { settingValue } from '../../defender/gaps/compare.ts';
import type { Policy } from '../../defender/policies/policy.ts';

export type PresetLevel = 'standard' | 'strict';

/** One setting whose value is another one than Microsoft's. */
export interface Difference {
  setting: string;
  actual: string;
  expected: string;
  direction: 'weaker' | 'stricter' | 'preference' | 'notRead';
}

/** Where a policy differs from a preset, whatever level the policy itself is meant to be on. */
export function differencesFrom(policy: Policy, level: PresetLevel): Difference[] {
  const differences: Difference[] = [];
  for (const baseline of baselines[policy.type].settings) {
    const expected = baseline.values[level];
    if (expected === undefined) continue;
    const actual = settingValue(policy, baseline);
    if (actual === expected) continue;
    const shown = { setting: baseline.setting, expected: valueWords(expected) };
    if (actual === null) {
      if (!baseline.optional) differences.push({ ...shown, actual: 'not in what Exchange gave', direction: 'notRead' });
    } else
      differences.push({ ...shown, actual: valueWords(actual), direction: directionOf(baseline, actual, expected) });
  }
  return differences;
}

function directionOf(baseline: SettingBaseline, actual: Value, expected: Value): Difference['direction'] {
  if (baseline.preference?.[String(actual)] !== undefined) return 'preference';
  return rank(baseline, actual) > rank(baseline, expected) ? 'stricter' : 'weaker';
}

function rank({ scale }: SettingBaseline, value: Value): number {
  if (scale === 'higherIsStricter') return Number(value);
  if (scale === 'lowerIsStricter') return -Number(value);
  return scale.indexOf(value);
}
