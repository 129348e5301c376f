import { policyTypes } from '../../defender/policies/policy-types.ts';
import type { Cohort } from '../../defender/precedence/cohort.ts';
import { proposeSeedList, type Seed } from './propose-seed-list.ts';

/** How far a list of people stands for the policies of an audience. */
export interface Coverage {
  /** Different combinations of effective policies among the people of the audience that are known by address. */
  combinations: number;
  covered: number;
  /** People of the audience who have one of the combinations that the list covers. */
  peopleCovered: number;
  people: number;
  /** Whom to add so that every combination is covered. */
  missing: Seed[];
}

/** Whether `listed`, the people of a list, have every combination of policies that `audience` has. */
export function coverageOf(audience: readonly Cohort[], listed: readonly Cohort[]): Coverage {
  const has = new Set(listed.filter(isKnown).map(combinationOf));
  const wanted = audience.filter(isKnown);
  const covered = wanted.filter((cohort) => has.has(combinationOf(cohort)));
  const left = wanted.filter((cohort) => !has.has(combinationOf(cohort)));
  return {
    combinations: wanted.length,
    covered: covered.length,
    peopleCovered: sizeOf(covered),
    people: sizeOf(wanted),
    missing: proposeSeedList(left).seeds,
  };
}

function isKnown({ recipients }: Cohort): boolean {
  return recipients.some(({ address }) => address !== null);
}

function combinationOf({ winners }: Cohort): string {
  return policyTypes.map((type) => `${winners[type].source} ${winners[type].policy ?? ''}`.toLowerCase()).join('|');
}

function sizeOf(cohorts: readonly Cohort[]): number {
  let people = 0;
  for (const { recipients } of cohorts) people += recipients.filter(({ address }) => address !== null).length;
  return people;
}
