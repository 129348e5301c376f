import { createHash, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { within } from './jobs.ts';
import { jsonText, storable } from './json-text.ts';
import type { Tables } from './tables.ts';

/** A transaction that sees the rows of one tenant. */
export type TenantTransaction = Transaction<Tables>;

/** A message as any front can send it: a card, or words where `card` is null. `short` is sent when Teams finds it too big. */
export interface OutgoingMessage {
  /** For the feed: one line without anything a stranger wrote unescaped. */
  summary: string;
  card: object | null;
  text: string;
  short: string;
  /** People called by name; `text` holds `<at>name</at>` for each. Ids are Entra object ids. */
  mentions?: { id: string; name: string }[];
}

/**
 * Something to be told to a conversation. `card` is posted once for each `cardKey` and changed in place from then on; `reply` goes into
 * the thread of that card and is left out where there are no threads; `message` stands alone.
 */
export interface Delivery {
  tenantId: string;
  conversationId: string;
  kind: 'card' | 'reply' | 'message';
  cardKey?: string;
  message: OutgoingMessage;
  /** Not to be sent earlier, such as the end of quiet hours. */
  notBefore?: Date | null;
  /** The same id again is the same delivery and changes nothing. */
  id?: string;
  at: Date;
}

/** The queue whose jobs say that a conversation has something waiting. */
export const outboxQueue = 'outbox';

/** What such a job holds. */
export interface LaneJob {
  tenantId: string;
  conversationId: string;
}

/** Takes deliveries in. Everything else about them is the affair of the worker. */
export interface Outbox {
  /** Keeps a delivery in the transaction of the facts it tells of: both are kept or neither. */
  enqueue(t: Transaction<Tables>, delivery: Delivery): Promise<void>;
  /** Has the worker look at a conversation, now or after a while. */
  wake(t: Transaction<Tables>, lane: LaneJob, afterMs?: number): Promise<void>;
  /**
   * Has the worker look again at a conversation for which it was too early. However many jobs find that, one of them comes again: else
   * a conversation with much to be told would keep everybody busy with looking.
   */
  wakeAgain(t: Transaction<Tables>, lane: LaneJob, at: Date, now: Date): Promise<void>;
}

/** Looks at a conversation that are wished for nearly the same time are one. Milliseconds. */
const together = 500;
const patience = { retryLimit: 20, retryDelay: 5, deleteAfterSeconds: 3600 };

export function createOutbox(jobs: Pick<PgBoss, 'send'>): Outbox {
  async function wake(t: Transaction<Tables>, lane: LaneJob, afterMs = 0): Promise<void> {
    // One job for each call: a job that is waiting already may run before this transaction ends and then see nothing of it.
    const later = afterMs > 0 ? { startAfter: Math.ceil(afterMs / 1000) } : {};
    await jobs.send(outboxQueue, { ...lane }, { ...within(t), ...later, ...patience });
  }

  async function wakeAgain(t: Transaction<Tables>, lane: LaneJob, at: Date, now: Date): Promise<void> {
    // Later than the job that asks was to run, so that it cannot be taken for that one.
    const earliest = Math.max(at.getTime(), now.getTime() + together / 2);
    const time = Math.ceil(earliest / together) * together;
    const id = idOf(`${lane.tenantId} ${lane.conversationId} ${time}`);
    const startAfter = (time - now.getTime()) / 1000;
    await jobs.send(outboxQueue, { ...lane }, { ...within(t), ...patience, id, startAfter });
  }

  return {
    wake,
    wakeAgain,
    async enqueue(t, delivery) {
      const { tenantId, conversationId, kind, cardKey, message, notBefore = null, at } = delivery;
      if (kind !== 'message' && cardKey === undefined) throw new Error('A card and its replies need a key.');
      const row = {
        tenant_id: tenantId,
        id: storable(delivery.id ?? randomUUID()),
        conversation_id: conversationId,
        kind,
        card_key: cardKey ?? null,
        message: jsonText(message),
        state: 'waiting' as const,
        not_before: notBefore,
        attempts: 0,
        begun_at: null,
        why: null,
        created_at: at,
        settled_at: null,
      };
      const added = t
        .insertInto('outbox')
        .values(row)
        .onConflict((conflict) => conflict.doNothing());
      if ((await added.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) return;
      await wake(t, { tenantId, conversationId }, notBefore === null ? 0 : notBefore.getTime() - at.getTime());
    },
  };
}

/** The same id for the same words. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Hash of all that a reader would see of a message. */
export function messageHash(message: OutgoingMessage): string {
  return createHash('sha256').update(jsonText(message)).digest('hex');
}
