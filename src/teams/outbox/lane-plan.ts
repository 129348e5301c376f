import type { KeptConversation } from '../../store/conversations.ts';
import { messageHash, type OutgoingMessage, type TenantTransaction } from '../../store/outbox.ts';
import {
  type DueDelivery,
  newestOf,
  nextDue,
  type PostedCard,
  postedCard,
  savePosted,
  settle,
} from '../../store/outbox-lane.ts';
import type { CallKind } from './refusals.ts';

/** The next call to make. `card` is what will stand in Teams afterwards, when the call is about a card. */
export interface PlannedCall {
  kind: CallKind;
  /** The row that is tried. */
  delivery: DueDelivery;
  /** The row whose content is sent: the newest of a card's. */
  contentId: string;
  /** Whether the row is done with this call; not so when a lost card is posted again before its reply. */
  settles: boolean;
  message: OutgoingMessage;
  card: PostedCard | null;
  /** Conversation of the thread for a reply. */
  threadId: string | null;
}

/**
 * The next call for a conversation. What needs no call is settled on the way: a card that looks so already, one that was overtaken by
 * a newer, a reply where there are no threads. Null when nothing is due.
 */
export async function nextCall(
  t: TenantTransaction,
  tenantId: string,
  conversation: KeptConversation,
  now: Date,
): Promise<PlannedCall | null> {
  for (;;) {
    const due = await nextDue(t, conversation.id, now);
    if (due === null) return null;
    const planned =
      due.kind === 'card'
        ? await cardCall(t, tenantId, conversation.id, due, now)
        : due.kind === 'reply'
          ? await replyCall(t, conversation, due)
          : call('post', due, { message: due.message });
    if (typeof planned !== 'string') return planned;
    await settle(t, due.id, planned === 'same' ? 'done' : 'skipped', now, planned);
  }
}

async function cardCall(
  t: TenantTransaction,
  tenantId: string,
  conversationId: string,
  due: DueDelivery,
  now: Date,
): Promise<PlannedCall | 'same' | 'overtaken'> {
  const newest = await newestOf(t, conversationId, due);
  const posted = await postedCard(t, conversationId, due.cardKey ?? '');
  if (posted !== null && newest.sequence <= posted.sequence) return 'overtaken';
  const contentHash = messageHash(newest.message);
  const { message, sequence } = newest;
  const card = { ...(posted ?? blankCard(due)), contentHash, message, sequence };
  if (posted?.activityId && posted.contentHash === contentHash) {
    await savePosted(t, tenantId, conversationId, card, now);
    return 'same';
  }
  return { ...call(posted?.activityId ? 'update' : 'post', due, { message, card }), contentId: newest.id };
}

/** Threads exist in channels only; elsewhere the card says it all. */
async function replyCall(
  t: TenantTransaction,
  conversation: KeptConversation,
  due: DueDelivery,
): Promise<PlannedCall | 'no thread' | 'no card'> {
  if (conversation.kind !== 'channel') return 'no thread';
  const posted = await postedCard(t, conversation.id, due.cardKey ?? '');
  if (posted === null) return 'no card';
  if (posted.activityId === null) {
    const again = { ...due, maybeDelivered: false };
    return { ...call('post', again, { message: posted.message, card: posted }), settles: false };
  }
  return call('reply', due, { message: due.message, card: posted, threadId: posted.threadId });
}

function call(
  kind: CallKind,
  delivery: DueDelivery,
  about: Pick<PlannedCall, 'message'> & Partial<Pick<PlannedCall, 'card' | 'threadId'>>,
): PlannedCall {
  return { kind, delivery, contentId: delivery.id, settles: true, card: null, threadId: null, ...about };
}

function blankCard(due: DueDelivery): PostedCard {
  return {
    cardKey: due.cardKey ?? '',
    activityId: null,
    threadId: null,
    contentHash: '',
    sequence: 0n,
    message: due.message,
    copies: [],
    maybeTwice: false,
    postedAt: null,
  };
}
