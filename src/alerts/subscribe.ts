import { plainText } from '../cards/escape.ts';
import { openAlerts } from '../store/alerts.ts';
import { audit } from '../store/audit.ts';
import { conversationById } from '../store/conversations.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { dropComing } from '../store/outbox-lane.ts';
import { removeAlertSubscription, saveAlertSubscription } from '../store/subscriptions.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Person } from './alert.ts';
import { announce, cardKeyOf, keepCase } from './announce.ts';
import type { AlertDeps } from './deps.ts';
import { type AlertPlace, alertPlaces, escalationOf, placeOf } from './places.ts';
import { type AlertSettings, alertSettings, standardSettings } from './settings.ts';
import { nextStepAt } from './time-passed.ts';

/** A place with what is known of its conversation. `state` other than active means that nothing arrives there. */
export interface ListedPlace extends AlertPlace {
  name: string | null;
  kind: 'personal' | 'channel' | 'groupChat' | null;
  state: 'active' | 'blocked' | 'removed' | 'unknown';
  stateWhy: string | null;
}

/**
 * Has a conversation alerted from now on, or changes what it wants; what is open now and wanted is shown there at once. Throws a ZodError
 * for settings that make no sense.
 */
export async function alertHere(
  deps: AlertDeps,
  tenantId: string,
  wish: { conversationId: string; change: Partial<AlertSettings>; by: Person },
): Promise<AlertPlace> {
  const { conversationId, change, by } = wish;
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const known = (await alertPlaces(t)).find((place) => place.conversationId === conversationId);
    const settings = alertSettings.parse({ ...standardSettings, ...known?.settings, ...change });
    const at = deps.now();
    const kept = await saveAlertSubscription(t, tenantId, { conversationId, settings, by: by.id, at });
    const details = { conversation: conversationId, ...change };
    await audit(t, tenantId, { at, by, action: 'alerts.here', outcome: 'done', details });
    await showOpen(t, deps, tenantId);
    return placeOf(kept);
  });
}

/** Ends the alerts of a conversation; false when it had none. Cards that stand there go on being kept true. */
export async function stopAlerts(
  deps: AlertDeps,
  tenantId: string,
  wish: { conversationId: string; by: Person },
): Promise<boolean> {
  const { conversationId, by } = wish;
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const removed = await removeAlertSubscription(t, conversationId);
    await dropComing(t, conversationId, cardKeyOf(''), deps.now());
    const outcome = removed === null ? 'failed' : 'done';
    await audit(t, tenantId, {
      at: deps.now(),
      by,
      action: 'alerts.stop',
      outcome,
      details: { conversation: conversationId },
    });
    return removed !== null;
  });
}

/** Gives what one conversation wants to another; null when the first wants nothing. */
export async function moveAlerts(
  deps: AlertDeps,
  tenantId: string,
  wish: { from: string; to: string; by: Person },
): Promise<AlertPlace | null> {
  const { from, to, by } = wish;
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const at = deps.now();
    const removed = from === to ? null : await removeAlertSubscription(t, from);
    const outcome = removed === null ? 'failed' : 'done';
    await audit(t, tenantId, { at, by, action: 'alerts.move', outcome, details: { from, to } });
    if (removed === null) return null;
    await dropComing(t, from, cardKeyOf(''), at);
    await tellThoseLeft(t, deps, tenantId, wish);
    const kept = await saveAlertSubscription(t, tenantId, {
      conversationId: to,
      settings: removed.settings,
      by: by.id,
      at,
    });
    await showOpen(t, deps, tenantId);
    return placeOf(kept);
  });
}

/** Who reads along in the old place must not go on believing that they will be told. */
async function tellThoseLeft(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  { from, to, by }: { from: string; to: string; by: Person },
): Promise<void> {
  const there = await conversationById(t, to);
  const where = there?.kind === 'channel' ? plainText(there.name ?? 'another channel', 60) : 'another conversation';
  const text = `${plainText(by.name, 60)} moved the alerts to ${where}. New ones do not come here any more; the cards that stand here are kept up to date.`;
  const at = deps.now();
  const message = { summary: 'The alerts were moved', card: null, text, short: text };
  const id = `alerts-moved/${from}/${at.toISOString()}`;
  await deps.outbox.enqueue(t, { tenantId, conversationId: from, id, kind: 'message', message, at });
}

export async function listPlaces(deps: AlertDeps, tenantId: string): Promise<ListedPlace[]> {
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    const listed: ListedPlace[] = [];
    for (const place of await alertPlaces(t)) {
      const conversation = await conversationById(t, place.conversationId);
      const { name = null, kind = null, state = 'unknown' as const, stateWhy = null } = conversation ?? {};
      listed.push({ ...place, name, kind, state, stateWhy });
    }
    return listed;
  });
}

/** Shows what is open to those who want it by now. A case that nobody was responsible for goes on from here when nobody answers. */
async function showOpen(t: TenantTransaction, deps: AlertDeps, tenantId: string): Promise<void> {
  const places = await alertPlaces(t);
  for (const known of await openAlerts(t)) {
    const dueNext = nextStepAt(known, deps.now(), escalationOf(places, known));
    if (known.nextStepAt !== null || dueNext === null) {
      await announce(t, deps, tenantId, known, []);
      continue;
    }
    const alert = { ...known, nextStepAt: dueNext, revision: known.revision + 1 };
    await keepCase(t, deps, tenantId, { alert, before: known.revision, history: [] });
  }
}
