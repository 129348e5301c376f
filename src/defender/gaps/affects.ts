import type { Audience } from '../precedence/audience.ts';
import { alikeIn, type Cohort } from '../precedence/cohort.ts';
import type { Membership } from '../precedence/membership.ts';
import type { Affects } from './finding.ts';

const someExamples = 5;
const mostGroups = 3;

/** Answers whom a set of cohorts, or of parts of them, stands for. Group shares are counted once for the whole audience, on first use. */
export function createAffects(
  audience: Audience,
  groups: Iterable<string>,
  membership: Membership,
  mostExamples = someExamples,
): (cohorts: readonly Cohort[]) => Affects {
  const seen = new Map<string, Affects>();
  const places = new Map(audience.cohorts.map((cohort, place) => [cohort, place]));
  let tally: GroupTally | null = null;
  return (cohorts) => {
    const found = cohorts.map((cohort) => places.get(cohort));
    const key = found.includes(undefined) ? null : found.join(',');
    const known = key === null ? undefined : seen.get(key);
    if (known) return known;
    tally ??= tallyGroups(audience, new Set(groups), membership);
    const affects = {
      ...people(cohorts, mostExamples),
      of: audience.size,
      groups: groupsOf(cohorts, tally, membership),
    };
    if (key !== null) seen.set(key, affects);
    return affects;
  };
}

function people(cohorts: readonly Cohort[], mostExamples: number): Pick<Affects, 'count' | 'examples' | 'others'> {
  let count = 0;
  const examples: string[] = [];
  const others: string[] = [];
  for (const cohort of cohorts) {
    for (const alike of alikeIn(cohort)) {
      const first = alike[0];
      if (first === undefined) continue;
      if (first.address === null) others.push(first.domain ?? 'any domain');
      else {
        count += alike.length;
        for (const { address } of alike.slice(0, mostExamples - examples.length)) examples.push(address ?? '');
      }
    }
  }
  return { count, examples, others: others.sort() };
}

interface GroupTally {
  /** Groups whose shares are told. */
  told: ReadonlySet<string>;
  byCohort: Map<Cohort, Map<string, number>>;
  total: Map<string, number>;
}

function tallyGroups(audience: Audience, told: ReadonlySet<string>, membership: Membership): GroupTally {
  const tally: GroupTally = { told, byCohort: new Map(), total: new Map() };
  for (const cohort of audience.cohorts) {
    const counts = countGroups(cohort, membership);
    tally.byCohort.set(cohort, counts);
    for (const [group, count] of counts) tally.total.set(group, (tally.total.get(group) ?? 0) + count);
  }
  return tally;
}

function countGroups(cohort: Cohort, membership: Membership): Map<string, number> {
  const counts = new Map<string, number>();
  for (const alike of alikeIn(cohort)) {
    const address = alike[0]?.address;
    if (address === null || address === undefined) continue;
    for (const group of membership.groupsOf(address)) counts.set(group, (counts.get(group) ?? 0) + alike.length);
  }
  return counts;
}

/** The largest shares; parts of cohorts, which were not counted beforehand, are counted here. */
function groupsOf(cohorts: readonly Cohort[], tally: GroupTally, membership: Membership): Affects['groups'] {
  const counts = new Map<string, number>();
  for (const cohort of cohorts) {
    const mine = tally.byCohort.get(cohort) ?? countGroups(cohort, membership);
    for (const [group, count] of mine) counts.set(group, (counts.get(group) ?? 0) + count);
  }
  return [...counts]
    .filter(([group]) => tally.told.has(group))
    .map(([group, count]) => ({ group, count, of: tally.total.get(group) ?? count }))
    .sort((a, b) => b.count - a.count || a.group.localeCompare(b.group))
    .slice(0, mostGroups);
}
