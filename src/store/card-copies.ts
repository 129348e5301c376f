import type { Transaction } from 'kysely';
import { type PostedCard, postedCard, savePosted } from './outbox-lane.ts';
import type { Tables } from './tables.ts';

const mostCopies = 5;

/**
 * Takes a message for a further copy of a card, which a crash between Teams' answer and the commit leaves behind. True when it was not
 * known: then the card has to be sent again, to all copies. What stands there as another card is none.
 */
export async function adoptCopy(
  t: Transaction<Tables>,
  tenantId: string,
  conversationId: string,
  cardKey: string,
  activityId: string,
  now: Date,
): Promise<boolean> {
  const card = await postedCard(t, conversationId, cardKey);
  if (card === null || card.activityId === null) return false;
  if (card.activityId === activityId || card.copies.includes(activityId) || card.copies.length >= mostCopies)
    return false;
  const others = t.selectFrom('posted_cards').select('card_key').where('conversation_id', '=', conversationId);
  if ((await others.where('activity_id', '=', activityId).executeTakeFirst()) !== undefined) return false;
  const copies = [...card.copies, activityId];
  await savePosted(t, tenantId, conversationId, { ...card, copies, contentHash: '' }, now);
  return true;
}

/**
 * Keeps what a call to Teams made of a card. A copy that came to light while the call was under way stays known, and the card counts as
 * not sent yet, so that what waits for the copy reaches it.
 */
export async function saveSent(
  t: Transaction<Tables>,
  tenantId: string,
  conversationId: string,
  card: PostedCard,
  now: Date,
): Promise<void> {
  const stands = await postedCard(t, conversationId, card.cardKey);
  const late = stands?.copies.filter((copy) => !card.copies.includes(copy)) ?? [];
  const found = late.length === 0 ? card : { ...card, copies: [...card.copies, ...late], contentHash: '' };
  await savePosted(t, tenantId, conversationId, found, now);
}
