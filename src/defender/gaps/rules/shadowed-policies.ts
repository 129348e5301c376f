import { type PolicyType, policyTypeFacts, policyTypes } from '../../policies/policy-types.ts';
import { type Cohort, cohortAt } from '../../precedence/cohort.ts';
import { isUnread } from '../../precedence/ladder.ts';
import type { Scope } from '../../precedence/scope.ts';
import { createSweep, type Sweep } from '../../precedence/sweep.ts';
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

/** More than this many idle policies of a type are told in one finding: a list of them helps nobody. */
const mostTold = 10;

function shadowed(type: PolicyType, context: GapContext): Draft[] {
  const winning = new Set(context.inEffect(type).map(({ name }) => name));
  const state = undecidedMarks(type, context);
  const sweep = createSweep(context.crowd);
  const idle: Scope[] = [];
  for (const step of context.resolver.ladders[type].steps) {
    if (isUnread(step) || step.source !== 'custom' || winning.has(step.policy)) continue;
    let meant = false;
    sweep(step, state, 1, (_, match) => {
      meant = match === 'yes';
      return meant ? 'stop' : undefined;
    });
    if (meant) idle.push(step);
  }
  if (idle.length > mostTold) return [summary(idle, type)];
  return idle.map((step) => told(step, type, meantFor(step, state, sweep, context)));
}

/** 1 for everybody of whom it is not known which policy applies: nothing can be said of them. */
function undecidedMarks(type: PolicyType, { audience, cohortNumbers }: GapContext): Int32Array {
  const numbers = cohortNumbers();
  const marks = new Int32Array(numbers.length);
  const undecided = audience.cohorts.map(({ winners }) => winners[type].policy === null);
  if (undecided.includes(true)) {
    for (let place = 0; place < marks.length; place += 1) marks[place] = undecided[numbers[place] ?? -1] ? 1 : 0;
  }
  return marks;
}

function summary(idle: readonly Scope[], type: PolicyType): Draft {
  const names = idle.slice(0, mostTold).map(({ policy }) => `“${policy}”`);
  return {
    status: 'info',
    setting: null,
    entry: type,
    actual: idle.length,
    effect: `${idle.length} custom policies (${policyTypeFacts[type].label}) apply to nobody here because others come first, among them ${names.join(', ')}. Nothing in them has an effect.`,
  };
}

function told(step: Scope, type: PolicyType, cohorts: Cohort[]): Draft {
  const winner = cohorts[0]?.winners[type].policy;
  return {
    status: 'info',
    policy: { name: step.policy },
    setting: null,
    entry: type,
    actual: 'applies to nobody',
    cohorts,
    effect: `The ${policyTypeFacts[type].label} “${step.policy}” is meant for these people, but “${winner}” comes first for them: nothing in it has an effect here.`,
  };
}

/** The people whom an idle rule covers although another policy won, by cohort. */
function meantFor(
  step: Scope,
  state: Int32Array,
  sweep: Sweep,
  { crowd, audience, cohortNumbers }: GapContext,
): Cohort[] {
  const numbers = cohortNumbers();
  const unseen = state.slice();
  const parts: number[][] = audience.cohorts.map(() => []);
  sweep(step, unseen, 1, (place, match) => {
    unseen[place] = 1;
    if (match === 'yes') parts[numbers[place] ?? -1]?.push(place);
    return undefined;
  });
  return audience.cohorts.flatMap((cohort, number) => {
    const places = parts[number] ?? [];
    return places.length === 0 ? [] : cohortAt(cohort.winners, places, crowd);
  });
}
