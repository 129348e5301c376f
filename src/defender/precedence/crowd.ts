import type { Recipient } from './match.ts';
import type { Membership } from './membership.ts';

/** Many recipients by number, so that questions about all of them are loops over numbers. */
export interface Crowd {
  recipients: readonly Recipient[];
  placeOf(address: string): number | undefined;
  /** Place of whoever stands for the unnamed people of a domain. */
  standIn(domain: string | null): number | undefined;
  /** Every domain once, and for each place the number of its domain. */
  domains: readonly (string | null)[];
  domainOf: readonly number[];
  /** Places by the number of their domain. */
  atDomain: readonly (readonly number[])[];
  /** Places of a group's members, perhaps repeated; null when its members were not read. */
  membersOf(group: string): readonly number[] | null;
  /** How many of the people at some places are in each group that was read; groups with none of them are left out. */
  countGroups(places: Iterable<readonly number[]>): Map<string, number>;
}

/** Numbers recipients; whoever occurs again is left out. Group members are looked up when they are first asked for. */
export function createCrowd(people: Iterable<Recipient>, membership: Membership): Crowd {
  const recipients: Recipient[] = [];
  const places = new Map<string, number>();
  const numbers = new Map<string | null, number>();
  const domains: (string | null)[] = [];
  const domainOf: number[] = [];
  const atDomain: number[][] = [];
  for (const recipient of people) {
    const { address, domain } = recipient;
    const place = recipients.length;
    if (address !== null) {
      if (places.has(address)) continue;
      places.set(address, place);
    }
    recipients.push(recipient);
    let number = numbers.get(domain);
    if (number === undefined) {
      number = domains.length;
      numbers.set(domain, number);
      domains.push(domain);
      atDomain.push([]);
    }
    domainOf.push(number);
    atDomain[number]?.push(place);
  }
  const members = new Map<string, readonly number[]>();
  const membersOf = (group: string): readonly number[] | null => {
    const known = members.get(group);
    if (known) return known;
    if (!membership.knows(group)) return null;
    const found: number[] = [];
    const lists = membership.listsOf(group);
    const isGroup = lists.length === 1 ? (member: string) => member === group : membership.knows;
    for (const list of lists) {
      for (const member of list) {
        const place = places.get(member);
        if (place !== undefined && !isGroup(member)) found.push(place);
      }
    }
    members.set(group, found);
    return found;
  };
  let inverse: Inverse | null = null;
  return {
    recipients,
    placeOf: (address) => places.get(address),
    standIn: (domain) => atDomain[numbers.get(domain) ?? -1]?.find((place) => recipients[place]?.address === null),
    domains,
    domainOf,
    atDomain,
    membersOf,
    countGroups(places) {
      inverse ??= invert(recipients.length, [...membership.groups()], membersOf);
      return tally(inverse, places);
    },
  };
}

/** The groups of the person at place p are `list[start[p]]` to `list[start[p + 1] - 1]`, as numbers into `names`. */
interface Inverse {
  start: Int32Array;
  list: Int32Array;
  names: readonly string[];
}

function invert(size: number, names: string[], membersOf: (group: string) => readonly number[] | null): Inverse {
  const latest = new Int32Array(size).fill(-1);
  const start = new Int32Array(size + 1);
  const once = (each: (place: number, number: number) => void) => {
    latest.fill(-1);
    for (const [number, name] of names.entries()) {
      for (const place of membersOf(name) ?? []) {
        if (latest[place] === number) continue;
        latest[place] = number;
        each(place, number);
      }
    }
  };
  once((place) => {
    start[place + 1] = (start[place + 1] ?? 0) + 1;
  });
  for (let place = 0; place < size; place += 1) start[place + 1] = (start[place + 1] ?? 0) + (start[place] ?? 0);
  const list = new Int32Array(start[size] ?? 0);
  const next = start.slice();
  once((place, number) => {
    list[next[place] ?? 0] = number;
    next[place] = (next[place] ?? 0) + 1;
  });
  return { start, list, names };
}

function tally({ start, list, names }: Inverse, places: Iterable<readonly number[]>): Map<string, number> {
  const counts = new Int32Array(names.length);
  for (const some of places) {
    for (const place of some) {
      const end = start[place + 1] ?? 0;
      for (let at = start[place] ?? 0; at < end; at += 1) {
        const number = list[at] ?? 0;
        counts[number] = (counts[number] ?? 0) + 1;
      }
    }
  }
  const found = new Map<string, number>();
  for (const [number, name] of names.entries()) if (counts[number]) found.set(name, counts[number]);
  return found;
}
