import { type PolicyType, policyTypeFacts, policyTypes } from '../../policies/policy-types.ts';
import { alikeIn, type Cohort, cohortOf } from '../../precedence/cohort.ts';
import { isUnread } from '../../precedence/ladder.ts';
import { matchScope, type Recipient } from '../../precedence/match.ts';
import type { Scope } from '../../precedence/scope.ts';
import type { GapContext } from '../context.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** Custom policies that are meant for people who get another one, the usual reason why a change shows no effect. */
export const shadowedPolicies: GapRule = {
  facts: {
    id: 'shadowed-policies',
    title: 'Custom policies that something else wins over',
    area: 'presets',
    kind: 'context',
    paths: bothPaths,
    needs: [],
    types: policyTypes,
    licence: 'EOP',
    severityBasis: 'It explains why a policy has no effect; it stops nothing.',
    sources: ['precedence', 'presets'],
  },
  check: (context) => policyTypes.flatMap((type) => shadowed(type, context)),
};

function shadowed(type: PolicyType, context: GapContext): Draft[] {
  const { resolver } = context;
  const winning = new Set(context.inEffect(type).map(({ name }) => name));
  const idle = new Map<number, Scope>();
  for (const [place, step] of resolver.ladders[type].steps.entries()) {
    if (!isUnread(step) && step.source === 'custom' && step.enabled && !winning.has(step.policy)) idle.set(place, step);
  }
  if (idle.size === 0) return [];
  return [...meantFor(idle, type, context)].map(([place, cohorts]) => {
    const step = idle.get(place);
    const winner = cohorts[0]?.winners[type].policy;
    return {
      status: 'info',
      policy: { name: step?.policy ?? '' },
      setting: null,
      entry: type,
      actual: 'applies to nobody',
      cohorts,
      effect: `The ${policyTypeFacts[type].label} “${step?.policy}” is meant for these people, but “${winner}” comes first for them: nothing in it has an effect here.`,
    };
  });
}

/** The people whom each idle rule covers although another policy won. */
function meantFor(idle: ReadonlyMap<number, Scope>, type: PolicyType, context: GapContext): Map<number, Cohort[]> {
  const { resolver, audience } = context;
  const meant = new Map<number, Cohort[]>();
  for (const cohort of audience.cohorts) {
    if (cohort.winners[type].policy === null) continue;
    const parts = new Map<number, Recipient[][]>();
    for (const alike of alikeIn(cohort)) {
      const first = alike[0];
      if (first === undefined) continue;
      for (const place of resolver.candidates(type, first)) {
        const step = idle.get(place);
        if (step === undefined || matchScope(step, first, resolver.membership) !== 'yes') continue;
        const part = parts.get(place);
        if (part) part.push(alike);
        else parts.set(place, [alike]);
      }
    }
    for (const [place, alike] of parts) {
      meant.set(place, [...(meant.get(place) ?? []), cohortOf(cohort.winners, alike)]);
    }
  }
  return meant;
}
