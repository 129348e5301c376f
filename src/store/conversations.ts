import { type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import type { ConversationsTable, Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A place that the bot may post to, or might if it were let. `reference` is the SDK's, opaque here. */
export interface KeptConversation {
  id: string;
  kind: ConversationsTable['kind'];
  name: string | null;
  userObjectId: string | null;
  reference: Record<string, unknown>;
  state: ConversationsTable['state'];
  stateWhy: string | null;
}

/**
 * Keeps the newest reference of a conversation. Whatever was said there proves that the bot is there: one that was blocked or removed
 * is active again. Tells whether it is the `first` that is known of it, `back` after it was set aside, or `known`.
 */
export async function rememberConversation(
  database: Database,
  tenantId: string,
  conversation: Omit<KeptConversation, 'state' | 'stateWhy'> & { teamId: string | null; at: Date },
): Promise<'first' | 'back' | 'known'> {
  const { id, kind, teamId, userObjectId, at } = conversation;
  const name = conversation.name === null ? null : storable(conversation.name);
  return inTenant(database.kysely, tenantId, async (t) => {
    const before = await t.selectFrom('conversations').select('state').where('id', '=', id).executeTakeFirst();
    const found = {
      kind,
      name: sql<string | null>`coalesce(${name}::text, conversations.name)`,
      team_id: teamId,
      user_object_id: userObjectId,
      reference: jsonText(conversation.reference),
      state: 'active' as const,
      state_why: null,
      updated_at: at,
    };
    await t
      .insertInto('conversations')
      .values({ tenant_id: tenantId, id, ...found, name, greeted_at: null })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(found))
      .execute();
    if (before === undefined) return 'first';
    return before.state === 'active' ? 'known' : 'back';
  });
}

export async function findConversation(
  database: Database,
  tenantId: string,
  id: string,
): Promise<KeptConversation | null> {
  return inTenant(database.kysely, tenantId, (t) => conversationById(t, id));
}

export async function conversationById(t: Transaction<Tables>, id: string): Promise<KeptConversation | null> {
  const row = await t.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : conversationOf(row);
}

/** The personal chat with a user, by Entra object id in lower case. */
export async function personalChatOf(
  database: Database,
  tenantId: string,
  userObjectId: string,
): Promise<KeptConversation | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const rows = t.selectFrom('conversations').selectAll().where('user_object_id', '=', userObjectId);
    const chat = rows.where('kind', '=', 'personal').where('state', '=', 'active').orderBy('updated_at', 'desc');
    const row = await chat.executeTakeFirst();
    return row === undefined ? null : conversationOf(row);
  });
}

/** Stops posting to a conversation until it is remembered again; `why` is for those who ask where their alerts are. */
export async function setAside(
  t: Transaction<Tables>,
  id: string,
  state: 'blocked' | 'removed',
  why: string,
): Promise<void> {
  await t.updateTable('conversations').set({ state, state_why: why }).where('id', '=', id).execute();
}

/** The bot was taken out of a conversation. It may be greeted again when it comes back. */
export async function forgetConversation(database: Database, tenantId: string, id: string): Promise<void> {
  const gone = { state: 'removed' as const, state_why: 'The bot was removed there.', greeted_at: null };
  await inTenant(database.kysely, tenantId, (t) =>
    t.updateTable('conversations').set(gone).where('id', '=', id).execute(),
  );
}

/** True for the one who is first to greet a known conversation. */
export async function greetConversation(database: Database, tenantId: string, id: string, at: Date): Promise<boolean> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const greeted = t.updateTable('conversations').set({ greeted_at: at }).where('id', '=', id);
    return (await greeted.where('greeted_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n;
  });
}

function conversationOf(row: Selectable<ConversationsTable>): KeptConversation {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    userObjectId: row.user_object_id,
    reference: row.reference,
    state: row.state,
    stateWhy: row.state_why,
  };
}
