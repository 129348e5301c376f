import { guidOf } from '../seeded-random.ts';
import type { SandboxUser } from '../tenant-data.ts';

const wanted = 6;

/**
 * The one who types, and the five others that the chat window wants. `as` is a part of a name; without it the first person
 * who may ask types. People are made up, without rights, where the company has too few. Throws a sentence for an unknown name.
 */
export function chatPeople(users: SandboxUser[], as: string | null): { current: SandboxUser; others: SandboxUser[] } {
  const everybody = [...users];
  while (everybody.length < wanted) everybody.push(bystander(everybody.length));
  const current = as === null ? firstWhoMayAsk(everybody) : named(everybody, as);
  return { current, others: everybody.filter((user) => user !== current).slice(0, wanted - 1) };
}

function firstWhoMayAsk(users: SandboxUser[]): SandboxUser {
  return users.find((user) => user.roles.includes('reader')) ?? (users[0] as SandboxUser);
}

function named(users: SandboxUser[], as: string): SandboxUser {
  const found = users.find((user) => user.name.toLowerCase().includes(as.toLowerCase()));
  if (found) return found;
  throw new Error(
    `Nobody here is called ${JSON.stringify(as)}. There are: ${users.map((user) => user.name).join(', ')}.`,
  );
}

function bystander(number: number): SandboxUser {
  const name = `Passer By ${number}`;
  return { objectId: guidOf(name), name, upn: `passer.by.${number}@example.com`, roles: [] };
}
