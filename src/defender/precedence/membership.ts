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
  /** The lists of members of a group and of the groups inside it, each list once; groups stand in them like people. */
  listsOf(group: string): readonly (readonly string[])[];
}

/**
 * Turns lists of members into answers about people. A group inside itself is no fault. When a group that is nested in
 * another one was not read it cannot be told from a person, so it counts as an ordinary address.
 */
export function createMembership(groups: ReadonlyMap<string, readonly string[]>): Membership {
  const expanded = new Map<string, ReadonlySet<string>>();
  const listsOf = (group: string): readonly (readonly string[])[] => {
    const lists: (readonly string[])[] = [];
    const seen = new Set([group]);
    for (const next of seen) {
      const list = groups.get(next) ?? [];
      lists.push(list);
      for (const member of list) if (groups.has(member)) seen.add(member);
    }
    return lists;
  };
  const membersOf = (group: string): ReadonlySet<string> | null => {
    const known = expanded.get(group);
    if (known) return known;
    if (!groups.has(group)) return null;
    const members = new Set<string>();
    for (const list of listsOf(group)) for (const member of list) if (!groups.has(member)) members.add(member);
    expanded.set(group, members);
    return members;
  };
  return {
    groups: () => groups.keys(),
    knows: (group) => groups.has(group),
    membersOf,
    isIn: (group, address) => membersOf(group)?.has(address) ?? false,
    listsOf,
  };
}
