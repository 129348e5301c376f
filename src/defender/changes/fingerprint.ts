import { parseSnapshot, type TenantSnapshot } from '../snapshot.ts';
import { same } from './canonical.ts';
import { dnsObjects, groupObjects, objectsOf, type TenantObject } from './tenant-objects.ts';

/**
 * Text that is the same for two snapshots exactly when nothing that counts is different between them and the same parts were
 * read: neither date, nor order, nor noise is in it. Takes the snapshot file's content; throws `SnapshotError` for what is none.
 */
export function fingerprintText(file: unknown): string {
  const snapshot = parseSnapshot(file);
  const parts: unknown[] = [...snapshot.cmdlets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cmdlet, rows]) => [cmdlet, described(objectsOf(cmdlet, rows))]);
  parts.push(['groups', described(groupObjects(snapshot))]);
  parts.push(['dns', snapshot.dns === null ? null : described(dnsObjects(snapshot))]);
  parts.push(['mx', snapshot.mxAtMicrosoft365], ['notRead', unread(snapshot)]);
  return JSON.stringify(parts);
}

function described(objects: readonly TenantObject[]): unknown[] {
  return objects
    .map(({ key, settings }): [string, unknown] => [key, [...settings]])
    .sort(([a, x], [b, y]) =>
      a === b ? (same(x, y) ? 0 : JSON.stringify(x) < JSON.stringify(y) ? -1 : 1) : a < b ? -1 : 1,
    );
}

function unread(snapshot: TenantSnapshot): string[] {
  return [...snapshot.notRead].map(([what, why]) => `${what} ${why.kind}`).sort();
}
