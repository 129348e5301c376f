import { type Selectable, sql, type Transaction } from 'kysely';
import { jsonText } from './json-text.ts';
import type { OutgoingMessage } from './outbox.ts';
import type { OutboxTable, PostedCardsTable } from './tables/outbox.ts';
import type { Tables } from './tables.ts';

/** Another worker took the conversation over, because this one was silent for too long. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** A delivery that is to be sent now. */
export interface DueDelivery {
  id: string;
  sequence: bigint;
  kind: 'card' | 'reply' | 'message';
  cardKey: string | null;
  message: OutgoingMessage;
  attempts: number;
  /** An earlier try was begun and never settled: Teams may have it already. */
  maybeDelivered: boolean;
}

/** What stands in Teams for a card. `activityId` is null when it has to be posted (again). */
export interface PostedCard {
  cardKey: string;
  activityId: string | null;
  threadId: string | null;
  contentHash: string;
  sequence: bigint;
  message: OutgoingMessage;
  copies: string[];
  maybeTwice: boolean;
  postedAt: Date | null;
}

/** Time gate of the whole tenant among the lanes. */
export const wholeTenant = '*';

/** Takes a conversation for a worker, so that nobody else sends there. Null when it is taken until the time given. */
export async function takeLane(
  t: Transaction<Tables>,
  lane: { tenantId: string; conversationId: string; lease: string; now: Date; until: Date },
): Promise<{ taken: true } | { taken: false; until: Date }> {
  const { tenantId, conversationId, now, until } = lane;
  const lease = { leased_by: lane.lease, leased_until: until };
  await t
    .insertInto('outbox_lanes')
    .values({ tenant_id: tenantId, id: conversationId, leased_by: null, leased_until: null, not_before: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const free = t.updateTable('outbox_lanes').set(lease).where('id', '=', conversationId);
  const mine = free.where((where) => where.or([where('leased_by', 'is', null), where('leased_until', '<=', now)]));
  if ((await mine.executeTakeFirst()).numUpdatedRows === 1n) return { taken: true };
  const row = await t.selectFrom('outbox_lanes').selectAll().where('id', '=', conversationId).executeTakeFirst();
  return { taken: false, until: row?.leased_until ?? now };
}

/** Keeps the conversation for longer. Throws `LeaseLostError` when somebody else has it. */
export async function keepLane(
  t: Transaction<Tables>,
  lane: { conversationId: string; lease: string; until: Date },
): Promise<void> {
  const mine = t.updateTable('outbox_lanes').set({ leased_until: lane.until }).where('id', '=', lane.conversationId);
  if ((await mine.where('leased_by', '=', lane.lease).executeTakeFirst()).numUpdatedRows !== 1n)
    throw new LeaseLostError();
}

export async function releaseLane(
  t: Transaction<Tables>,
  lane: { conversationId: string; lease: string },
): Promise<void> {
  const free = { leased_by: null, leased_until: null };
  const mine = t.updateTable('outbox_lanes').set(free).where('id', '=', lane.conversationId);
  await mine.where('leased_by', '=', lane.lease).execute();
}

/** Lets everything wait until a time, in one conversation or in the whole tenant. A gate never opens earlier than it was set to. */
export async function closeGate(t: Transaction<Tables>, tenantId: string, id: string, until: Date): Promise<void> {
  await t
    .insertInto('outbox_lanes')
    .values({ tenant_id: tenantId, id, leased_by: null, leased_until: null, not_before: until })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ not_before: sql<Date>`greatest(outbox_lanes.not_before, excluded.not_before)` }),
    )
    .execute();
}

/** When a conversation may be sent to; null for now. */
export async function gateOf(t: Transaction<Tables>, conversationId: string, now: Date): Promise<Date | null> {
  const gates = t.selectFrom('outbox_lanes').select('not_before').where('id', 'in', [conversationId, wholeTenant]);
  const latest = await gates.where('not_before', '>', now).orderBy('not_before', 'desc').limit(1).executeTakeFirst();
  return latest?.not_before ?? null;
}

/** How many conversations have to wait just now. */
export async function closedGates(t: Transaction<Tables>, now: Date): Promise<number> {
  const rows = await t.selectFrom('outbox_lanes').select('id').where('not_before', '>', now).execute();
  return rows.filter((row) => row.id !== wholeTenant).length;
}

/** The next delivery of a conversation, in order; what must wait for its time is passed over. */
export async function nextDue(t: Transaction<Tables>, conversationId: string, now: Date): Promise<DueDelivery | null> {
  const waiting = t.selectFrom('outbox').selectAll().where('conversation_id', '=', conversationId);
  const due = waiting
    .where('state', '=', 'waiting')
    .where((where) => where.or([where('not_before', 'is', null), where('not_before', '<=', now)]));
  const row = await due.orderBy('sequence').limit(1).executeTakeFirst();
  return row === undefined ? null : deliveryOf(row);
}

/** The newest waiting content of a card. A card is brought to its newest state at once, whatever lies between. */
export async function newestOf(t: Transaction<Tables>, conversationId: string, due: DueDelivery): Promise<DueDelivery> {
  const waiting = t.selectFrom('outbox').selectAll().where('conversation_id', '=', conversationId);
  const same = waiting.where('card_key', '=', due.cardKey).where('kind', '=', 'card').where('state', '=', 'waiting');
  const row = await same.orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? due : { ...deliveryOf(row), maybeDelivered: due.maybeDelivered };
}

/** Marks that a call to Teams is about to be made. */
export async function begin(t: Transaction<Tables>, id: string, now: Date): Promise<void> {
  const begun = { begun_at: now, attempts: sql<number>`attempts + 1` };
  await t.updateTable('outbox').set(begun).where('id', '=', id).execute();
}

