import { insertNewestFirst } from '../newest-first.ts';
import type { QuarantineItem, TenantData, WireRow } from '../tenant-data.ts';
import { offsetDate } from '../wire-dates.ts';

export interface ReleaseRecord {
  /** Upper case as on the wire. */
  status: string;
  /** When PREPARINGTORELEASE turns into RELEASED, on the tenant's clock. */
  doneAt: number | null;
  /** When it was turned. */
  releasedAt: number | null;
  releasedTo: string[];
  releasedBy: string[];
  deleted: boolean;
}

/** What has become of quarantined items since the tenant was made. Items nobody touched have no record. */
export interface QuarantineState {
  find(identity: string): QuarantineItem | null;
  /** Newest first, without deleted and expired ones. */
  present(now: number): IteratorObject<QuarantineItem>;
  statusOf(item: QuarantineItem, now: number): string;
  recordOf(item: QuarantineItem, now: number): ReleaseRecord;
  change(item: QuarantineItem, change: Partial<ReleaseRecord>, now: number): void;
  rowOf(item: QuarantineItem, now: number): WireRow;
  /** Takes in what was held just now. */
  add(item: QuarantineItem): void;
  /** Back to how the tenant was made. */
  reset(): void;
}

export function quarantineState(data: TenantData): QuarantineState {
  const byIdentity = new Map(data.quarantine.map((item) => [item.identity.toLowerCase(), item]));
  const records = new Map<string, ReleaseRecord>();
  const added = new Set<QuarantineItem>();

  function recordOf(item: QuarantineItem, now: number): ReleaseRecord {
    const record = records.get(item.identity) ?? original(item);
    if (record.doneAt === null || record.doneAt > now) return record;
    return { ...record, status: 'RELEASED', doneAt: null, releasedAt: record.doneAt };
  }

  return {
    find: (identity) => byIdentity.get(identity.toLowerCase()) ?? null,
    present: (now) =>
      data.quarantine
        .values()
        .filter((item) => item.expiresAt > now && item.receivedAt <= now && !records.get(item.identity)?.deleted),
    statusOf: (item, now) => recordOf(item, now).status,
    recordOf,
    change: (item, change, now) => void records.set(item.identity, { ...recordOf(item, now), ...change }),
    rowOf: (item, now) => currentRow(item, recordOf(item, now)),
    add(item) {
      added.add(item);
      byIdentity.set(item.identity.toLowerCase(), item);
      insertNewestFirst(data.quarantine, item);
    },
    reset() {
      records.clear();
      for (const item of added) {
        byIdentity.delete(item.identity.toLowerCase());
        data.quarantine.splice(data.quarantine.indexOf(item), 1);
      }
      added.clear();
    },
  };
}

function original(item: QuarantineItem): ReleaseRecord {
  const row = item.row();
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  return {
    status: String(row.ReleaseStatus ?? 'NOTRELEASED').toUpperCase(),
    doneAt: null,
    releasedAt: null,
    releasedTo: list(row.ReleasedUser),
    releasedBy: list(row.ReleasedBy),
    deleted: false,
  };
}

function currentRow(item: QuarantineItem, record: ReleaseRecord): WireRow {
  const released = record.status === 'RELEASED';
  return {
    ...item.row(),
    ReceivedTime: offsetDate(item.receivedAt),
    Expires: offsetDate(item.expiresAt),
    Released: released,
    ReleaseStatus: record.status,
    ReleasedUser: record.releasedTo,
    ReleasedCount: record.releasedTo.length,
    ReleasedBy: record.releasedBy,
    QuarantinedUser: item.recipients.filter((one) => !record.releasedTo.includes(one)),
  };
}
