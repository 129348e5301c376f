import { createHash, randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { fingerprintText } from '../defender/changes/fingerprint.ts';
import type { Database } from './database.ts';
import { jsonText } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SnapshotsTable } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A stored reading: the tenant was found like this from `takenAt` on, for the last time at `lastSeenAt`. */
export interface KeptSnapshot {
  id: string;
  takenAt: Date;
  lastSeenAt: Date;
  contentHash: string;
}

/** `file` is a snapshot file's content; its `takenAt` is the time it was last seen. */
export interface StoredSnapshot extends KeptSnapshot {
  file: Record<string, unknown>;
}

const dayMs = 86_400_000;
/** How long snapshots are kept, and after how long only the last of each day (UTC). */
export const retention = { days: 90, allForDays: 7 } as const;
const newest = 'last_seen_at';
const about = ['id', 'taken_at', 'last_seen_at', 'content_hash'] as const;

/** Hash of what counts in a snapshot file: equal for two readings between which nothing changed. */
export function contentHash(file: unknown): string {
  return createHash('sha256').update(fingerprintText(file)).digest('hex');
}

/**
 * Keeps a snapshot file. When nothing that counts differs from the newest one kept, that one is brought up to date and its "last
 * seen" moves. Throws `SnapshotError` for what is no snapshot.
 */
export async function saveSnapshot(
  database: Database,
  tenantId: string,
  file: Record<string, unknown> & { takenAt: string },
): Promise<KeptSnapshot & { isNew: boolean }> {
  const { takenAt, ...content } = file;
  const hash = contentHash(file);
  const at = new Date(takenAt);
  return inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'snapshots');
    const last = await t.selectFrom('snapshots').select(about).orderBy(newest, 'desc').limit(1).executeTakeFirst();
    if (last?.content_hash === hash) {
      const seen = at > last.last_seen_at ? at : last.last_seen_at;
      const change = at > last.last_seen_at ? { last_seen_at: at, content: jsonText(content) } : { last_seen_at: seen };
      await t.updateTable('snapshots').set(change).where('id', '=', last.id).execute();
      return { ...kept({ ...last, last_seen_at: seen }), isNew: false };
    }
    const row = { id: randomUUID(), taken_at: at, last_seen_at: at, content_hash: hash };
    await t
      .insertInto('snapshots')
      .values({ ...row, tenant_id: tenantId, content: jsonText(content) })
      .execute();
    return { ...kept(row), isNew: true };
  });
}

/** The newest snapshot; null when there is none. */
export async function latestSnapshot(database: Database, tenantId: string): Promise<StoredSnapshot | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const row = await t.selectFrom('snapshots').selectAll().orderBy(newest, 'desc').limit(1).executeTakeFirst();
    return row === undefined ? null : stored(row);
  });
}

/** When the newest snapshot was last seen, without reading it; null when there is none. */
export async function latestSeen(database: Database, tenantId: string): Promise<KeptSnapshot | null> {
  return (await listSnapshots(database, tenantId, { limit: 1 }))[0] ?? null;
}

/** The snapshot that held at a time; null when none was taken by then. */
export async function snapshotAt(database: Database, tenantId: string, at: Date): Promise<StoredSnapshot | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const found = t.selectFrom('snapshots').selectAll().where('taken_at', '<=', at).orderBy('taken_at', 'desc');
    const row = await found.limit(1).executeTakeFirst();
    return row === undefined ? null : stored(row);
  });
}

/** The first snapshot that is kept; null when there is none. */
export async function oldestSnapshot(database: Database, tenantId: string): Promise<StoredSnapshot | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const row = await t.selectFrom('snapshots').selectAll().orderBy('taken_at').limit(1).executeTakeFirst();
    return row === undefined ? null : stored(row);
  });
}

/** The snapshot that held just before another one; null when that is the first. */
export async function snapshotBefore(
  database: Database,
  tenantId: string,
  snapshot: KeptSnapshot,
): Promise<StoredSnapshot | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const found = t.selectFrom('snapshots').selectAll().where('taken_at', '<', snapshot.takenAt);
    const row = await found.orderBy('taken_at', 'desc').limit(1).executeTakeFirst();
    return row === undefined ? null : stored(row);
  });
}

/** What is kept, newest first, without the content. */
export async function listSnapshots(
  database: Database,
  tenantId: string,
  options: { limit?: number } = {},
): Promise<KeptSnapshot[]> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const all = t.selectFrom('snapshots').select(about).orderBy(newest, 'desc');
    return (await all.limit(options.limit ?? 1000).execute()).map(kept);
  });
}

/**
 * Removes what need not be kept: what was superseded more than 90 days ago, and of days more than 7 days ago all but the last of
 * each day. The snapshot that held 90 days ago stays. Gives how many were removed.
 */
export async function pruneSnapshots(database: Database, tenantId: string, now: Date): Promise<number> {
  const horizon = new Date(now.getTime() - retention.days * dayMs);
  const daily = new Date(now.getTime() - retention.allForDays * dayMs);
  return inTenant(database.kysely, tenantId, async (t) => {
    const removed = await sql`
      delete from snapshots as old where exists (
        select from snapshots as later
        where later.tenant_id = old.tenant_id and later.taken_at > old.taken_at and (
          later.taken_at <= ${horizon}
          or (later.taken_at < ${daily}
            and date_trunc('day', later.taken_at at time zone 'UTC') = date_trunc('day', old.taken_at at time zone 'UTC'))
        ))`.execute(t);
    return Number(removed.numAffectedRows ?? 0n);
  });
}

type Row = Selectable<SnapshotsTable>;

function kept(row: Pick<Row, (typeof about)[number]>): KeptSnapshot {
  return { id: row.id, takenAt: row.taken_at, lastSeenAt: row.last_seen_at, contentHash: row.content_hash };
}

function stored(row: Row): StoredSnapshot {
  return { ...kept(row), file: { takenAt: row.last_seen_at.toISOString(), ...row.content } };
}
