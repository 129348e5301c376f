import type { NotRead } from '../defender/reading.ts';
import { parseSnapshot, type TenantSnapshot } from '../defender/snapshot.ts';
import { readSnapshot } from '../microsoft365/snapshot/read-snapshot.ts';
import type { SnapshotFile } from '../microsoft365/snapshot/snapshot-file.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import {
  type KeptSnapshot,
  latestSeen,
  latestSnapshot,
  pruneSnapshots,
  type StoredSnapshot,
  saveSnapshot,
} from '../store/snapshots.ts';
import type { PolicyWatchDeps } from './deps.ts';
import { senderDomains } from './sender-domains.ts';
import { createSingleFlight, type SingleFlight } from './single-flight.ts';

/** A snapshot younger than this is used again unless a fresh one is asked for. */
export const freshForMs = 10 * 60_000;

export interface SnapshotWish {
  now: Date;
  /** Read anew, however young the kept one is. */
  refresh?: boolean;
  signal?: AbortSignal;
}

/** The tenant as it is now, as far as known. `kept` is null when nothing could be read and nothing was kept before. */
export interface CurrentSnapshot {
  kept: KeptSnapshot | null;
  snapshot: TenantSnapshot;
  /** What is missing in it, or that it is an old one. */
  couldNot: NotRead[];
}

const flights = new WeakMap<TenantReader, SingleFlight<CurrentSnapshot>>();

/**
 * The newest kept snapshot when it is young enough, otherwise a new one, which is kept. Those who ask at the same time share one
 * reading. Rejects only with the signal's reason, or for a fault of the database or of this program.
 */
export async function currentSnapshot(deps: PolicyWatchDeps, wish: SnapshotWish): Promise<CurrentSnapshot> {
  const flight = flights.get(deps.tenant) ?? createSingleFlight<CurrentSnapshot>();
  flights.set(deps.tenant, flight);
  const take = (signal: AbortSignal) => takeAndKeep(deps, wish.now, signal);
  if (wish.refresh) return flight.join('anew', take, wish.signal);
  const reuseOrTake = async (signal: AbortSignal) => {
    const young = await youngSnapshot(deps, wish.now);
    return young === null ? take(signal) : whole(young);
  };
  return flight.join('young', reuseOrTake, wish.signal);
}

async function youngSnapshot(deps: PolicyWatchDeps, now: Date): Promise<StoredSnapshot | null> {
  const seen = await latestSeen(deps.database, deps.tenant.tenantId);
  if (seen === null) return null;
  const age = now.getTime() - seen.lastSeenAt.getTime();
  return age >= 0 && age < freshForMs ? latestSnapshot(deps.database, deps.tenant.tenantId) : null;
}

async function takeAndKeep(deps: PolicyWatchDeps, now: Date, signal: AbortSignal): Promise<CurrentSnapshot> {
  const { tenant, profile, database, dns } = deps;
  const file = await readSnapshot(tenant, {
    dns,
    now,
    domains: senderDomains(profile),
    groups: profile.audienceGroups,
    signal,
  });
  if (!holdsSettings(file)) return lastKnown(deps, file);
  const kept = await saveSnapshot(database, tenant.tenantId, { ...file });
  if (kept.isNew) await pruneSnapshots(database, tenant.tenantId, now);
  return { kept, snapshot: parseSnapshot(file), couldNot: unreadParts(file) };
}

/** A tenant that gives nothing away is not kept: it would look as if everything had gone. */
async function lastKnown(deps: PolicyWatchDeps, file: SnapshotFile): Promise<CurrentSnapshot> {
  const old = await latestSnapshot(deps.database, deps.tenant.tenantId);
  if (old === null) return { kept: null, snapshot: parseSnapshot(file), couldNot: unreadParts(file) };
  const [why] = file.notRead;
  const since = `${old.lastSeenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const stale: NotRead = {
    what: 'the settings as they are now',
    kind: why?.kind ?? 'unreachable',
    sentence: `No setting could be read now, so these are the settings of ${since}. ${why?.sentence ?? ''}`.trim(),
    advice: why?.advice ?? 'Try again in a few minutes.',
  };
  const known = whole(old);
  return { ...known, couldNot: [stale, ...known.couldNot] };
}

function whole(stored: StoredSnapshot): CurrentSnapshot {
  const snapshot = parseSnapshot(stored.file);
  return { kept: stored, snapshot, couldNot: unreadParts(stored.file) };
}

function holdsSettings(file: SnapshotFile): boolean {
  return Object.keys(file).some((key) => /^get-/i.test(key));
}

/** What a snapshot file says was not read, a part each. */
export function unreadParts(file: { notRead?: unknown }): NotRead[] {
  if (!Array.isArray(file.notRead)) return [];
  return file.notRead.map((part) => ({
    what: String(part.cmdlet ?? 'a part of the settings'),
    kind: part.kind,
    sentence: String(part.sentence ?? ''),
    advice: String(part.advice ?? ''),
  }));
}
