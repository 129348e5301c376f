import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import { jsonText } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SubscriptionsTable, Tables } from './tables.ts';

/** The topic under which places for alerts stand among the subscriptions. */
const alertTopic = 'alerts';

/** A conversation that wants alerts. `settings` are the alert room's. */
export interface AlertSubscription {
  id: string;
  conversationId: string;
  settings: Record<string, unknown>;
  createdBy: string;
  createdAt: Date;
}

/** The places that want alerts, oldest first. */
export async function alertSubscriptions(t: Transaction<Tables>): Promise<AlertSubscription[]> {
  const rows = t.selectFrom('subscriptions').selectAll().where('topic', '=', alertTopic).orderBy('created_at');
  return (await rows.orderBy('id').execute()).map(subscriptionOf);
}

/** Keeps what a conversation wants; a conversation has one such wish, and a new one takes its place. */
export async function saveAlertSubscription(
  t: Transaction<Tables>,
  tenantId: string,
  wish: { conversationId: string; settings: Record<string, unknown>; by: string; at: Date },
): Promise<AlertSubscription> {
  const { conversationId, settings, by, at } = wish;
  await oneAtATime(t, tenantId, alertTopic);
  const known = await mine(t, conversationId);
  if (known !== null) {
    const changed = { settings: jsonText(settings) };
    await t.updateTable('subscriptions').set(changed).where('id', '=', known.id).execute();
    return { ...known, settings };
  }
  const row = {
    tenant_id: tenantId,
    id: randomUUID(),
    conversation_id: conversationId,
    topic: alertTopic,
    created_by: by,
    created_at: at,
  };
  await t
    .insertInto('subscriptions')
    .values({ ...row, settings: jsonText(settings) })
    .execute();
  return subscriptionOf({ ...row, settings });
}

/** Ends the alerts of a conversation; null when it had none. */
export async function removeAlertSubscription(
  t: Transaction<Tables>,
  conversationId: string,
): Promise<AlertSubscription | null> {
  const known = t.deleteFrom('subscriptions').where('topic', '=', alertTopic);
  const row = await known.where('conversation_id', '=', conversationId).returningAll().executeTakeFirst();
  return row === undefined ? null : subscriptionOf(row);
}

async function mine(t: Transaction<Tables>, conversationId: string): Promise<AlertSubscription | null> {
  return (await alertSubscriptions(t)).find((one) => one.conversationId === conversationId) ?? null;
}

function subscriptionOf(row: Selectable<SubscriptionsTable>): AlertSubscription {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    settings: row.settings,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
