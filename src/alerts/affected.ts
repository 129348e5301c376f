import type { Affected } from './alert.ts';

/** So many are kept by name; of more it is only known that there are more, and such a case does not end by counting. */
export const mostEntries = 2000;

export const nobody: Readonly<Affected> = { count: 0, cleared: 0, addresses: [], clearedAddresses: [] };

/** Somebody among those concerned: a person, or a person with the message that it is about. In lower case. */
export function entryOf(recipient: string, message: string | null = null): string {
  return (message === null ? recipient : `${recipient}|${message}`).toLowerCase();
}

/** With one more. Somebody who was settled and is concerned again counts as new. The same object when nothing changes. */
export function joinedTo(affected: Affected, entry: string): Affected {
  if (affected.addresses.includes(entry)) {
    if (!affected.clearedAddresses.includes(entry)) return affected;
    const clearedAddresses = affected.clearedAddresses.filter((one) => one !== entry);
    return counted({ ...affected, clearedAddresses });
  }
  if (affected.addresses.length >= mostEntries) return affected.more === true ? affected : { ...affected, more: true };
  const addresses = [...affected.addresses, entry];
  const [person = ''] = entry.split('|');
  const isKnown = affected.addresses.some((one) => one === person || one.startsWith(`${person}|`));
  return isKnown ? counted({ ...affected, addresses }) : { ...affected, addresses, count: affected.count + 1 };
}

/** With these settled. The same object when nothing changes. */
export function settledIn(affected: Affected, entries: readonly string[]): Affected {
  const fresh = entries.filter(
    (entry) => affected.addresses.includes(entry) && !affected.clearedAddresses.includes(entry),
  );
  if (fresh.length === 0) return affected;
  return counted({ ...affected, clearedAddresses: [...affected.clearedAddresses, ...fresh] });
}

/** Without one whose place is elsewhere. */
export function without(affected: Affected, entry: string): Affected {
  const rest = (entries: string[]) => entries.filter((one) => one !== entry);
  return counted({
    ...affected,
    addresses: rest(affected.addresses),
    clearedAddresses: rest(affected.clearedAddresses),
  });
}

/** Whether nobody is left. Of a case with more people than are kept that is never certain. */
export function isAllSettled({ addresses, clearedAddresses, more }: Affected): boolean {
  return more !== true && addresses.length > 0 && clearedAddresses.length >= addresses.length;
}

/** The people concerned, each once; settled when nothing of theirs is open. */
export function peopleOf({ addresses, clearedAddresses }: Affected): { address: string; isSettled: boolean }[] {
  const settled = new Set(clearedAddresses);
  const people = new Map<string, boolean>();
  for (const entry of addresses) {
    const address = entry.split('|')[0] ?? '';
    people.set(address, (people.get(address) ?? true) && settled.has(entry));
  }
  return [...people].map(([address, isSettled]) => ({ address, isSettled }));
}

function counted(affected: Affected): Affected {
  const people = peopleOf(affected);
  return { ...affected, count: people.length, cleared: people.filter(({ isSettled }) => isSettled).length };
}
