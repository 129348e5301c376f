import type { ChangeReport } from '../defender/changes/change.ts';
import { compareSnapshots } from '../defender/changes/compare-snapshots.ts';
import { findGaps } from '../defender/gaps/evaluate.ts';
import type { GapReport } from '../defender/gaps/finding.ts';
import type { NotRead } from '../defender/reading.ts';
import { parseSnapshot, type TenantSnapshot } from '../defender/snapshot.ts';
import { snapshotBefore } from '../store/snapshots.ts';
import { listWaivers } from '../store/waivers.ts';
import { type AudienceChoice, type AudienceUsed, resolveAudience } from './audience.ts';
import { currentSnapshot } from './current-snapshot.ts';
import type { PolicyWatchDeps } from './deps.ts';
import { applyWaivers, type WatchedFinding } from './waivers.ts';

export interface CheckOptions {
  audience?: AudienceChoice;
  now: Date;
  /** Read the tenant anew, however young the kept snapshot is. */
  refresh?: boolean;
  /** The bulk complaint level that past campaigns were stamped with. */
  observedBcl?: number;
  /** When the next campaign goes out. */
  nextCampaignAt?: Date;
  signal?: AbortSignal;
}

/** What changed since the snapshot before the current one. */
export interface ChangedSince {
  since: Date;
  report: ChangeReport;
}

export interface PolicyCheck {
  /** 0 to 100, waived gaps not counted; null when nothing could be checked. */
  score: number | null;
  scoreExplained: GapReport['scoreExplained'];
  counts: GapReport['counts'];
  /** Gaps that somebody accepted; they are among the findings, with their waiver. */
  waived: number;
  findings: WatchedFinding[];
  licence: GapReport['licence'];
  paths: GapReport['paths'];
  audience: AudienceUsed;
  /** Null when there is no earlier snapshot that differs. */
  changedSince: ChangedSince | null;
  /** Parts of the tenant, and of the audience, that were not read. */
  couldNot: NotRead[];
  /** Null when nothing was ever read. */
  snapshotTakenAt: Date | null;
  snapshot: TenantSnapshot;
}

/**
 * Checks the tenant's policies for the people who get campaigns: reads or reuses a snapshot, finds gaps, applies waivers, and tells
 * what changed. What could not be read is in `couldNot`; it rejects only when it is called off or the database fails.
 */
export async function checkPolicies(deps: PolicyWatchDeps, options: CheckOptions): Promise<PolicyCheck> {
  const { now, refresh, signal } = options;
  const { tenantId } = deps.tenant;
  const { kept, snapshot, couldNot } = await currentSnapshot(deps, { now, refresh, signal });
  const audience = await resolveAudience(deps, options.audience, { snapshot, now, refresh, signal });
  const judging = {
    sender: {
      ...deps.profile,
      observedBcl: options.observedBcl,
      nextCampaignAt: options.nextCampaignAt?.toISOString(),
    },
    now,
    ...(audience.recipients === null ? {} : { recipients: audience.recipients }),
  };
  const report = findGaps(snapshot, judging);
  const waivers = await listWaivers(deps.database, tenantId, { at: now });
  const earlier = kept === null ? null : await snapshotBefore(deps.database, tenantId, kept);
  return {
    ...applyWaivers(report, waivers),
    counts: report.counts,
    licence: report.licence,
    paths: report.paths,
    audience,
    changedSince:
      earlier === null
        ? null
        : {
            since: earlier.lastSeenAt,
            report: compareSnapshots(parseSnapshot(earlier.file), snapshot, judging),
          },
    couldNot: [...couldNot, ...audience.notRead.filter((why) => !couldNot.some(({ what }) => what === why.what))],
    snapshotTakenAt: kept?.lastSeenAt ?? null,
    snapshot,
  };
}
