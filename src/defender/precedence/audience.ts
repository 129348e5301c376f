import { acceptedDomains } from '../policies/accepted-domains.ts';
import { policyTypes } from '../policies/policy-types.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import { type Cohort, cohortsOf } from './cohort.ts';
import { isUnread } from './ladder.ts';
import { type Recipient, recipientOf, recipientReader } from './match.ts';
import type { Resolver } from './resolver.ts';

export type { Cohort } from './cohort.ts';

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

/** Groups a list of addresses; blank and repeated ones are dropped. */
export function listedAudience(resolver: Resolver, addresses: Iterable<string>): Audience {
  const seen = new Set<string>();
  const recipients: Recipient[] = [];
  const read = recipientReader();
  for (const address of addresses) {
    const recipient = read(address);
    if (recipient.address === null || recipient.domain === null) continue;
    seen.add(recipient.address);
    if (seen.size > recipients.length) recipients.push(recipient);
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
