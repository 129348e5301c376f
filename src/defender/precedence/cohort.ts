import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { isUnread } from './ladder.ts';
import type { Recipient } from './match.ts';
import type { Resolver, Winner } from './resolver.ts';
import { createSweep, sweepLadder } from './sweep.ts';

/** Recipients for whom the same five policies apply. */
export interface Cohort {
  winners: Readonly<Record<PolicyType, Winner>>;
  recipients: Recipient[];
  /** Where the recipients stand in the crowd of their audience, in the same order; absent where nobody numbered them. */
  places?: number[];
}

/** A cohort of the people at some places; the list of its recipients is made when somebody asks for it. */
export function cohortAt(winners: Cohort['winners'], places: number[], crowd: Crowd): Cohort {
  return {
    winners,
    places,
    get recipients() {
      return places.flatMap((place) => crowd.recipients[place] ?? []);
    },
  };
}

/** The parts of cohorts that hold certain addresses; a cohort without any of them is left out. */
export function partOf(cohorts: readonly Cohort[], addresses: ReadonlySet<string>): Cohort[] {
  const parts: Cohort[] = [];
  for (const { winners, recipients } of cohorts) {
    const named = recipients.filter(({ address }) => address !== null && addresses.has(address));
    if (named.length > 0) parts.push({ winners, recipients: named });
  }
  return parts;
}

/** Recipients grouped by equal outcome, each once; stand-ins for unnamed people stay apart. */
export function cohortsOf(resolver: Resolver, people: Iterable<Recipient>): { cohorts: Cohort[]; crowd: Crowd } {
  const crowd = createCrowd(people, resolver.membership);
  const { recipients } = crowd;
  const sweep = createSweep(crowd);
  const outcomes = policyTypes.map((type) => sweepLadder(resolver.ladders[type], crowd, sweep));
  const number = new Int32Array(recipients.length);
  for (const [place, { address }] of recipients.entries()) if (address === null) number[place] = 1;
  let count = 2;
  for (const [at, outcome] of outcomes.entries()) {
    const steps = resolver.ladders[policyTypes[at] ?? 'antiSpam'].steps.length;
    count = refine(number, outcome, 2 * steps + 1);
  }
  const places: number[][] = Array.from({ length: count }, () => []);
  for (let place = 0; place < number.length; place += 1) places[number[place] ?? 0]?.push(place);
  const cohorts: Cohort[] = [];
  for (const mine of places) {
    const [first] = mine;
    if (first !== undefined) cohorts.push(cohortAt(winnersAt(first, outcomes, resolver), mine, crowd));
  }
  return { cohorts, crowd };
}

/** Splits numbered classes by one more outcome, in place; gives how many classes there are now. */
function refine(number: Int32Array, outcome: Int32Array, range: number): number {
  const renumbered = new Map<number, number>();
  const last = { key: -1, number: -1 };
  for (let place = 0; place < number.length; place += 1) {
    const key = (number[place] ?? 0) * range + (outcome[place] ?? 0);
    if (key !== last.key) {
      last.key = key;
      last.number = renumbered.get(key) ?? renumbered.size;
      renumbered.set(key, last.number);
    }
    number[place] = last.number;
  }
  return renumbered.size;
}

function winnersAt(place: number, outcomes: readonly Int32Array[], resolver: Resolver): Record<PolicyType, Winner> {
  const entries = policyTypes.map((type, at) => [type, winnerOf(outcomes[at]?.[place] ?? 0, type, resolver)]);
  return Object.fromEntries(entries) as Record<PolicyType, Winner>;
}

function winnerOf(outcome: number, type: PolicyType, resolver: Resolver): Winner {
  if (outcome === 0) return { policy: null, source: 'none', step: -1 };
  const place = Math.floor((outcome - 1) / 2);
  const step = resolver.ladders[type].steps[place];
  if (step === undefined || isUnread(step) || outcome % 2 === 0)
    return { policy: null, source: 'unknown', step: place };
  return { policy: step.policy, source: step.source, step: place };
}
