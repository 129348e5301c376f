import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** The topic under which places for tickets stand among the subscriptions. */
const ticketTopic = 'tickets';

/** Where tickets of a tenant are told of: the chats of people by Entra object id, and the channels that asked for tickets. */
export interface TicketPlaces {
  chats: string[];
  channels: string[];
}

export async function ticketPlaces(t: Transaction<Tables>, people: string[]): Promise<TicketPlaces> {
  const ids = [...new Set(people.map((id) => id.toLowerCase()))];
  const active = t.selectFrom('conversations').select(['id', 'user_object_id']).where('state', '=', 'active');
  const newestFirst = active.where('kind', '=', 'personal').orderBy('updated_at', 'desc');
  const chats = ids.length === 0 ? [] : await newestFirst.where('user_object_id', 'in', ids).execute();
  const wishes = t.selectFrom('subscriptions').select('conversation_id').where('topic', '=', ticketTopic);
  const channels = await wishes.orderBy('created_at').execute();
  const chatOf = (id: string) => chats.find((chat) => chat.user_object_id === id)?.id;
  return {
    chats: ids.map(chatOf).filter((chat) => chat !== undefined),
    channels: [...new Set(channels.map((channel) => channel.conversation_id))],
  };
}

/** Has tickets told of in a conversation, such as the channel of the customer success managers. Asking again changes nothing. */
export async function subscribeTickets(
  database: Database,
  tenantId: string,
  wish: { conversationId: string; by: string; at: Date },
): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, ticketTopic);
    const mine = t.selectFrom('subscriptions').select('id').where('topic', '=', ticketTopic);
    if (await mine.where('conversation_id', '=', wish.conversationId).executeTakeFirst()) return;
    const row = { tenant_id: tenantId, id: randomUUID(), conversation_id: wish.conversationId, topic: ticketTopic };
    await t
      .insertInto('subscriptions')
      .values({ ...row, settings: '{}', created_by: wish.by, created_at: wish.at })
      .execute();
  });
}

/** Ends that; false when it was not so. */
export async function unsubscribeTickets(
  database: Database,
  tenantId: string,
  conversationId: string,
): Promise<boolean> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const mine = t.deleteFrom('subscriptions').where('topic', '=', ticketTopic);
    return (await mine.where('conversation_id', '=', conversationId).executeTakeFirst()).numDeletedRows > 0n;
  });
}
