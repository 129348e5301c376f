import { alertDigestCard, alertDigestSummary } from '../cards/alert-digest/index.ts';
import type { DigestQueue } from '../policy-watch/digest-schedule.ts';
import { weeklyCron } from '../policy-watch/digest-times.ts';
import { alertsSince, openAlerts } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { OutgoingMessage } from '../store/outbox.ts';
import { saveAlertSubscription } from '../store/subscriptions.ts';
import { inTenant } from '../store/tenant-scope.ts';
import { type Alert, isOpen } from './alert.ts';
import type { AlertDeps } from './deps.ts';
import { type AlertPlace, alertPlaces } from './places.ts';
import { cardDataOf } from './present.ts';
import { wants } from './routing.ts';
import { later } from './times.ts';

/** The queue that the times of alert digests send jobs to. */
export const alertDigestQueue = 'alert-digest';

export interface AlertDigestJob {
  tenantId: string;
  conversationId: string;
}

const firstReach = 24 * 3_600_000;

/** Posts the summary of a conversation: what is open and what came to an end since the last one. Nothing to tell posts nothing. */
export async function runAlertDigest(
  deps: AlertDeps,
  { tenantId, conversationId }: AlertDigestJob,
  jobId: string,
): Promise<'posted' | 'nothing' | 'gone'> {
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const place = (await alertPlaces(t)).find((one) => one.conversationId === conversationId);
    if (place === undefined || place.settings.digest === null) return 'gone';
    const now = deps.now();
    const since = new Date(place.settings.toldUpTo ?? now.getTime() - firstReach);
    const open = (await openAlerts(t)).filter((alert) => wants(place.settings, alert));
    const over = (await alertsSince(t, since)).filter((alert) => !isOpen(alert) && wants(place.settings, alert));
    const told = { ...place.settings, toldUpTo: now.toISOString() };
    await saveAlertSubscription(t, tenantId, { conversationId, settings: told, by: '', at: now });
    if (open.length + over.length === 0) return 'nothing';
    const message = digestMessage(place, open, over, since, now);
    const id = `alert-digest/${conversationId}/${jobId}`;
    await deps.outbox.enqueue(t, { tenantId, conversationId, id, kind: 'message', message, at: now });
    return 'posted';
  });
}

/** Brings the times of digests in line with what the places want. */
export async function keepDigestTimes(
  deps: AlertDeps,
  queue: DigestQueue,
  tenantIds: readonly string[],
): Promise<void> {
  const known = new Map((await queue.getSchedules(alertDigestQueue)).map((schedule) => [schedule.key, schedule]));
  for (const tenantId of tenantIds) {
    const places = await inTenant(deps.database.kysely, tenantId, (t) => alertPlaces(t));
    for (const { conversationId, settings } of places) {
      if (settings.digest === null) continue;
      const { at, days, timeZone } = settings.digest;
      const key = keyOf(tenantId, conversationId);
      const cron = weeklyCron(days, at);
      const now = known.get(key);
      known.delete(key);
      if (now?.cron === cron && now.timezone === timeZone) continue;
      const job: AlertDigestJob = { tenantId, conversationId };
      await queue.schedule(alertDigestQueue, cron, job, { tz: timeZone, key, missed: 'once' });
    }
  }
  for (const key of known.keys()) {
    if (tenantIds.some((tenantId) => key.startsWith(`${keyPart(tenantId)}/`)))
      await queue.unschedule(alertDigestQueue, key);
  }
}

function keyOf(tenantId: string, conversationId: string): string {
  return `${keyPart(tenantId)}/${keyPart(conversationId)}`;
}

/** Keys of schedules take letters, digits and few signs. */
function keyPart(text: string): string {
  return Buffer.from(text).toString('hex');
}

function digestMessage(place: AlertPlace, open: Alert[], over: Alert[], since: Date, now: Date): OutgoingMessage {
  const reader = place.settings;
  const newestFirst = (one: Alert, other: Alert) => (later(one.changedAt, other.changedAt) ? -1 : 1);
  const data = {
    locale: reader.locale,
    timeZone: reader.timeZone,
    since: since.toISOString(),
    asOf: now.toISOString(),
    open: open.sort(newestFirst).map((alert) => cardDataOf(alert, [], reader)),
    over: over.sort(newestFirst).map((alert) => cardDataOf(alert, [], reader)),
  };
  const summary = alertDigestSummary(data);
  return { summary, card: alertDigestCard(data), text: summary, short: summary };
}
