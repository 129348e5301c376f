import type { ColumnType, JSONColumnType } from 'kysely';
import type { EvidencePart } from '../../tickets/evidence/part.ts';
import type { Priority, Side, TicketState } from '../../tickets/ticket.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** How a ticket stands after its last event: what lists and reminders look for. Its history is what counts. */
export interface TicketsTable {
  tenant_id: string;
  id: string;
  number: string;
  title: string;
  state: TicketState;
  priority: Priority;
  opened_by: string;
  opened_by_name: string;
  opened_at: Timestamp;
  assignee: string | null;
  assignee_name: string | null;
  subject_kind: string | null;
  subject_key: string | null;
  merged_into: string | null;
  merged_into_number: string | null;
  waiting_for: Side | 'microsoft' | null;
  waiting_since: Timestamp;
  revision: number;
}

/** The history of a ticket. Rows are only ever added. */
export interface TicketEventsTable {
  tenant_id: string;
  ticket_id: string;
  seq: number;
  at: Timestamp;
  actor: string;
  actor_name: string;
  side: Side | 'system';
  what: JSONColumnType<Record<string, unknown>>;
}

/** What was shared, as the very text that left the tenant. Rows are only ever added. */
export interface TicketConsentsTable {
  tenant_id: string;
  ticket_id: string;
  share: number;
  at: Timestamp;
  actor: string;
  actor_name: string;
  /** Titles of the parts that the admin struck out. */
  struck_out: JSONColumnType<string[]>;
  pack: string;
  sha256: string;
}

/** What a form offered to share, kept so that what is sent is what was shown. */
export interface TicketDraftsTable {
  tenant_id: string;
  id: string;
  made_by: string;
  made_at: Timestamp;
  /** The ticket that more evidence is for; null for a new one. */
  for_ticket: string | null;
  subject_kind: string | null;
  subject_key: string | null;
  title: string;
  parts: JSONColumnType<EvidencePart[]>;
  /** Number of the ticket that came of it. */
  used_for: string | null;
}

/** In ContactMonkey's tenant: what customers shared of their tickets, and nothing else. */
export interface SharedTicketsTable {
  tenant_id: string;
  customer_tenant: string;
  ticket_id: string;
  number: string;
  state: TicketState;
  revision: number;
  waiting_for: Side | 'microsoft' | null;
  waiting_since: Timestamp;
  view: JSONColumnType<Record<string, unknown>>;
}

/** In ContactMonkey's tenant: which customers a customer success manager looks after. */
export interface CustomerAssignmentsTable {
  tenant_id: string;
  customer_tenant: string;
  csm: string;
  csm_name: string;
  customer_name: string;
}

/** Events of ticketing systems that were taken already, so that a repeated one changes nothing. */
export interface TicketInboundTable {
  tenant_id: string;
  system: string;
  event_id: string;
  at: Timestamp;
}

/** What a ticket is called in a ticketing system. */
export interface TicketLinksTable {
  tenant_id: string;
  system: string;
  reference: string;
  ticket_id: string;
}

/** How far a ticketing system was told of a ticket: its last event that the system took. */
export interface TicketPushesTable {
  tenant_id: string;
  system: string;
  ticket_id: string;
  pushed_seq: number;
  /** The event that a try was begun for; equal to `pushed_seq` when none is under way. */
  begun_seq: number;
  /** Tries in vain since the last success. */
  attempts: number;
  leased_until: Timestamp | null;
  not_before: Timestamp | null;
  /** What the system calls the ticket. */
  reference: string | null;
  /** When the system last took a state of the ticket from us, by its clock. */
  told_at: Timestamp | null;
}
