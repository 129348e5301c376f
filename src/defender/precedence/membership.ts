/** Answers who belongs to which group, through nested groups too. All addresses are in lower case. */
export interface Membership {
  /** Whether the members of a group were read. */
  knows(group: string): boolean;
  /** All groups that somebody is in. People in the same groups get the very same set. */
  groupsOf(address: string): ReadonlySet<string>;
  /** Everyone in the group and in the groups inside it; null when the group's members were not read. */
  membersOf(group: string): ReadonlySet<string> | null;
}

/** People who are in exactly the same groups share one of these; `next` leads on when one more group is added. */
interface Standing {
  groups: ReadonlySet<string>;
  newest: number;
  next: Map<number, Standing>;
}

/**
 * Turns lists of members into answers about people, in one pass over the lists. A group inside itself is no fault. When a
 * group that is nested in another one was not read it cannot be told from a person, so it counts as an ordinary address.
 */
export function createMembership(groups: ReadonlyMap<string, readonly string[]>): Membership {
  const nobody: Standing = { groups: new Set(), newest: -1, next: new Map() };
  let people: Map<string, Standing> | null = null;
  return {
    knows: (group) => groups.has(group),
    groupsOf(address) {
      people ??= standings(groups, nobody);
      return (people.get(address) ?? nobody).groups;
    },
    membersOf(group) {
      if (!groups.has(group)) return null;
      const members = new Set<string>();
      visit(group, groups, (member) => members.add(member));
      return members;
    },
  };
}

function standings(groups: ReadonlyMap<string, readonly string[]>, nobody: Standing): Map<string, Standing> {
  const people = new Map<string, Standing>();
  let number = -1;
  for (const group of groups.keys()) {
    number += 1;
    visit(group, groups, (member) => {
      const before = people.get(member) ?? nobody;
      if (before.newest !== number) people.set(member, advance(before, number, group));
    });
  }
  return people;
}

function advance(before: Standing, number: number, group: string): Standing {
  const known = before.next.get(number);
  if (known) return known;
  const after = { groups: new Set([...before.groups, group]), newest: number, next: new Map() };
  before.next.set(number, after);
  return after;
}

function visit(
  group: string,
  groups: ReadonlyMap<string, readonly string[]>,
  each: (member: string) => unknown,
  path: Set<string> = new Set(),
): void {
  path.add(group);
  for (const member of groups.get(group) ?? []) {
    if (!groups.has(member)) each(member);
    else if (!path.has(member)) visit(member, groups, each, path);
  }
}
