import { sql, type Transaction } from 'kysely';
import type { SealedPack } from '../tickets/consent.ts';
import { after, ticketOf } from '../tickets/history.ts';
import type { Person, Side, Ticket, TicketEvent, TicketState } from '../tickets/ticket.ts';
import { type AuditEntry, audit } from './audit.ts';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';
import { eventFrom, eventRow, ticketFrom, ticketRow } from './ticket-rows.ts';

/** A ticket with all that happened to it. */
export interface KeptTicket {
  ticket: Ticket;
  history: TicketEvent[];
  consents: Consent[];
}

/** Who shared what and when; `text` is what left the tenant, letter by letter. */
export interface Consent {
  share: number;
  at: Date;
  by: Person;
  struckOut: string[];
  text: string;
  sha256: string;
}

/** A ticket as it is after a transaction, and the events that came with it. */
export interface ChangedTicket extends KeptTicket {
  newEvents: TicketEvent[];
}

/** Tells of what changed as part of the transaction: through the outbox and the job queue, so that news exists if and only if its event does. */
export type Announce = (transaction: Transaction<Tables>, changed: ChangedTicket) => Promise<void>;

/** What one transaction adds to tickets. */
export interface TicketWrites<Result> {
  result: Result;
  events?: { ticketId: string; events: TicketEvent[] }[];
  /** `share` is the number on this ticket, where the pack was sealed for another one. */
  consents?: { ticketId: string; by: Person; at: Date; struckOut: string[]; sealed: SealedPack; share?: number }[];
  links?: { ticketId: string; system: string; reference: string }[];
  audits?: AuditEntry[];
  /** The form that all this comes from; when it was used before, nothing is written and `DraftUsedError` is thrown. */
  usedDraft?: { id: string; number: string };
}

/** A form was sent a second time. */
export class DraftUsedError extends Error {
  override readonly name = 'DraftUsedError';
}

/**
 * Reads tickets and writes what `work` makes of them, all in one transaction. The rows are locked in the order of their ids, so
 * presses on one ticket follow each other; tickets that are not there are not handed to `work`.
 */
export async function changeTickets<Result>(
  database: Database,
  tenantId: string,
  ids: string[],
  work: (found: KeptTicket[]) => TicketWrites<Result>,
  announce?: Announce,
): Promise<Result> {
  return inTenant(database.kysely, tenantId, (t) => changeTicketsIn(t, tenantId, ids, work, announce));
}

/** The same in a transaction that holds more than the tickets. */
export async function changeTicketsIn<Result>(
  t: Transaction<Tables>,
  tenantId: string,
  ids: string[],
  work: (found: KeptTicket[]) => TicketWrites<Result>,
  announce?: Announce,
): Promise<Result> {
  const locked = t.selectFrom('tickets').select('id').where('id', 'in', ids).orderBy('id').forUpdate();
  const found: KeptTicket[] = [];
  for (const { id } of ids.length === 0 ? [] : await locked.execute()) {
    const kept = await readKept(t, id);
    if (kept) found.push(kept);
  }
  const writes = work(found);
  await write(t, tenantId, found, writes, announce);
  return writes.result;
}

/** What a new ticket is made of. */
export type TicketOpening = { id: string; history: TicketEvent[] } & Omit<TicketWrites<null>, 'result' | 'events'>;

/** A new ticket and what its opening adds, in a transaction; `number` must be free, else null and nothing is kept. */
export async function insertTicketIn(
  t: Transaction<Tables>,
  tenantId: string,
  opening: TicketOpening,
  announce?: Announce,
): Promise<KeptTicket | null> {
  const ticket = ticketOf(opening.id, opening.history);
  const added = await t
    .insertInto('tickets')
    .values(ticketRow(tenantId, ticket))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) return null;
  await insertEvents(t, tenantId, ticket.id, opening.history);
  await write(t, tenantId, [], { ...opening, result: null });
  const kept = await readKept(t, ticket.id);
  if (kept) await announce?.(t, { ...kept, newEvents: opening.history });
  return kept;
}

/**
 * The ticket about a thing that is not solved yet, in a transaction; the oldest when there are several. Until that ends nobody else is told
 * that there is none: two who ask at once open one ticket and not two.
 */
