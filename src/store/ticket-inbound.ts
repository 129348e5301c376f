import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A ticket by the name that a ticketing system has for it. */
export interface CalledTicket {
  /** The ticket itself, or the one that it was merged into. */
  ticketId: string;
  /** The system's name is the one that the ticket goes by today: it was neither followed up there nor merged here. */
  isCurrent: boolean;
  /** By the system's clock: when it last took a state from us. */
  toldAt: Date | null;
}

const longestMerges = 50;

/**
 * The ticket that a system calls `reference`; `ticketId` is what the system says that we call it, and counts as long as we do not know
 * the system's name for that ticket. Null when this tenant has none.
 */
export async function calledTicket(
  t: Transaction<Tables>,
  system: string,
  { reference, ticketId }: { reference: string; ticketId: string | null },
): Promise<CalledTicket | null> {
  const links = t.selectFrom('ticket_links').select('ticket_id').where('system', '=', system);
  const linked = (await links.where('reference', '=', reference).executeTakeFirst())?.ticket_id;
  const id = linked ?? ticketId;
  if (id === null) return null;
  const pushes = t.selectFrom('ticket_pushes').select(['reference', 'told_at']).where('system', '=', system);
  const push = await pushes.where('ticket_id', '=', id).executeTakeFirst();
  if (linked === undefined && (push === undefined || push.reference !== null)) return null;
  const goesOn = await unmerged(t, id);
  if (goesOn === null) return null;
  const isCurrent = goesOn === id && (push?.reference ?? reference) === reference;
  return { ticketId: goesOn, isCurrent, toldAt: push?.told_at ?? null };
}

async function unmerged(t: Transaction<Tables>, first: string): Promise<string | null> {
  let id = first;
  for (let merges = 0; merges < longestMerges; merges += 1) {
    const row = await t.selectFrom('tickets').select('merged_into').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    if (row.merged_into === null) return id;
    id = row.merged_into;
  }
  return null;
}

/** True the first time that an event of a system is taken; it is taken if and only if the transaction is kept. */
export async function takeEvent(
  t: Transaction<Tables>,
  tenantId: string,
  event: { system: string; id: string; at: Date },
): Promise<boolean> {
  const row = { tenant_id: tenantId, system: event.system, event_id: event.id, at: event.at };
  const added = t
    .insertInto('ticket_inbound')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return (await added.returning('event_id').executeTakeFirst()) !== undefined;
}

/** Forgets events that were taken before a time: so late nobody sends them again. Returns how many. */
export async function forgetEvents(database: Database, tenantId: string, before: Date): Promise<number> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const { numDeletedRows } = await t.deleteFrom('ticket_inbound').where('at', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  });
}
