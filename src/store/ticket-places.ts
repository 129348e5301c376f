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

/** In ContactMonkey's tenant `customerTenant` names the customer: a channel there hears only of the customers it was opened to. */
export async function ticketPlaces(
  t: Transaction<Tables>,
  people: string[],
  customerTenant: string | null = null,
): Promise<TicketPlaces> {
  const wanted = [...new Set(people.map((id) => id.toLowerCase()))];
  const active = t.selectFrom('conversations').select(['id', 'user_object_id']).where('state', '=', 'active');
  const newestFirst = active.where('kind', '=', 'personal').orderBy('updated_at', 'desc');
  const chats = wanted.length === 0 ? [] : await newestFirst.where('user_object_id', 'in', wanted).execute();
  const wishes = t.selectFrom('subscriptions').select(['conversation_id', 'settings']).where('topic', '=', ticketTopic);
  const channels = (await wishes.orderBy('created_at').execute()).filter(
    ({ settings }) => customerTenant === null || customersOf(settings).includes(customerTenant),
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
 * Has tickets told of in a conversation, such as the channel of the customer success managers; in ContactMonkey's tenant those of
 * `customers` (tenant ids) alone. Asking again changes the customers.
 */
export async function subscribeTickets(
  database: Database,
  tenantId: string,
  wish: { conversationId: string; by: string; at: Date; customers?: string[] },
): Promise<void> {
  const settings = jsonText({ customers: wish.customers ?? [] });
  await inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, ticketTopic);
    const mine = t.updateTable('subscriptions').set({ settings }).where('topic', '=', ticketTopic);
    const { numUpdatedRows } = await mine.where('conversation_id', '=', wish.conversationId).executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    const row = { tenant_id: tenantId, id: randomUUID(), conversation_id: wish.conversationId, topic: ticketTopic };
    await t
      .insertInto('subscriptions')
      .values({ ...row, settings, created_by: wish.by, created_at: wish.at })
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

function customersOf(settings: Record<string, unknown>): string[] {
  const { customers } = settings;
  return Array.isArray(customers) ? customers.filter((one) => typeof one === 'string') : [];
}