/** Ends a delivery; `why` says so when it was not sent as it was meant. */
export async function settle(
  t: Transaction<Tables>,
  id: string,
  state: 'done' | 'skipped' | 'failed',
  now: Date,
  why: string | null = null,
): Promise<void> {
  await t.updateTable('outbox').set({ state, settled_at: now, why }).where('id', '=', id).execute();
}

/** Leaves a delivery for the next try; the answer of Teams told that it was not delivered, unless `maybe`. */
export async function putBack(
  t: Transaction<Tables>,
  id: string,
  options: { maybe: boolean; why: string },
): Promise<void> {
  const { maybe, why } = options;
  const back = maybe ? { why } : { why, begun_at: null };
  await t.updateTable('outbox').set(back).where('id', '=', id).execute();
}

/** What stands of a card; nobody else changes it until the transaction ends. */
export async function postedCard(
  t: Transaction<Tables>,
  conversationId: string,
  cardKey: string,
): Promise<PostedCard | null> {
  const rows = t.selectFrom('posted_cards').selectAll().where('conversation_id', '=', conversationId);
  const row = await rows.where('card_key', '=', cardKey).forUpdate().executeTakeFirst();
  return row === undefined ? null : cardOf(row);
}

/** The key of the card in whose thread somebody writes; null when the thread is nobody's. `threadId` is the id of the thread's conversation. */
export async function cardOfThread(
  t: Transaction<Tables>,
  conversationId: string,
  threadId: string,
): Promise<string | null> {
  const cards = t.selectFrom('posted_cards').select('card_key').where('conversation_id', '=', conversationId);
  return (await cards.where('thread_id', '=', threadId).executeTakeFirst())?.card_key ?? null;
}

/** Keeps what stands in Teams. */
export async function savePosted(
  t: Transaction<Tables>,
  tenantId: string,
  conversationId: string,
  card: PostedCard,
  now: Date,
): Promise<void> {
  const found = {
    activity_id: card.activityId,
    thread_id: card.threadId,
    content_hash: card.contentHash,
    sequence: String(card.sequence),
    message: jsonText(card.message),
    copies: jsonText(card.copies),
    maybe_twice: card.maybeTwice,
    posted_at: card.postedAt,
    changed_at: now,
  };
  await t
    .insertInto('posted_cards')
    .values({ tenant_id: tenantId, conversation_id: conversationId, card_key: card.cardKey, ...found })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'conversation_id', 'card_key']).doUpdateSet(found))
    .execute();
}

/** Conversations with something waiting. */
export async function waitingLanes(t: Transaction<Tables>): Promise<string[]> {
  const rows = t.selectFrom('outbox').select('conversation_id').distinct().where('state', '=', 'waiting');
  return (await rows.execute()).map((row) => row.conversation_id);
}

/** Puts another content in place of one that Teams would not take. */
export async function replaceMessage(t: Transaction<Tables>, id: string, message: OutgoingMessage): Promise<void> {
  await t
    .updateTable('outbox')
    .set({ message: jsonText(message), begun_at: null })
    .where('id', '=', id)
    .execute();
}

/** Forgets what was settled before a time. Cards that stand in Teams stay known. */
export async function forgetSettled(t: Transaction<Tables>, before: Date): Promise<void> {
  await t.deleteFrom('outbox').where('state', '!=', 'waiting').where('settled_at', '<', before).execute();
}

function deliveryOf(row: Selectable<OutboxTable>): DueDelivery {
  return {
    id: row.id,
    sequence: BigInt(row.sequence),
    kind: row.kind,
    cardKey: row.card_key,
    message: row.message as unknown as OutgoingMessage,
    attempts: row.attempts,
    maybeDelivered: row.begun_at !== null,
  };
}

function cardOf(row: Selectable<PostedCardsTable>): PostedCard {
  return {
    cardKey: row.card_key,
    activityId: row.activity_id,
    threadId: row.thread_id,
    contentHash: row.content_hash,
    sequence: BigInt(row.sequence),
    message: row.message as unknown as OutgoingMessage,
    copies: row.copies,
    maybeTwice: row.maybe_twice,
    postedAt: row.posted_at,
  };
}

/**
 * Lets go of what waits for a conversation about cards (by the beginning of their keys) that never stood there. What may have been
 * sent already stays.
 */
export async function dropComing(
  t: Transaction<Tables>,
  conversationId: string,
  keysFrom: string,
  now: Date,
): Promise<void> {
  const standing = t.selectFrom('posted_cards').select('card_key').where('conversation_id', '=', conversationId);
  await t
    .updateTable('outbox')
    .set({ state: 'skipped', settled_at: now, why: 'It is not wanted there any more.' })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'waiting')
    .where('begun_at', 'is', null)
    .where(sql<boolean>`starts_with(card_key, ${keysFrom})`)
    .where('card_key', 'not in', standing)
    .execute();
}

/** Conversations in which a card stands, and those for which it waits without standing there. */
export async function placesOfCard(
  t: Transaction<Tables>,
  cardKey: string,
): Promise<{ posted: string[]; coming: string[] }> {
  const posted = await t.selectFrom('posted_cards').select('conversation_id').where('card_key', '=', cardKey).execute();
  const waiting = t.selectFrom('outbox').select('conversation_id').distinct().where('card_key', '=', cardKey);
  const coming = await waiting.where('kind', '=', 'card').where('state', '=', 'waiting').execute();
  const standing = new Set(posted.map((row) => row.conversation_id));
  return {
    posted: [...standing],
    coming: coming.map((row) => row.conversation_id).filter((id) => !standing.has(id)),
  };
}
