import type { TenantObject } from './tenant-objects.ts';

/** The same object in two snapshots; one side is null when it came or went. */
export type Pair =
  | { before: TenantObject; after: TenantObject }
  | { before: TenantObject; after: null }
  | { before: null; after: TenantObject };

/** Finds the same object again: by key, and by name where one of the two reads gave no GUID. */
export function pairUp(before: readonly TenantObject[], after: readonly TenantObject[]): Pair[] {
  const pairs: Pair[] = [];
  const waiting = new Map(after.map((object) => [object.key, object]));
  const lost: TenantObject[] = [];
  for (const object of before) {
    const again = waiting.get(object.key);
    if (again === undefined) lost.push(object);
    else {
      waiting.delete(object.key);
      pairs.push({ before: object, after: again });
    }
  }
  const byName = new Map([...waiting.values()].map((object) => [object.name.toLowerCase(), object]));
  for (const object of lost) {
    const again = byName.get(object.name.toLowerCase());
    if (again !== undefined && waiting.has(again.key) && !(object.byGuid && again.byGuid)) {
      waiting.delete(again.key);
      pairs.push({ before: object, after: again });
    } else pairs.push({ before: object, after: null });
  }
  for (const object of waiting.values()) pairs.push({ before: null, after: object });
  return pairs;
}
