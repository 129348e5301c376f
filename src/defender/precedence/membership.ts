/** Answers who belongs to which group, through nested groups too. All addresses are in lower case. */
export interface Membership {
  /** Every group whose members were read. */
  groups(): Iterable<string>;
  /** Whether the members of a group were read. */
  knows(group: string): boolean;
  /** Everyone in the group and in the groups inside it; null when the group's members were not read. */
  membersOf(group: string): ReadonlySet<string> | null;
  /** Whether somebody is in a group; false as well when its members were not read. */
  isIn(group: string, address: string): boolean;
  /** Calls `each` for everyone in a group, perhaps more than once for somebody who is in it twice. */
  visit(group: string, each: (member: string) => unknown): void;
}

/**
 * Turns lists of members into answers about people. A group inside itself is no fault. When a group that is nested in
 * another one was not read it cannot be told from a person, so it counts as an ordinary address.
 */
export function createMembership(groups: ReadonlyMap<string, readonly string[]>): Membership {
  const expanded = new Map<string, ReadonlySet<string>>();
  const visit = (group: string, each: (member: string) => unknown) => walk(group, groups, each, new Set());
  const membersOf = (group: string): ReadonlySet<string> | null => {
    const known = expanded.get(group);
    if (known) return known;
    if (!groups.has(group)) return null;
    const members = new Set<string>();
    visit(group, (member) => members.add(member));
    expanded.set(group, members);
    return members;
  };
  return {
    groups: () => groups.keys(),
    knows: (group) => groups.has(group),
    membersOf,
    isIn: (group, address) => membersOf(group)?.has(address) ?? false,
    visit,
  };
}

function walk(
  group: string,
  groups: ReadonlyMap<string, readonly string[]>,
  each: (member: string) => unknown,
  path: Set<string>,
): void {
  path.add(group);
  for (const member of groups.get(group) ?? []) {
    if (!groups.has(member)) each(member);
    else if (!path.has(member)) walk(member, groups, each, path);
  }
}
