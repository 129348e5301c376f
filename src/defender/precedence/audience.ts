import { acceptedDomains } from '../policies/accepted-domains.ts';
import { policyTypes } from '../policies/policy-types.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import { type Cohort, cohortsOf } from './cohort.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { isUnread } from './ladder.ts';
import { type Recipient, recipientReader } from './match.ts';
import type { Membership } from './membership.ts';
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
  /** The same people by number; made anew where it is absent. */
  crowd?: Crowd;
}

/** The people of an audience by number. */
export function crowdOf(audience: Audience, membership: Membership): Crowd {
  if (audience.crowd) return audience.crowd;
  return createCrowd(
    audience.cohorts.flatMap(({ recipients }) => recipients),
    membership,
  );
}

/** For each place of the crowd the number of its cohort in the audience; -1 for none. */
export function numberCohorts(audience: Audience, crowd: Crowd): Int32Array {
  const number = new Int32Array(crowd.recipients.length).fill(-1);
  for (const [at, cohort] of audience.cohorts.entries()) {
    for (const place of placesOf(cohort, crowd)) number[place] = at;
  }
  return number;
}

/** Where the recipients of a cohort stand in a crowd; people whom it does not hold are left out. */
export function placesOf(cohort: Cohort, crowd: Crowd): readonly number[] {
  if (cohort.places) return cohort.places;
  const places: number[] = [];
  for (const { address, domain } of cohort.recipients) {
    const place = address === null ? crowd.standIn(domain) : crowd.placeOf(address);
    if (place !== undefined) places.push(place);
  }
  return places;
}

/** Groups a list of addresses. Blank and repeated ones are dropped; a group stands for its members, who are judged one by one. */
export function listedAudience(resolver: Resolver, addresses: Iterable<string>): Audience {
  const { membership } = resolver;
  const recipients: Recipient[] = [];
  const read = recipientReader();
  for (const address of addresses) {
    const recipient = read(address);
    if (recipient.address === null || recipient.domain === null) continue;
    if (!membership.knows(recipient.address)) recipients.push(recipient);
    else for (const member of membership.membersOf(recipient.address) ?? []) recipients.push(read(member));
  }
  const { cohorts, crowd } = cohortsOf(resolver, recipients);
  return { kind: 'listed', cohorts, crowd, size: crowd.recipients.length };
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
    for (const list of resolver.membership.listsOf(group)) {
      for (const member of list) if (!snapshot.groups.has(member)) named.add(member);
    }
  }
  const people = [...named].filter((address) => address.includes('@')).map(recipientReader());
  const others = [...domains].map((domain): Recipient => ({ address: null, domain }));
  if (!domainsKnown) others.push({ address: null, domain: null });
  return { kind: 'tenant', ...cohortsOf(resolver, [...people, ...others]), size: people.length };
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
