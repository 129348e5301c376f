import { createAffects } from '../gaps/affects.ts';
import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import { type Audience, type Cohort, groupAddresses, listedAudience, tenantAudience } from '../precedence/audience.ts';
import { isUnread } from '../precedence/ladder.ts';
import type { Recipient } from '../precedence/match.ts';
import type { Resolver, Winner } from '../precedence/resolver.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import type { FeltBy } from './change.ts';

export interface CompareAudience {
  /** Who gets the campaigns. Without it `audienceGroups`, and without those everybody whom the snapshots know of. */
  recipients?: Iterable<string>;
  audienceGroups?: readonly string[];
}

/** People who were under the same policies before and are under the same now. */
export interface PairCohort extends Cohort {
  was: Readonly<Record<PolicyType, Winner>>;
}

export interface PairAudience {
  cohorts: readonly PairCohort[];
  /** The rule by which a policy won, in lower case; null for a policy that needs none. */
  ruleOf(side: 'before' | 'after', type: PolicyType, cohort: PairCohort): string | null;
  feltBy(felt: readonly PairCohort[], notKnown: readonly PairCohort[]): FeltBy;
}

/** Groups the audience by what applied to it before, what applies now, and whatever else `split` tells apart. */
export function pairAudience(
  before: { snapshot: TenantSnapshot; resolver: Resolver },
  after: { snapshot: TenantSnapshot; resolver: Resolver },
  options: CompareAudience,
  split: (recipient: Recipient) => string = () => '',
): PairAudience {
  const { kind, recipients } = recipientsOf(before, after, options);
  const cohorts = cohortsOf(before.resolver, after.resolver, recipients, split);
  const size = recipients.filter(({ address }) => address !== null).length;
  const audience: Audience = { kind, cohorts, size };
  const affects = createAffects(audience, after.snapshot.groups.keys(), after.resolver.membership);
  const resolvers = { before: before.resolver, after: after.resolver };
  return {
    cohorts,
    ruleOf(side, type, cohort) {
      const winner = side === 'before' ? cohort.was[type] : cohort.winners[type];
      const step = resolvers[side].ladders[type].steps[winner.step];
      return step === undefined || isUnread(step) || winner.source === 'unknown'
        ? null
        : (step.rule?.toLowerCase() ?? null);
    },
    feltBy: (felt, notKnown) => ({ ...affects(felt), notKnown: affects(notKnown).count }),
  };
}

function recipientsOf(
  before: { snapshot: TenantSnapshot; resolver: Resolver },
  after: { snapshot: TenantSnapshot; resolver: Resolver },
  options: CompareAudience,
): { kind: Audience['kind']; recipients: Recipient[] } {
  const sides = [before, after];
  const listed = (addresses: Iterable<string>) => ({
    kind: 'listed' as const,
    recipients: listedAudience(after.resolver, addresses).cohorts.flatMap(({ recipients }) => recipients.map(plain)),
  });
  if (options.recipients !== undefined) return listed(options.recipients);
  const groups = options.audienceGroups ?? [];
  const members = sides.flatMap(({ resolver }) => [...groupAddresses(resolver, groups).addresses]);
  if (members.length > 0) return listed(members);
  const all = new Map<string, Recipient>();
  for (const { resolver, snapshot } of sides) {
    for (const { recipients } of tenantAudience(resolver, snapshot).cohorts) {
      for (const recipient of recipients)
        all.set(`${recipient.address ?? ''} ${recipient.domain ?? ''}`, plain(recipient));
    }
  }
  return { kind: 'tenant', recipients: [...all.values()] };
}

/** What was looked up for one snapshot does not hold for the other. */
function plain({ address, domain }: Recipient): Recipient {
  return { address, domain };
}

function cohortsOf(
  before: Resolver,
  after: Resolver,
  recipients: readonly Recipient[],
  split: (recipient: Recipient) => string,
): PairCohort[] {
  const cohorts = new Map<string, PairCohort>();
  for (const recipient of recipients) {
    const was = winnersOf(before, recipient);
    const winners = winnersOf(after, recipient);
    const key = [recipient.address === null, split(recipient), ...keysOf(was), ...keysOf(winners)].join('|');
    const known = cohorts.get(key);
    if (known) known.recipients.push(recipient);
    else cohorts.set(key, { was, winners, recipients: [recipient] });
  }
  return [...cohorts.values()];
}

function winnersOf(resolver: Resolver, recipient: Recipient): Record<PolicyType, Winner> {
  const entries = policyTypes.map((type) => [type, resolver.winner(type, recipient)]);
  return Object.fromEntries(entries) as Record<PolicyType, Winner>;
}

function keysOf(winners: Readonly<Record<PolicyType, Winner>>): string[] {
  return policyTypes.map((type) => `${winners[type].source} ${winners[type].step}`);
}
