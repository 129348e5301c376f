import type { TenantData } from '../tenant-data.ts';

/** Addresses of the groups that each person is in, directly or through other groups; lower case. */
export function groupsByPerson(data: Pick<TenantData, 'groups' | 'people'>): (mail: string) => ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  const mailOf = new Map<string, string>();
  for (const { id, mail, members } of data.groups) {
    if (mail) mailOf.set(id, mail.toLowerCase());
    for (const member of members) parents.set(member, [...(parents.get(member) ?? []), id]);
  }
  const idOf = new Map(data.people.map(({ id, mail }) => [mail.toLowerCase(), id]));
  const known = new Map<string, ReadonlySet<string>>();

  function climb(id: string, found: Set<string>): void {
    for (const parent of parents.get(id) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      climb(parent, found);
    }
  }

  return (mail) => {
    const id = idOf.get(mail.toLowerCase()) ?? '';
    const before = known.get(id);
    if (before) return before;
    const ids = new Set<string>();
    climb(id, ids);
    const mails = new Set([...ids].flatMap((group) => mailOf.get(group) ?? []));
    known.set(id, mails);
    return mails;
  };
}
