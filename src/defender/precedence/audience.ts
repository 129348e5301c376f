import { acceptedDomains } from '../policies/accepted-domains.ts';
import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import { isUnread } from './ladder.ts';
import { type Recipient, recipientOf } from './match.ts';
import type { Resolver, Winner } from './resolver.ts';

/** Recipients for whom the same five policies apply. */
export interface Cohort {
  winners: Readonly<Record<PolicyType, Winner>>;
  recipients: Recipient[];
}

/**
 * The people who get the campaigns, grouped by equal outcome. `listed` is a known list of addresses. `tenant` means that no
 * list was given: everybody the snapshot names, and for each accepted domain one stand-in for all others there.
 */
export interface Audience {
  kind: 'listed' | 'tenant';
  cohorts: Cohort[];
  /** People known by address. */
  size: number;
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

/** Groups a list of addresses; blank and repeated ones are dropped. */
export function listedAudience(resolver: Resolver, addresses: Iterable<string>): Audience {
  const seen = new Set<string>();
  const recipients: Recipient[] = [];
  for (const address of addresses) {
    const recipient = recipientOf(address);
    if (recipient.address === null || recipient.domain === null || seen.has(recipient.address)) continue;
    seen.add(recipient.address);
    recipients.push(recipient);
  }
  return { kind: 'listed', cohorts: cohortsOf(resolver, recipients), size: recipients.length };
}

/** Everybody whom the snapshot knows of, for when nobody said who gets the campaigns. */
export function tenantAudience(resolver: Resolver, snapshot: TenantSnapshot): Audience {
  const named = new Set<string>();
  const accepted = acceptedDomains(snapshot);
  const domains = new Set(accepted ?? []);
  const domainsKnown = domains.size > 0;
  for (const type of policyTypes) {
    for (const step of resolver.ladders[type].steps) {
      if (isUnread(step)) continue;
      for (const user of step.users) named.add(user);
      for (const user of step.exceptUsers) named.add(user);
      if (!domainsKnown) for (const domain of [...step.domains, ...step.exceptDomains]) domains.add(domain);
    }
  }
  for (const [group] of snapshot.groups) {
    for (const member of resolver.membership.membersOf(group) ?? []) named.add(member);
  }
  const people = [...named].filter((address) => address.includes('@')).map(recipientOf);
  const others = [...domains].map((domain): Recipient => ({ address: null, domain }));
  if (!domainsKnown) others.push({ address: null, domain: null });
  return { kind: 'tenant', cohorts: cohortsOf(resolver, [...people, ...others]), size: people.length };
}

/** The audience named by groups of the snapshot; groups whose members were not read are given back in `unread`. */
export function groupAddresses(
  resolver: Resolver,
  groups: readonly string[],
): { addresses: Set<string>; unread: string[] } {
  const addresses = new Set<string>();
  const unread: string[] = [];
  for (const group of groups) {
    const members = resolver.membership.membersOf(group.toLowerCase());
    if (members === null) unread.push(group);
    else for (const member of members) addresses.add(member);
  }
  return { addresses, unread };
}

/** Reads one address per line; commas, semicolons, quotes, angle brackets and a CSV header line are tolerated. */
export function parseRecipients(file: string): string[] {
  return file.match(/[^\s,;<>"']+@[^\s,;<>"']+/g) ?? [];
}

function cohortsOf(resolver: Resolver, recipients: readonly Recipient[]): Cohort[] {
  const cohorts = new Map<string, Cohort>();
  for (const recipient of recipients) {
    let key = recipient.address === null ? 'others' : '';
    const winners = {} as Record<PolicyType, Winner>;
    for (const type of policyTypes) {
      const winner = resolver.winner(type, recipient);
      winners[type] = winner;
      key += `|${winner.source === 'unknown' ? '?' : ''}${winner.step}`;
    }
    const known = cohorts.get(key);
    if (known) known.recipients.push(recipient);
    else cohorts.set(key, { winners, recipients: [recipient] });
  }
  return [...cohorts.values()];
}
