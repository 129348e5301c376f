/** Answers who belongs to a group, through nested groups too. All addresses are in lower case. */
export interface Membership {
  /** Everyone in the group and in the groups inside it; null when the group's members were not read. */
  membersOf(group: string): ReadonlySet<string> | null;
}

/**
 * Expands groups on demand and remembers the result. A group inside itself is no fault. When a group that is nested in
 * another one was not read it cannot be told from a person, so it counts as an ordinary address.
 */
export function createMembership(groups: ReadonlyMap<string, readonly string[]>): Membership {
  const expanded = new Map<string, ReadonlySet<string>>();
  return {
    membersOf(group) {
      const known = expanded.get(group);
      if (known) return known;
      if (!groups.has(group)) return null;
      const members = expand(group, groups);
      expanded.set(group, members);
      return members;
    },
  };
}

function expand(group: string, groups: ReadonlyMap<string, readonly string[]>): Set<string> {
  const members = new Set<string>();
  const seen = new Set([group]);
  const waiting = [group];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const member of groups.get(next) ?? []) {
      if (!groups.has(member)) members.add(member);
      else if (!seen.has(member)) {
        seen.add(member);
        waiting.push(member);
      }
    }
  }
  return members;
}
