import type { DirectoryGroup, DirectoryPerson, TenantData } from '../tenant-data.ts';

/** Users and groups by id and address, with nested membership worked out once. */
export interface Directory {
  person(idOrAddress: string): DirectoryPerson | null;
  group(id: string): DirectoryGroup | null;
  groups(): DirectoryGroup[];
  people(): DirectoryPerson[];
  isMember(personId: string, groupId: string): boolean;
  /** Everybody and every group below this one. */
  below(groupId: string): (DirectoryPerson | DirectoryGroup)[];
}

export function directory(data: TenantData): Directory {
  const people = new Map<string, DirectoryPerson>();
  for (const person of data.people) {
    people.set(person.id.toLowerCase(), person);
    people.set(person.mail.toLowerCase(), person);
  }
  const groups = new Map(data.groups.map((group) => [group.id.toLowerCase(), group]));
  const expanded = new Map<string, (DirectoryPerson | DirectoryGroup)[]>();

  function below(groupId: string): (DirectoryPerson | DirectoryGroup)[] {
    const known = expanded.get(groupId);
    if (known) return known;
    const found = new Map<string, DirectoryPerson | DirectoryGroup>();
    const waiting = [...(groups.get(groupId.toLowerCase())?.members ?? [])];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id) || id === groupId) continue;
      const nested = groups.get(id.toLowerCase());
      const one = nested ?? people.get(id.toLowerCase());
      if (!one) continue;
      found.set(id, one);
      if (nested) waiting.push(...nested.members);
    }
    const list = [...found.values()];
    expanded.set(groupId, list);
    return list;
  }

  return {
    person: (idOrAddress) => people.get(idOrAddress.toLowerCase()) ?? null,
    group: (id) => groups.get(id.toLowerCase()) ?? null,
    groups: () => data.groups,
    people: () => data.people,
    isMember: (personId, groupId) =>
      below(groups.get(groupId.toLowerCase())?.id ?? groupId).some((one) => one.id === personId),
    below,
  };
}
