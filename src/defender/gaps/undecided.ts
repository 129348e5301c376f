import { type PolicyType, policyTypeFacts } from '../policies/policy-types.ts';
import { effectivePolicy } from '../precedence/explain.ts';
import type { GapContext } from './context.ts';
import type { Draft } from './rule.ts';

/** What cannot be said: people whose policy of a type cannot be told, and policies whose row was not among those read. */
export function undecidedDrafts(context: GapContext, types: readonly PolicyType[]): Draft[] {
  const unlicensed = context.licence.plan === 'EOP';
  return types.flatMap((type) => {
    if (unlicensed && policyTypeFacts[type].fallback.source === 'builtIn') return [];
    return undecidedOf(type, context);
  });
}

function undecidedOf(type: PolicyType, context: GapContext): Draft[] {
  const drafts: Draft[] = [];
  const undecided = context.undecided(type);
  const example = undecided[0]?.recipients[0];
  if (example !== undefined) {
    const why = effectivePolicy(context.resolver, type, example).because[0] ?? '';
    drafts.push({ status: 'unknown', entry: `${type} not known`, cohorts: undecided, effect: why });
  }
  for (const { name, policy, cohorts } of context.inEffect(type)) {
    if (policy !== null) continue;
    drafts.push({
      status: 'unknown',
      policy: { name },
      entry: 'row not read',
      cohorts,
      effect: `Could not check: “${name}” applies, but ${policyTypeFacts[type].policyCmdlet} gave no such policy.`,
    });
  }
  return drafts;
}
