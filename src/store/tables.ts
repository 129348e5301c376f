import type { ColumnType, JSONColumnType } from 'kysely';
import type { AlertFactsTable, AlertHistoryTable, AlertsTable, AlertUpkeepTable } from './tables/alerts.ts';
import type { AudiencesTable } from './tables/audiences.ts';
import type {
  CampaignCopiesTable,
  CampaignRecipientsTable,
  CampaignsTable,
  CampaignWatchesTable,
} from './tables/campaigns.ts';
import type { OutboxLanesTable, OutboxTable, PostedCardsTable } from './tables/outbox.ts';
import type {
  CustomerAssignmentsTable,
  SharedTicketsTable,
  TicketConsentsTable,
  TicketDraftsTable,
  TicketEventsTable,
  TicketInboundTable,
  TicketLinksTable,
  TicketPushesTable,
  TicketsTable,
} from './tables/tickets.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** A reading of a tenant's policies, as the snapshot file holds it. */
export interface SnapshotsTable {
  tenant_id: string;
  id: string;
  taken_at: Timestamp;
  /** The last time that a reading had this content. */
  last_seen_at: Timestamp;
  /** SHA-256 of the content without its date: equal hashes mean that nothing changed. */
  content_hash: string;
  content: JSONColumnType<Record<string, unknown>>;
}

/** A finding that somebody accepted, with a reason and an end. */
export interface WaiversTable {
  tenant_id: string;
  id: string;
  finding_key: string;
  reason: string;
  waived_by: string;
  waived_by_name: string;
  waived_at: Timestamp;
  until: Timestamp;
  withdrawn_at: Timestamp | null;
}

/** Who did or tried what. Rows are only ever added. */
export interface AuditTable {
  tenant_id: string;
  id: string;
  at: Timestamp;
  actor: string;
  actor_name: string;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  details: JSONColumnType<Record<string, unknown>>;
}

/** A place that the bot may post to. `reference` is the SDK's conversation reference, opaque here. */
export interface ConversationsTable {
  tenant_id: string;
  id: string;
  kind: 'personal' | 'channel' | 'groupChat';
  name: string | null;
  team_id: string | null;
  user_object_id: string | null;
  reference: JSONColumnType<Record<string, unknown>>;
  state: 'active' | 'blocked' | 'removed';
  /** Why nothing can be posted there, as Teams said it. */
  state_why: string | null;
  greeted_at: Timestamp | null;
  updated_at: Timestamp;
}

/** What a conversation wants to be told of: `topic` with its settings (severity, time of day, time zone). */
export interface SubscriptionsTable {
  tenant_id: string;
  id: string;
  conversation_id: string;
  topic: string;
  settings: JSONColumnType<Record<string, unknown>>;
  created_by: string;
  created_at: Timestamp;
}

export interface Tables {
  audiences: AudiencesTable;
  campaigns: CampaignsTable;
  campaign_copies: CampaignCopiesTable;
  campaign_recipients: CampaignRecipientsTable;
  campaign_watches: CampaignWatchesTable;
  snapshots: SnapshotsTable;
  waivers: WaiversTable;
  audit: AuditTable;
  conversations: ConversationsTable;
  subscriptions: SubscriptionsTable;
  alerts: AlertsTable;
  alert_history: AlertHistoryTable;
  alert_facts: AlertFactsTable;
  alert_upkeep: AlertUpkeepTable;
  outbox: OutboxTable;
  posted_cards: PostedCardsTable;
  outbox_lanes: OutboxLanesTable;
  tickets: TicketsTable;
  ticket_events: TicketEventsTable;
  ticket_consents: TicketConsentsTable;
  ticket_drafts: TicketDraftsTable;
  shared_tickets: SharedTicketsTable;
  customer_assignments: CustomerAssignmentsTable;
  ticket_inbound: TicketInboundTable;
  ticket_links: TicketLinksTable;
  ticket_pushes: TicketPushesTable;
}
