import type { DigestSubscription } from '../store/digests.ts';
import type { Waiver } from '../store/waivers.ts';
import { type ChangesSince, changesSince } from './changes-since.ts';
import { checkPolicies, type PolicyCheck } from './check-policies.ts';
import type { PolicyWatchDeps } from './deps.ts';
import { endingWaivers } from './waivers.ts';

/** Everything that a digest tells a conversation; made into a message by whoever posts it. */
export interface PolicyDigest {
  subscription: DigestSubscription;
  check: PolicyCheck;
  /** Since the conversation was last told; null in its first digest. */
  changes: ChangesSince | null;
  /** Waivers that end within the coming two weeks. */
  endingWaivers: Waiver[];
  /** Something happened that people should know. */
  news: boolean;
  /** The time of the settings that were told; null when none were ever read. */
  upTo: Date | null;
}

export const waiverNoticeDays = 14;

/** The digest of a conversation as of now. Reads the tenant unless that was done in the last ten minutes. */
export async function digestFor(
  deps: PolicyWatchDeps,
  subscription: DigestSubscription,
  now: Date,
  signal?: AbortSignal,
): Promise<PolicyDigest> {
  const check = await checkPolicies(deps, { now, signal });
  const { toldUpTo } = subscription;
  const changes = toldUpTo === null ? null : await changesSince(deps, { since: toldUpTo, now, signal });
  const ending = await endingWaivers(deps.database, deps.tenant.tenantId, waiverNoticeDays, now);
  const news = toldUpTo === null || check.score === null || ending.length > 0 || hasChanges(changes);
  return { subscription, check, changes, endingWaivers: ending, news, upTo: check.snapshotTakenAt };
}

/** A change of settings, or a gap that came or went without one, as when an allow entry runs out. */
function hasChanges(changes: ChangesSince | null): boolean {
  if (changes === null || changes.report === null) return false;
  const { opened, closed } = changes.report.findings;
  return changes.report.changes.length + opened.length + closed.length > 0;
}
