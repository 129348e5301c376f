import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { jsonText } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** The topic under which places for tickets stand among the subscriptions. */
const ticketTopic = 'tickets';

/** A conversation that is told of tickets; only channels have threads. */
export interface TicketPlace {
  conversationId: string;
  isChannel: boolean;
}

/** Where tickets of a tenant are told of: the chats of people by Entra object id, and the places that asked for tickets. */
export interface TicketPlaces {
  chats: { person: string; conversationId: string }[];
  channels: TicketPlace[];
}

/** `openedBy` narrows the channels to those that one of these people opened to tickets; null means all. */
export async function ticketPlaces(
  t: Transaction<Tables>,
  people: string[],
  openedBy: string[] | null = null,
): Promise<TicketPlaces> {
  const wanted = [...new Set(people.map((id) => id.toLowerCase()))];
  const personal = t
    .selectFrom('conversations')
    .select(['id', 'user_object_id', 'state'])
    .where('kind', '=', 'personal');
  const newestFirst = personal.orderBy('updated_at', 'desc');
  const known = wanted.length === 0 ? [] : await newestFirst.where('user_object_id', 'in', wanted).execute();
  // What is for a chat that is blocked waits there until it is back.
  const chats = [...known.filter(({ state }) => state === 'active'), ...known];
  const wishes = t
    .selectFrom('subscriptions')
    .leftJoin('conversations', (join) =>
      join
        .onRef('conversations.tenant_id', '=', 'subscriptions.tenant_id')
        .onRef('conversations.id', '=', 'subscriptions.conversation_id'),
    )
    .select(['subscriptions.conversation_id', 'subscriptions.settings', 'conversations.kind'])
    .where('topic', '=', ticketTopic);
  const channels = (await wishes.orderBy('subscriptions.created_at').execute()).filter(
    ({ settings }) => openedBy === null || openersOf(settings).some((one) => openedBy.includes(one)),
  );
  return {
    chats: wanted.flatMap((person) => {
      const chat = chats.find(({ user_object_id }) => user_object_id === person);
      return chat ? [{ person, conversationId: chat.id }] : [];
    }),
    channels: channels.map(({ conversation_id, kind }) => ({
      conversationId: conversation_id,
      isChannel: kind === null || kind === 'channel',
    })),
  };
}

/** The customer success managers of a customer, in ContactMonkey's tenant. */
export async function csmsOf(t: Transaction<Tables>, customerTenant: string): Promise<string[]> {
  const rows = t.selectFrom('customer_assignments').select('csm').where('customer_tenant', '=', customerTenant);
  return (await rows.orderBy('csm').execute()).map(({ csm }) => csm);
}

/**
 * Has tickets told of in a conversation, such as the channel of the customer success managers. In ContactMonkey's tenant that is the
 * tickets of the customers that those who asked look after at the time. `besides` is part of the same transaction.
 */
export async function subscribeTickets(
  database: Database,
  tenantId: string,
  { conversationId, by, at }: { conversationId: string; by: string; at: Date },
  besides?: (t: Transaction<Tables>) => Promise<void>,
): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, ticketTopic);
    const mine = t.selectFrom('subscriptions').select(['id', 'settings']).where('topic', '=', ticketTopic);
    const before = await mine.where('conversation_id', '=', conversationId).executeTakeFirst();
    const settings = jsonText({ openedBy: [...new Set([...openersOf(before?.settings ?? {}), by])] });
    if (before) {
      await t.updateTable('subscriptions').set({ settings }).where('id', '=', before.id).execute();
    } else {
      const row = { tenant_id: tenantId, id: randomUUID(), conversation_id: conversationId, topic: ticketTopic };
      await t
        .insertInto('subscriptions')
        .values({ ...row, settings, created_by: by, created_at: at })
        .execute();
    }
    await besides?.(t);
  });
}

/** How many conversations of a tenant are told of tickets. */
export async function ticketPlacesOf(database: Database, tenantId: string): Promise<number> {
  return inTenant(database.kysely, tenantId, async (t) => (await ticketPlaces(t, [])).channels.length);
}

/** Whether tickets are told of in a conversation. */
export async function isTicketPlace(database: Database, tenantId: string, conversationId: string): Promise<boolean> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const wishes = t.selectFrom('subscriptions').select('id').where('topic', '=', ticketTopic);
    return (await wishes.where('conversation_id', '=', conversationId).executeTakeFirst()) !== undefined;
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