export async function openTicketAbout(
  t: Transaction<Tables>,
  tenantId: string,
  subject: { kind: string; key: string },
): Promise<Ticket | null> {
  // Those who change an alert look for its ticket, and a ticket tells its alert: both wait at the same gate, so neither waits for the other.
  await oneAtATime(t, tenantId, subject.kind === 'alert' ? 'alerts' : `ticket about ${subject.kind} ${subject.key}`);
  const rows = t.selectFrom('tickets').selectAll().where('subject_kind', '=', subject.kind);
  const open = rows.where('subject_key', '=', subject.key).where('state', '!=', 'solved').orderBy('opened_at');
  const row = await open.limit(1).executeTakeFirst();
  return row === undefined ? null : ticketFrom(row);
}

/** A ticket by id or number; null when this tenant has none of that name. */
export async function keptTicket(
  database: Database,
  tenantId: string,
  name: { id: string } | { number: string },
): Promise<KeptTicket | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const rows = t.selectFrom('tickets').select('id');
    const named =
      'id' in name ? rows.where('id', '=', storable(name.id)) : rows.where('number', '=', storable(name.number));
    const row = await named.limit(1).executeTakeFirst();
    return row === undefined ? null : readKept(t, row.id);
  });
}

export interface TicketFilter {
  states?: TicketState[];
  openedBy?: string;
  assignee?: string;
  waitingFor?: Side | 'microsoft';
  subject?: { kind: string; key: string };
}

/** Tickets of a tenant with all that happened to them, newest first, at most `limit`; `total` counts all that fit. */
export async function listTickets(
  database: Database,
  tenantId: string,
  filter: TicketFilter,
  limit: number,
): Promise<{ tickets: KeptTicket[]; total: number }> {
  return inTenant(database.kysely, tenantId, async (t) => {
    let rows = t.selectFrom('tickets');
    if (filter.states) rows = rows.where('state', 'in', filter.states);
    if (filter.openedBy !== undefined) rows = rows.where('opened_by', '=', filter.openedBy);
    if (filter.assignee !== undefined) rows = rows.where('assignee', '=', filter.assignee);
    if (filter.waitingFor !== undefined) rows = rows.where('waiting_for', '=', filter.waitingFor);
    if (filter.subject)
      rows = rows
        .where('subject_kind', '=', filter.subject.kind)
        .where('subject_key', '=', storable(filter.subject.key));
    const { total } = await rows.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
    const found = await rows.select('id').orderBy('opened_at', 'desc').orderBy('id').limit(limit).execute();
    return { tickets: await readAll(t, found), total: Number(total) };
  });
}

/** Every ticket that is not solved, in a transaction; the oldest first, at most `limit`. */
export async function openTickets(t: Transaction<Tables>, limit: number): Promise<KeptTicket[]> {
  const open = t.selectFrom('tickets').select('id').where('state', '!=', 'solved');
  return readAll(t, await open.orderBy('opened_at').orderBy('id').limit(limit).execute());
}

/**
 * Tickets that wait for somebody since a time or longer and were given fewer than `most` reminders in that wait: the longest waiting
 * first, `limit` at a time; the last one of a page says where the next begins.
 */
export async function waitingTickets(
  database: Database,
  tenantId: string,
  wanted: { whom: Side | 'microsoft'; since: Date; most: number; after?: KeptTicket | undefined; limit: number },
): Promise<KeptTicket[]> {
  const { whom, since, most, after: last, limit } = wanted;
  return inTenant(database.kysely, tenantId, async (t) => {
    const given = sql<number>`(select count(*) from ticket_events where ticket_events.tenant_id = tickets.tenant_id
      and ticket_events.ticket_id = tickets.id and ticket_events.at > tickets.waiting_since
      and ticket_events.what ->> 'kind' = 'reminded')`;
    let rows = t.selectFrom('tickets').select('id').where('waiting_for', '=', whom).where('waiting_since', '<=', since);
    rows = rows.where(given, '<', most);
    if (last)
      rows = rows.where((e) =>
        e.or([
          e('waiting_since', '>', last.ticket.waitingSince),
          e.and([e('waiting_since', '=', last.ticket.waitingSince), e('id', '>', last.ticket.id)]),
        ]),
      );
    return readAll(t, await rows.orderBy('waiting_since').orderBy('id').limit(limit).execute());
  });
}

