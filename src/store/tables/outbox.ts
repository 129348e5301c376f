import type { ColumnType, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** A message to be sent. `sequence` is the order in which a conversation gets them. */
export interface OutboxTable {
  tenant_id: string;
  id: string;
  sequence: ColumnType<string, never, never>;
  conversation_id: string;
  kind: 'card' | 'reply' | 'message';
  /** The card that is kept in place, or in whose thread a reply goes. */
  card_key: string | null;
  message: JSONColumnType<Record<string, unknown>>;
  state: 'waiting' | 'done' | 'skipped' | 'failed';
  not_before: Timestamp | null;
  attempts: number;
  /** Set before the call to Teams: when it stands and nothing is settled, the message may have been delivered. */
  begun_at: Timestamp | null;
  why: string | null;
  created_at: Timestamp;
  settled_at: Timestamp | null;
}

/** What stands in Teams: one row for each card of a conversation. */
export interface PostedCardsTable {
  tenant_id: string;
  conversation_id: string;
  card_key: string;
  activity_id: string | null;
  /** The conversation of its replies; null where there are no threads. */
  thread_id: string | null;
  content_hash: string;
  /** Of the outbox row it shows: an older one never replaces a newer. */
  sequence: ColumnType<string, string, string>;
  message: JSONColumnType<Record<string, unknown>>;
  /** Further copies that came to light: activity ids. */
  copies: JSONColumnType<string[]>;
  maybe_twice: boolean;
  posted_at: Timestamp | null;
  changed_at: Timestamp;
}

/** Who sends to a conversation just now and how long all have to wait; `*` is the whole tenant. */
export interface OutboxLanesTable {
  tenant_id: string;
  id: string;
  leased_by: string | null;
  leased_until: Timestamp | null;
  not_before: Timestamp | null;
}
