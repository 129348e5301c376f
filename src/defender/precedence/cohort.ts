import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import type { Recipient } from './match.ts';
import type { Resolver, Winner } from './resolver.ts';

type Winners = Readonly<Record<PolicyType, Winner>>;

/** Recipients for whom the same five policies apply. */
export interface Cohort {
  winners: Winners;
  recipients: Recipient[];
  /** The same recipients in lists of people whom no rule can tell apart; absent where nobody made such lists. */
  alike?: readonly Recipient[][];
}

/** Lists of people of a cohort of whom whatever holds for one holds for all: ask one, count the list. */
export function alikeIn(cohort: Cohort): readonly Recipient[][] {
  return cohort.alike ?? cohort.recipients.map((recipient) => [recipient]);
}

/** A cohort made of such lists; the flat list of its recipients is made when somebody asks for it. */
export function cohortOf(winners: Winners, alike: readonly Recipient[][]): Cohort {
  let flat: Recipient[] | null = null;
  return {
    winners,
    alike,
    get recipients() {
      flat ??= alike.flat();
      return flat;
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

/** Groups recipients by equal outcome: people whom no rule can tell apart are resolved once. */
export function cohortsOf(resolver: Resolver, recipients: Iterable<Recipient>): Cohort[] {
  const cohorts = new Map<string, { winners: Winners; alike: Recipient[][] }>();
  for (const alike of alikeOf(resolver, recipients)) {
    const first = alike[0];
    if (first === undefined) continue;
    let key = first.address === null ? 'others' : '';
    const winners = {} as Record<PolicyType, Winner>;
    for (const type of policyTypes) {
      const winner = resolver.winner(type, first);
      winners[type] = winner;
      key += `|${winner.source === 'unknown' ? '?' : ''}${winner.step}`;
    }
    const cohort = cohorts.get(key);
    if (cohort) cohort.alike.push(alike);
    else cohorts.set(key, { winners, alike: [alike] });
  }
  return Array.from(cohorts.values(), ({ winners, alike }) => cohortOf(winners, alike));
}

/** Splits recipients by domain and groups; whoever a rule names stands alone. */
function alikeOf(resolver: Resolver, recipients: Iterable<Recipient>): Recipient[][] {
  const lists: Recipient[][] = [];
  const byGroups = new Map<ReadonlySet<string>, Map<string | null, Recipient[]>>();
  for (const recipient of recipients) {
    const { address, domain } = recipient;
    if (address === null || resolver.isNamed(address)) {
      lists.push([recipient]);
      continue;
    }
    const groups = resolver.membership.groupsOf(address);
    let byDomain = byGroups.get(groups);
    if (byDomain === undefined) {
      byDomain = new Map();
      byGroups.set(groups, byDomain);
    }
    const list = byDomain.get(domain);
    if (list) list.push(recipient);
    else byDomain.set(domain, [recipient]);
  }
  for (const byDomain of byGroups.values()) lists.push(...byDomain.values());
  return lists;
}
