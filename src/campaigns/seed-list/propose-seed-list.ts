import { type PolicyType, policyTypeFacts, policyTypes } from '../../defender/policies/policy-types.ts';
import type { Cohort } from '../../defender/precedence/cohort.ts';
import type { Winner } from '../../defender/precedence/resolver.ts';

/** A person who gets the test so that it stands for everybody with the same five policies. */
export interface Seed {
  address: string;
  because: string;
  /** People of the audience with the same policies, this one included. */
  standsFor: number;
}

/** People whom no address of the audience stands for: a domain, known by its name alone. */
export interface Uncovered {
  domain: string | null;
  because: string;
}

export interface SeedList {
  seeds: Seed[];
  uncovered: Uncovered[];
  /** Different combinations of effective policies among people known by address. */
  combinations: number;
  /** Of these, those that a bound on the length of the list left out. */
  leftOut: number;
}

export interface SeedWishes {
  /** At most so many people; the first ones of the list cover each single policy, the rest each combination. */
  most?: number;
  /** Lower-case addresses that are taken where they can stand for others, such as people who agreed to it. */
  preferred?: ReadonlySet<string>;
}

interface Candidate {
  cohort: Cohort;
  address: string;
  people: number;
  policies: string[];
}

/**
 * The smallest set of people that covers every combination of effective policies of an audience: one of each cohort. The order is
 * that of a greedy set cover, so that cutting the list short loses as few policies, and then as few people, as possible.
 */
export function proposeSeedList(cohorts: readonly Cohort[], wishes: SeedWishes = {}): SeedList {
  const candidates = cohorts.flatMap((cohort) => candidateOf(cohort, wishes.preferred ?? new Set()));
  const ordered = greedyOrder(candidates);
  const taken = ordered.slice(0, wishes.most ?? ordered.length);
  return {
    seeds: taken.map(({ candidate, fresh }) => seedOf(candidate, fresh)),
    uncovered: cohorts.flatMap(uncoveredOf),
    combinations: candidates.length,
    leftOut: ordered.length - taken.length,
  };
}

function candidateOf(cohort: Cohort, preferred: ReadonlySet<string>): Candidate[] {
  const addresses = cohort.recipients.flatMap(({ address }) => address ?? []);
  const [first] = addresses.toSorted((a, b) => Number(preferred.has(b)) - Number(preferred.has(a)) || compare(a, b));
  if (first === undefined) return [];
  const policies = policyTypes.map((type) => `${type} ${nameOf(cohort.winners[type])}`);
  return [{ cohort, address: first, people: addresses.length, policies }];
}

function greedyOrder(candidates: readonly Candidate[]): { candidate: Candidate; fresh: Set<string> }[] {
  const left = new Set(candidates);
  const covered = new Set<string>();
  const order: { candidate: Candidate; fresh: Set<string> }[] = [];
  while (left.size > 0) {
    let best: { candidate: Candidate; fresh: Set<string> } | null = null;
    for (const candidate of left) {
      const fresh = new Set(candidate.policies.filter((policy) => !covered.has(policy)));
      if (best === null || isBetter({ candidate, fresh }, best)) best = { candidate, fresh };
    }
    if (best === null) break;
    left.delete(best.candidate);
    for (const policy of best.fresh) covered.add(policy);
    order.push(best);
  }
  return order;
}

function isBetter(one: { candidate: Candidate; fresh: Set<string> }, other: typeof one): boolean {
  const more = one.fresh.size - other.fresh.size || one.candidate.people - other.candidate.people;
  return more > 0 || (more === 0 && one.candidate.address < other.candidate.address);
}

function seedOf({ cohort, address, people }: Candidate, fresh: ReadonlySet<string>): Seed {
  const types = policyTypes.filter((type) => fresh.has(`${type} ${nameOf(cohort.winners[type])}`));
  const shown: readonly PolicyType[] = types.length > 0 ? types : policyTypes;
  const lead = types.length > 0 ? 'first to get' : 'this combination:';
  const others = people === 1 ? 'alone with these policies' : `stands for ${people.toLocaleString('en-US')} people`;
  return { address, because: `${lead} ${listed(policyWords(cohort, shown))}; ${others}`, standsFor: people };
}

const presets: Partial<Record<Winner['source'], string>> = {
  strict: 'the Strict preset',
  standard: 'the Standard preset',
  builtIn: 'built-in protection',
};

/** A preset is one thing to whoever set it, however many policies of each type stand behind it. */
function policyWords({ winners }: Cohort, types: readonly PolicyType[]): string[] {
  const words = types.map(
    (type) => presets[winners[type].source] ?? `${policyTypeFacts[type].label} “${nameOf(winners[type])}”`,
  );
  return [...new Set(words)];
}

function uncoveredOf({ recipients }: Cohort): Uncovered[] {
  const others = recipients.filter(({ address }) => address === null);
  const because = 'nobody there is known by address; name one of them to cover their policies';
  return others.map(({ domain }) => ({ domain, because }));
}

function nameOf({ policy, source }: Winner): string {
  if (source === 'unknown') return 'not known';
  return policy ?? 'none';
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
