import type { ChangeReport } from '../defender/changes/change.ts';
import { compareSnapshots } from '../defender/changes/compare-snapshots.ts';
import type { NotRead } from '../defender/reading.ts';
import { parseSnapshot } from '../defender/snapshot.ts';
import { oldestSnapshot, type StoredSnapshot, snapshotAt } from '../store/snapshots.ts';
import { type AudienceChoice, type AudienceUsed, resolveAudience } from './audience.ts';
import { currentSnapshot, unreadParts } from './current-snapshot.ts';
import type { PolicyWatchDeps } from './deps.ts';

export interface ChangesOptions {
  since: Date;
  /** Now unless given. */
  until?: Date;
  audience?: AudienceChoice;
  now: Date;
  refresh?: boolean;
  signal?: AbortSignal;
}

/** `report` is null when there are no two snapshots to compare; `couldNot` then says why. */
export interface ChangesSince {
  report: ChangeReport | null;
  audience: AudienceUsed;
  couldNot: NotRead[];
}

/**
 * What changed between two times and who would feel it. When nothing was kept at the first time the first snapshot after it is
 * taken instead, and `couldNot` says so.
 */
export async function changesSince(deps: PolicyWatchDeps, options: ChangesOptions): Promise<ChangesSince> {
  const { since, until, now, signal } = options;
  const { tenantId } = deps.tenant;
  const current = await currentSnapshot(deps, { now, refresh: options.refresh, signal });
  const late = until === undefined || until >= now ? null : await snapshotAt(deps.database, tenantId, until);
  const after = late === null ? current.snapshot : parseSnapshot(late.file);
  const audience = await resolveAudience(deps, options.audience, { snapshot: current.snapshot, now, signal });
  const early = await snapshotAt(deps.database, tenantId, since);
  const before = early ?? (await oldestSnapshot(deps.database, tenantId));
  const lacks = late === null ? current.couldNot : unreadParts(late.file);
  const couldNot = [...lacks, ...audience.notRead];
  const lastId = late?.id ?? current.kept?.id;
  if (before === null || lastId === undefined || (early === null && before.id === lastId)) {
    return { report: null, audience, couldNot: [...couldNot, nothingKept(since)] };
  }
  if (early === null) couldNot.push(keptLater(before));
  const recipients = audience.recipients === null ? {} : { recipients: audience.recipients };
  const report = compareSnapshots(parseSnapshot(before.file), after, {
    sender: deps.profile,
    now: until ?? now,
    ...recipients,
  });
  return {
    report,
    audience,
    couldNot: [...couldNot, ...report.couldNot.filter(({ lacking }) => lacking === 'before')],
  };
}

function nothingKept(since: Date): NotRead {
  return {
    what: 'the settings of that time',
    kind: 'notFound',
    sentence: `No settings were kept at ${dayOf(since)} or between then and now, so there is nothing to compare with.`,
    advice: 'From now on the settings are kept each time they are read; ask again after a change.',
  };
}

function keptLater(before: StoredSnapshot): NotRead {
  return {
    what: 'the settings of that time',
    kind: 'notFound',
    sentence: `Settings are kept since ${dayOf(before.takenAt)}; what changed before is not known.`,
    advice: 'Changes before that day are in the audit log of Microsoft Purview.',
  };
}

function dayOf(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
