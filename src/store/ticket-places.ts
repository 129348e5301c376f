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
  /** The bot is in one of the chats or channels now; what is for the others waits until it is back there. */
  isReached: boolean;
}

/** `deskOf` narrows the channels to those in which one of these people works on tickets; null means all. */
export async function ticketPlaces(
  t: Transaction<Tables>,
  people: string[],
  deskOf: string[] | null = null,
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
    .select(['subscriptions.conversation_id', 'subscriptions.settings', 'conversations.kind', 'conversations.state'])
    .where('topic', '=', ticketTopic);
  const channels = (await wishes.orderBy('subscriptions.created_at').execute()).filter(
    ({ settings }) => deskOf === null || peopleOf(settings).some((one) => deskOf.includes(one)),
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
    isReached: [...known, ...channels.filter(({ kind }) => kind !== 'personal')].some(
      ({ state }) => state === 'active',
    ),
  };
}

/** The customer success managers of a customer, in ContactMonkey's tenant. */
export async function csmsOf(t: Transaction<Tables>, customerTenant: string): Promise<string[]> {
  const rows = t.selectFrom('customer_assignments').select('csm').where('customer_tenant', '=', customerTenant);
  return (await rows.orderBy('csm').execute()).map(({ csm }) => csm);
}

/**
 * Has tickets told of in a conversation, such as the channel of the customer success managers. In ContactMonkey's tenant that is the
 * tickets of the customers that those who work there look after at the time. `besides` is part of the same transaction.
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
    const settings = jsonText(withPerson(before?.settings ?? {}, by));
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

/**
 * Counts somebody among those who work in a conversation that is told of tickets; false when none are told there. `besides` runs in the
 * same transaction for somebody who did not work there before.
 */
export async function joinTicketPlace(
  t: Transaction<Tables>,
  tenantId: string,
  { conversationId, person }: { conversationId: string; person: string },
  besides?: () => Promise<void>,
): Promise<boolean> {
  const places = t.selectFrom('subscriptions').select(['id', 'settings']).where('topic', '=', ticketTopic);
  const mine = places.where('conversation_id', '=', conversationId);
  const seen = await mine.executeTakeFirst();
  if (seen === undefined || peopleOf(seen.settings).includes(person)) return seen !== undefined;
  await oneAtATime(t, tenantId, ticketTopic);
  const place = await mine.executeTakeFirst();
  if (place === undefined) return false;
  const settings = jsonText(withPerson(place.settings, person));
  await t.updateTable('subscriptions').set({ settings }).where('id', '=', place.id).execute();
  await besides?.();
  return true;
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

/** Those who opened it to tickets, and those who have worked on tickets there since. */
function peopleOf({ people, openedBy }: Record<string, unknown>): string[] {
  const known = [people, openedBy].flatMap((some) => (Array.isArray(some) ? some : []));
  return known.filter((one) => typeof one === 'string');
}

function withPerson(settings: Record<string, unknown>, person: string): Record<string, unknown> {
  return { people: [...new Set([...peopleOf(settings), person])] };
}
