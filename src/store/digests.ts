import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import { jsonText } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SubscriptionsTable } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** The topic under which digests stand among the subscriptions. */
export const digestTopic = 'policy-digest';

/** When a conversation gets its digest. */
export interface DigestTimes {
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string;
  /** IANA name */
  timeZone: string;
  /** Post only when something changed, a waiver ends soon, or something could not be read. */
  onlyNews: boolean;
}

/** A conversation's wish for a digest of its tenant's policies. */
export interface DigestSubscription extends DigestTimes {
  id: string;
  tenantId: string;
  conversationId: string;
  createdBy: string;
  createdAt: Date;
  /** The time up to which the conversation was last told; null before the first digest. */
  toldUpTo: Date | null;
}

/** Keeps the digest of a conversation; a conversation has one, and asking again changes its times. */
export async function saveDigest(
  database: Database,
  tenantId: string,
  wish: DigestTimes & { conversationId: string; createdBy: string; at: Date },
): Promise<DigestSubscription> {
  const { cron, timeZone, onlyNews, conversationId, createdBy, at } = wish;
  return inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, digestTopic);
    const mine = t.selectFrom('subscriptions').selectAll().where('topic', '=', digestTopic);
    const known = await mine.where('conversation_id', '=', conversationId).executeTakeFirst();
    if (known !== undefined) {
      const settings = { ...known.settings, cron, timeZone, onlyNews };
      const changed = { settings: jsonText(settings) };
      await t.updateTable('subscriptions').set(changed).where('id', '=', known.id).execute();
      return subscriptionOf({ ...known, settings });
    }
    const row = {
      tenant_id: tenantId,
      id: randomUUID(),
      conversation_id: conversationId,
      topic: digestTopic,
      created_by: createdBy,
      created_at: at,
    };
    const settings = { cron, timeZone, onlyNews, toldUpTo: null };
    await t
      .insertInto('subscriptions')
      .values({ ...row, settings: jsonText(settings) })
      .execute();
    return subscriptionOf({ ...row, settings });
  });
}

/** The digests of a tenant, oldest first. */
export async function keptDigests(database: Database, tenantId: string): Promise<DigestSubscription[]> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const rows = t.selectFrom('subscriptions').selectAll().where('topic', '=', digestTopic).orderBy('created_at');
    return (await rows.orderBy('id').execute()).map(subscriptionOf);
  });
}

/** One digest by its id; null when there is none (any more). */
export async function keptDigest(database: Database, tenantId: string, id: string): Promise<DigestSubscription | null> {
  return (await keptDigests(database, tenantId)).find((digest) => digest.id === id) ?? null;
}

/** Forgets the digest of a conversation; null when it had none. */
export async function removeDigest(
  database: Database,
  tenantId: string,
  conversationId: string,
): Promise<DigestSubscription | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const mine = t.deleteFrom('subscriptions').where('topic', '=', digestTopic);
    const row = await mine.where('conversation_id', '=', conversationId).returningAll().executeTakeFirst();
    return row === undefined ? null : subscriptionOf(row);
  });
}

/** Remembers up to when a conversation was told; the time never goes back. */
export async function digestTold(database: Database, tenantId: string, id: string, upTo: Date): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, digestTopic);
    const row = await t.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined || (subscriptionOf(row).toldUpTo ?? upTo) > upTo) return;
    const settings = jsonText({ ...row.settings, toldUpTo: upTo.toISOString() });
    await t.updateTable('subscriptions').set({ settings }).where('id', '=', id).execute();
  });
}

function subscriptionOf(row: Selectable<SubscriptionsTable>): DigestSubscription {
  const { cron, timeZone, onlyNews, toldUpTo } = row.settings;
  return {
    id: row.id,
    tenantId: row.tenant_id,
    conversationId: row.conversation_id,
    cron: String(cron),
    timeZone: String(timeZone),
    onlyNews: onlyNews === true,
    createdBy: row.created_by,
    createdAt: row.created_at,
    toldUpTo: typeof toldUpTo === 'string' ? new Date(toldUpTo) : null,
  };
}
