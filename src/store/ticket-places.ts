import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { jsonText } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** The topic under which places for tickets stand among the subscriptions. */
const ticketTopic = 'tickets';

/** Where tickets of a tenant are told of: the chats of people by Entra object id, and the channels that asked for tickets. */
export interface TicketPlaces {
  chats: { person: string; conversationId: string }[];
  channels: string[];
}

/** `openedBy` narrows the channels to those that one of these people opened to tickets; null means all. */
export async function ticketPlaces(
  t: Transaction<Tables>,
  people: string[],
  openedBy: string[] | null = null,
): Promise<TicketPlaces> {
  const wanted = [...new Set(people.map((id) => id.toLowerCase()))];
  const active = t.selectFrom('conversations').select(['id', 'user_object_id']).where('state', '=', 'active');
  const newestFirst = active.where('kind', '=', 'personal').orderBy('updated_at', 'desc');
  const chats = wanted.length === 0 ? [] : await newestFirst.where('user_object_id', 'in', wanted).execute();
  const wishes = t.selectFrom('subscriptions').select(['conversation_id', 'settings']).where('topic', '=', ticketTopic);
  const channels = (await wishes.orderBy('created_at').execute()).filter(
    ({ settings }) => openedBy === null || openersOf(settings).some((one) => openedBy.includes(one)),
  );
  return {
    chats: wanted.flatMap((person) => {
      const chat = chats.find(({ user_object_id }) => user_object_id === person);
      return chat ? [{ person, conversationId: chat.id }] : [];
    }),
    channels: [...new Set(channels.map((channel) => channel.conversation_id))],
  };
}

/** The customer success managers of a customer, in ContactMonkey's tenant. */
export async function csmsOf(t: Transaction<Tables>, customerTenant: string): Promise<string[]> {
  const rows = t.selectFrom('customer_assignments').select('csm').where('customer_tenant', '=', customerTenant);
  return (await rows.orderBy('csm').execute()).map(({ csm }) => csm);
}

/**
 * Has tickets told of in a conversation, such as the channel of the customer success managers. In ContactMonkey's tenant that is the
 * tickets of the customers that those who asked look after at the time.
 */
export async function subscribeTickets(
  database: Database,
  tenantId: string,
  { conversationId, by, at }: { conversationId: string; by: string; at: Date },
): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, ticketTopic);
    const mine = t.selectFrom('subscriptions').select(['id', 'settings']).where('topic', '=', ticketTopic);
    const before = await mine.where('conversation_id', '=', conversationId).executeTakeFirst();
    const settings = jsonText({ openedBy: [...new Set([...openersOf(before?.settings ?? {}), by])] });
    if (before) {
      await t.updateTable('subscriptions').set({ settings }).where('id', '=', before.id).execute();
      return;
    }
    const row = { tenant_id: tenantId, id: randomUUID(), conversation_id: conversationId, topic: ticketTopic };
    await t
      .insertInto('subscriptions')
      .values({ ...row, settings, created_by: by, created_at: at })
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

function openersOf({ openedBy }: Record<string, unknown>): string[] {
  return Array.isArray(openedBy) ? openedBy.filter((one) => typeof one === 'string') : [];
}
