import type { ColumnType, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type MaybeTimestamp = ColumnType<Date | null, Date | string | null, Date | string | null>;
type Json = JSONColumnType<Record<string, unknown>>;

/** A test campaign; `plan` is null for one that was found by itself. */
export interface CampaignsTable {
  tenant_id: string;
  id: string;
  name: string;
  sender: string | null;
  subject: string | null;
  is_test: boolean;
  found_by: 'plan' | 'marker';
  state: string;
  first_seen_at: MaybeTimestamp;
  created_at: Timestamp;
  plan: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  transitions: JSONColumnType<{ to: string; at: string; because: string }[]>;
  /** Keys of facts about the campaign as a whole that were handed out. */
  told: JSONColumnType<string[]>;
}

/** Somebody a campaign was meant for. */
export interface CampaignRecipientsTable {
  tenant_id: string;
  campaign_id: string;
  address: string;
  because: string | null;
}

/** One message on its way to one recipient: `evidence` is all that was seen, the columns before it what counting needs. */
export interface CampaignCopiesTable {
  tenant_id: string;
  network_message_id: string;
  recipient: string;
  campaign_id: string;
  received_at: MaybeTimestamp;
  kind: string;
  known: boolean;
  ever_in_mailbox: boolean;
  link_blocked: boolean;
  evidence: Json;
  told: JSONColumnType<string[]>;
}

/** How far the watch of a tenant has read. One row a tenant. */
export interface CampaignWatchesTable {
  tenant_id: string;
  state: Json;
  polled_at: MaybeTimestamp;
}
