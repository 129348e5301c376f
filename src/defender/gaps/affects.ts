import type { Audience, Cohort } from '../precedence/audience.ts';
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
    tally ??= tallyGroups(audience, groups, membership);
    const affects = { ...people(cohorts, mostExamples), of: audience.size, groups: groupsOf(cohorts, tally) };
    if (key !== null) seen.set(key, affects);
    return affects;
  };
}

function people(cohorts: readonly Cohort[], mostExamples: number): Pick<Affects, 'count' | 'examples' | 'others'> {
  let count = 0;
  const examples: string[] = [];
  const others: string[] = [];
  for (const cohort of cohorts) {
    for (const recipient of cohort.recipients) {
      if (recipient.address === null) others.push(recipient.domain ?? 'any domain');
      else {
        count += 1;
        if (examples.length < mostExamples) examples.push(recipient.address);
      }
    }
  }
  return { count, examples, others: others.sort() };
}

interface GroupTally {
  byCohort: Map<Cohort, Map<string, number>>;
  total: Map<string, number>;
}

function tallyGroups(audience: Audience, groups: Iterable<string>, membership: Membership): GroupTally {
  const cohortOf = new Map<string, Cohort>();
  for (const cohort of audience.cohorts) {
    for (const { address } of cohort.recipients) if (address !== null) cohortOf.set(address, cohort);
  }
  const tally: GroupTally = { byCohort: new Map(), total: new Map() };
  for (const group of groups) {
    for (const member of membership.membersOf(group) ?? []) {
      const cohort = cohortOf.get(member);
      if (cohort === undefined) continue;
      const counts = tally.byCohort.get(cohort) ?? new Map<string, number>();
      counts.set(group, (counts.get(group) ?? 0) + 1);
      tally.byCohort.set(cohort, counts);
      tally.total.set(group, (tally.total.get(group) ?? 0) + 1);
    }
  }
  return tally;
}

function groupsOf(cohorts: readonly Cohort[], tally: GroupTally): Affects['groups'] {
  const counts = new Map<string, number>();
  for (const cohort of cohorts) {
    for (const [group, count] of tally.byCohort.get(cohort) ?? []) counts.set(group, (counts.get(group) ?? 0) + count);
  }
  return [...counts]
    .map(([group, count]) => ({ group, count, of: tally.total.get(group) ?? count }))
    .sort((a, b) => b.count - a.count || a.group.localeCompare(b.group))
    .slice(0, mostGroups);
}
