import type { CampaignFact } from '../campaigns/test-campaign/facts.ts';
import type { DigestQueue } from '../policy-watch/digest-schedule.ts';
import { alertsSince, openAlerts } from '../store/alerts.ts';
import { actorsOf } from '../store/audit.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Alert, HistoryEntry, Person } from './alert.ts';
import { type AlertDeps, type AlertTimerJob, alertTimerQueue } from './deps.ts';
import { alertDigestQueue, keepDigestTimes, runAlertDigest } from './digest.ts';
import type { AlertFact } from './fact.ts';
import { fromCampaign } from './from-campaign.ts';
import type { AlertPlace } from './places.ts';
import type { Press } from './press.ts';
import { alertOfThread, cardSeen, findAlert, type PressedAlert, pressAlert } from './press-alert.ts';
import type { AlertSettings } from './settings.ts';
import { alertHere, type ListedPlace, listPlaces, moveAlerts, stopAlerts } from './subscribe.ts';
import { takeIn } from './take-in.ts';
import { timeUp } from './time-up.ts';

/** The alerts of one tenant, as questions see them. */
export interface AlertRoom {
  press(alertId: string, press: Press): Promise<PressedAlert>;
  /** Somebody saw the card in this message: a copy that nobody knew of is kept up to date from now on. */
  seen(alertId: string, conversationId: string, messageId: string): Promise<void>;
  /** The id of the alert in the thread of whose card somebody writes. */
  ofThread(conversationId: string, threadId: string): Promise<string | null>;
  find(alertId: string): Promise<{ alert: Alert; history: HistoryEntry[] } | null>;
  open(): Promise<Alert[]>;
  /** Cases that changed after a time, resolved ones too. Newest first. */
  since(time: Date): Promise<Alert[]>;
  /** People who have worked on alerts in the last 90 days, and so had the right to; newest first. */
  people(): Promise<Person[]>;
  places(): Promise<ListedPlace[]>;
  /** Throws a ZodError for settings that make no sense. */
  alertHere(conversationId: string, change: Partial<AlertSettings>, by: Person): Promise<AlertPlace>;
  stop(conversationId: string, by: Person): Promise<boolean>;
  move(from: string, to: string, by: Person): Promise<AlertPlace | null>;
}

const rememberedMs = 90 * 86_400_000;

/** Binds the alerts of one tenant. `queue` keeps the times of digests. */
export function createAlertRoom(deps: AlertDeps, queue: DigestQueue, tenantId: string): AlertRoom {
  async function keepingTimes<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    await keepDigestTimes(deps, queue, [tenantId]);
    return done;
  }

  return {
    press: (alertId, press) => pressAlert(deps, tenantId, alertId, press),
    seen: (alertId, conversationId, messageId) => cardSeen(deps, tenantId, { alertId, conversationId, messageId }),
    ofThread: (conversationId, threadId) => alertOfThread(deps, tenantId, { conversationId, threadId }),
    find: (alertId) => findAlert(deps, tenantId, alertId),
    open: () => inTenant(deps.database.kysely, tenantId, (t) => openAlerts(t)),
    since: (time) => inTenant(deps.database.kysely, tenantId, (t) => alertsSince(t, time)),
    people: () =>
      inTenant(deps.database.kysely, tenantId, (t) =>
        actorsOf(t, 'alert.', new Date(deps.now().getTime() - rememberedMs)),
      ),
    places: () => listPlaces(deps, tenantId),
    alertHere: (conversationId, change, by) => keepingTimes(alertHere(deps, tenantId, { conversationId, change, by })),
    stop: (conversationId, by) => keepingTimes(stopAlerts(deps, tenantId, { conversationId, by })),
    move: (from, to, by) => keepingTimes(moveAlerts(deps, tenantId, { from, to, by })),
  };
}

/** What the campaign watch hands its facts to, within its own transaction. */
export function createFactTaker(deps: AlertDeps): (t: TenantTransaction, facts: CampaignFact[]) => Promise<void> {
  return async (t, facts) => {
    const byTenant = new Map<string, AlertFact[]>();
    for (const fact of facts) {
      byTenant.set(fact.tenantId, [...(byTenant.get(fact.tenantId) ?? []), fromCampaign(fact, deps.now())]);
    }
    for (const [tenantId, taken] of byTenant) await takeIn(t, deps, tenantId, taken);
  };
}

/** The part of the job queue that alerts work on. */
export interface AlertQueue extends DigestQueue {
  work(
    name: string,
    options: { batchSize: number; pollingIntervalSeconds: number },
    handler: (jobs: { id: string; data: unknown }[]) => Promise<void>,
  ): Promise<string>;
  work(name: string, handler: (jobs: { id: string; data: unknown }[]) => Promise<void>): Promise<string>;
}

/** Begins to do what time brings. The queues `alert-timer` and `alert-digest` must exist. */
export async function startAlerts(deps: AlertDeps, queue: AlertQueue, tenantIds: readonly string[]): Promise<void> {
  await keepDigestTimes(deps, queue, tenantIds);
  const served = (tenantId: string) => tenantIds.includes(tenantId);
  await queue.work(alertTimerQueue, { batchSize: 1, pollingIntervalSeconds: 1 }, async ([job]) => {
    const data = job?.data as AlertTimerJob | undefined;
    if (data !== undefined && served(data.tenantId)) await timeUp(deps, data);
  });
  await queue.work(alertDigestQueue, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([job]) => {
    const data = job?.data as { tenantId: string; conversationId: string } | undefined;
    if (job !== undefined && data !== undefined && served(data.tenantId)) await runAlertDigest(deps, data, job.id);
  });
}
