import type { PolicyType } from '../../../defender/policies/policy-types.ts';

/** One property of a policy, as an administrator may ask for it. Values and their direction stand in the baselines. */
export interface SettingFacts {
  type: PolicyType;
  /** The cmdlet's own property name. */
  setting: string;
  /** What the Defender portal calls it. */
  label: string;
  /** Other words for it. */
  words: RegExp;
  does: string;
  /** What people get wrong about it; null when nothing is. */
  trap: string | null;
}
