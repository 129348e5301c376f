import type { GapRule } from './rule.ts';
import * as rules from './rules/index.ts';

/** Every rule. A new one is a file in `rules/` and one line in its index. */
export const gapRules: readonly GapRule[] = Object.values(rules);
