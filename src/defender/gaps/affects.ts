import { type Audience, crowdOf, placesOf } from '../precedence/audience.ts';
import type { Cohort } from '../precedence/cohort.ts';
import type { Crowd } from '../precedence/crowd.ts';
import type { Membership } from '../precedence/membership.ts';
import type { Affects } from './finding.ts';

const someExamples = 5;
const mostGroups = 3;

/** Answers whom a set of cohorts, or of parts of them, stands for: how many, some by name, and the groups with most of them. */
export function createAffects(
  audience: Audience,
  groups: Iterable<string>,
  membership: Membership,
  mostExamples = someExamples,
): (cohorts: readonly Cohort[]) => Affects {
  const seen = new Map<string, Affects>();
  const places = new Map(audience.cohorts.map((cohort, place) => [cohort, place]));
  const shares = groupShares(audience, new Set(groups));
  let crowd: Crowd | null = null;
  return (cohorts) => {
    const found = cohorts.map((cohort) => places.get(cohort));
    const key = found.includes(undefined) ? null : found.join(',');
    const known = key === null ? undefined : seen.get(key);
    if (known) return known;
    crowd ??= crowdOf(audience, membership);
    const affects = { ...people(cohorts, crowd, mostExamples), of: audience.size, groups: shares(cohorts, crowd) };
    if (key !== null) seen.set(key, affects);
    return affects;
  };
}

function people(
  cohorts: readonly Cohort[],
  crowd: Crowd,
  mostExamples: number,
): Pick<Affects, 'count' | 'examples' | 'others'> {
  let count = 0;
  const examples: string[] = [];
  const others: string[] = [];
  for (const cohort of cohorts) {
    const places = placesOf(cohort, crowd);
    const [first] = places;
    if (first !== undefined && crowd.recipients[first]?.address === null) {
      for (const place of places) others.push(crowd.recipients[place]?.domain ?? 'any domain');
      continue;
    }
    count += places.length;
    for (const place of places.slice(0, mostExamples - examples.length)) {
      const address = crowd.recipients[place]?.address;
      if (address) examples.push(address);
    }
  }
  return { count, examples, others: others.sort() };
}

/** The groups that most of some people are in, each with how many of the audience it holds. */
function groupShares(
  audience: Audience,
  told: ReadonlySet<string>,
): (cohorts: readonly Cohort[], crowd: Crowd) => Affects['groups'] {
  let whole: Map<string, number> | null = null;
  return (cohorts, crowd) => {
    const places = (some: readonly Cohort[]) => some.map((cohort) => placesOf(cohort, crowd));
    whole ??= crowd.countGroups(places(audience.cohorts));
    const total = whole;
    return [...crowd.countGroups(places(cohorts))]
      .filter(([group]) => told.has(group))
      .map(([group, count]) => ({ group, count, of: total.get(group) ?? count }))
      .sort((a, b) => b.count - a.count || (a.group < b.group ? -1 : 1))
      .slice(0, mostGroups);
  };
}