async function readAll(t: Transaction<Tables>, rows: { id: string }[]): Promise<KeptTicket[]> {
  const kept: KeptTicket[] = [];
  for (const { id } of rows) {
    const one = await readKept(t, id);
    if (one) kept.push(one);
  }
  return kept;
}

/** Writes an audit row by itself: what was seen, or tried in vain. */
export async function auditTicket(database: Database, tenantId: string, entry: AuditEntry): Promise<void> {
  await inTenant(database.kysely, tenantId, (t) => audit(t, tenantId, entry));
}

async function readKept(t: Transaction<Tables>, id: string): Promise<KeptTicket | null> {
  const row = await t.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const events = await t.selectFrom('ticket_events').selectAll().where('ticket_id', '=', id).orderBy('seq').execute();
  const shares = await t
    .selectFrom('ticket_consents')
    .selectAll()
    .where('ticket_id', '=', id)
    .orderBy('share')
    .execute();
  return {
    ticket: ticketFrom(row),
    history: events.map(eventFrom),
    consents: shares.map((share) => ({
      share: share.share,
      at: share.at,
      by: { id: share.actor, name: share.actor_name },
      struckOut: share.struck_out,
      text: share.pack,
      sha256: share.sha256,
    })),
  };
}

async function write<Result>(
  t: Transaction<Tables>,
  tenantId: string,
  found: KeptTicket[],
  writes: TicketWrites<Result>,
  announce?: Announce,
): Promise<void> {
  if (writes.usedDraft) await useDraft(t, writes.usedDraft);
  for (const { ticketId, events } of writes.events ?? []) {
    const before = found.find(({ ticket }) => ticket.id === ticketId)?.ticket;
    if (!before || events.length === 0) continue;
    let ticket = before;
    for (const event of events) ticket = after(ticket, event);
    const { tenant_id: _tenant, id: _id, ...fields } = ticketRow(tenantId, ticket);
    const updated = await t
      .updateTable('tickets')
      .set(fields)
      .where('id', '=', ticketId)
      .where('revision', '=', before.revision)
      .executeTakeFirst();
    if (updated.numUpdatedRows !== 1n) throw new Error('A ticket changed under its lock.');
    await insertEvents(t, tenantId, ticketId, events);
  }
  for (const { ticketId, by, at, struckOut, sealed, share = sealed.pack.share } of writes.consents ?? []) {
    const who = { actor: by.id, actor_name: storable(by.name), struck_out: jsonText(struckOut) };
    const what = { share, at, pack: sealed.text, sha256: sealed.sha256 };
    await t
      .insertInto('ticket_consents')
      .values({ tenant_id: tenantId, ticket_id: ticketId, ...who, ...what })
      .execute();
  }
  for (const { ticketId, system, reference } of writes.links ?? [])
    await t
      .insertInto('ticket_links')
      .values({ tenant_id: tenantId, system, reference, ticket_id: ticketId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const entry of writes.audits ?? []) await audit(t, tenantId, entry);
  if (!announce) return;
  for (const { ticketId, events } of writes.events ?? []) {
    const kept = events.length === 0 ? null : await readKept(t, ticketId);
    if (kept) await announce(t, { ...kept, newEvents: events });
  }
}

async function insertEvents(t: Transaction<Tables>, tenantId: string, ticketId: string, events: TicketEvent[]) {
  const rows = events.map((event) => eventRow(tenantId, ticketId, event));
  if (rows.length > 0) await t.insertInto('ticket_events').values(rows).execute();
}

async function useDraft(t: Transaction<Tables>, { id, number }: { id: string; number: string }): Promise<void> {
  const spent = { used_for: number, parts: jsonText([]) };
  const unused = t.updateTable('ticket_drafts').set(spent).where('id', '=', id);
  const { numUpdatedRows } = await unused.where('used_for', 'is', null).executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new DraftUsedError();
}
