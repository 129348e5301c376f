import type { Selectable } from 'kysely';
import type { Happening, Ticket, TicketEvent } from '../tickets/ticket.ts';
import { jsonText, storable } from './json-text.ts';
import type { TicketEventsTable, TicketsTable } from './tables/tickets.ts';

export function ticketRow(tenantId: string, ticket: Ticket) {
  return {
    tenant_id: tenantId,
    id: ticket.id,
    number: ticket.number,
    title: storable(ticket.title),
    state: ticket.state,
    priority: ticket.priority,
    opened_by: ticket.openedBy.id,
    opened_by_name: storable(ticket.openedBy.name),
    opened_at: ticket.openedAt,
    assignee: ticket.assignee?.id ?? null,
    assignee_name: ticket.assignee === null ? null : storable(ticket.assignee.name),
    subject_kind: ticket.subject?.kind ?? null,
    subject_key: ticket.subject === null ? null : storable(ticket.subject.key),
    merged_into: ticket.mergedInto?.id ?? null,
    merged_into_number: ticket.mergedInto?.number ?? null,
    waiting_for: ticket.waitingFor,
    waiting_since: ticket.waitingSince,
    revision: ticket.revision,
  };
}

export function ticketFrom(row: Selectable<TicketsTable>): Ticket {
  const { assignee, assignee_name, subject_kind, subject_key, merged_into, merged_into_number } = row;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    priority: row.priority,
    openedBy: { id: row.opened_by, name: row.opened_by_name },
    openedAt: row.opened_at,
    assignee: assignee === null ? null : { id: assignee, name: assignee_name ?? '' },
    subject: subject_kind === null || subject_key === null ? null : { kind: subject_kind, key: subject_key },
    mergedInto: merged_into === null ? null : { id: merged_into, number: merged_into_number ?? '' },
    waitingFor: row.waiting_for,
    waitingSince: row.waiting_since,
    revision: row.revision,
  };
}

export function eventRow(tenantId: string, ticketId: string, { seq, at, by, what }: TicketEvent) {
  const who = { actor: by.id, actor_name: storable(by.name), side: by.side };
  return { tenant_id: tenantId, ticket_id: ticketId, seq, at, ...who, what: jsonText(what) };
}

export function eventFrom(row: Selectable<TicketEventsTable>): TicketEvent {
  return {
    seq: row.seq,
    at: row.at,
    by: { id: row.actor, name: row.actor_name, side: row.side },
    what: row.what as unknown as Happening,
  };
}
