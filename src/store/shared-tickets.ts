import { sql, type Transaction } from 'kysely';
import type { SharedView } from '../tickets/shared-view.ts';
import type { Side, TicketState } from '../tickets/ticket.ts';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A copy of what a customer shared of a ticket, in the scope of ContactMonkey's own tenant. */
export interface SharedTicket {
  customerTenant: string;
  customerName: string;
  ticketId: string;
  view: SharedView;
}

/** Tells of a newer copy as part of the transaction that keeps it; `since` is the revision of the copy before, 0 for the first. */
export type AnnounceShared = (
  transaction: Transaction<Tables>,
  copy: { customerTenant: string; ticketId: string; view: SharedView; customerName: string | null; since: number },
) => Promise<void>;

/** Keeps the newest copy: one that is not newer than what is there changes nothing, so copies may come twice and in any order. */
export async function keepShared(
  database: Database,
  csmTenant: string,
  copy: { customerTenant: string; ticketId: string; view: SharedView },
  announce?: AnnounceShared,
): Promise<boolean> {
  const { customerTenant, ticketId, view } = copy;
  const fields = {
    number: view.number,
    state: view.state,
    revision: view.revision,
    waiting_for: view.waitingFor,
    waiting_since: view.waitingSince,
    view: jsonText(view),
  };
  return inTenant(database.kysely, csmTenant, async (t) => {
    await oneAtATime(t, csmTenant, `shared ticket ${customerTenant} ${ticketId}`);
    const same = t.selectFrom('shared_tickets').select('revision').where('customer_tenant', '=', customerTenant);
    const since = (await same.where('ticket_id', '=', ticketId).executeTakeFirst())?.revision ?? 0;
    if (since >= view.revision) return false;
    await t
      .insertInto('shared_tickets')
      .values({ tenant_id: csmTenant, customer_tenant: customerTenant, ticket_id: ticketId, ...fields })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'customer_tenant', 'ticket_id']).doUpdateSet(fields))
      .execute();
    const names = t.selectFrom('customer_assignments').select('customer_name');
    const named = await names.where('customer_tenant', '=', customerTenant).limit(1).executeTakeFirst();
    await announce?.(t, { ...copy, customerName: named?.customer_name ?? null, since });
    return true;
  });
}

export interface SharedFilter {
  states?: TicketState[];
  waitingFor?: Side | 'microsoft';
  assignee?: string;
  /** A ticket by its id or number, of this customer alone where one is named. */
  ref?: ({ id: string } | { number: string }) & { customerTenant?: string | null };
}

/** Tickets of the customers that this customer success manager looks after, longest waiting first; of no others. */
export async function sharedTickets(
  database: Database,
  csmTenant: string,
  csm: string,
  filter: SharedFilter,
  limit: number,
): Promise<{ copies: SharedTicket[]; total: number }> {
  return inTenant(database.kysely, csmTenant, async (t) => {
    const rows = sharedWith(t, csm, filter);
    const { total } = await rows.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
    return { copies: await copiesOf(rows, limit), total: Number(total) };
  });
}

/** The same of all that are not solved, in a transaction; of one customer where it is named. */
export async function openSharedTickets(
  t: Transaction<Tables>,
  csm: string,
  customerTenant: string | null,
  limit: number,
): Promise<SharedTicket[]> {
  const open = sharedWith(t, csm, {}).where('shared_tickets.state', '!=', 'solved');
  return copiesOf(
    customerTenant === null ? open : open.where('shared_tickets.customer_tenant', '=', customerTenant),
    limit,
  );
}

function sharedWith(t: Transaction<Tables>, csm: string, { states, waitingFor, assignee, ref }: SharedFilter) {
  let rows = t
    .selectFrom('shared_tickets')
    .innerJoin('customer_assignments', (join) =>
      join
        .onRef('customer_assignments.tenant_id', '=', 'shared_tickets.tenant_id')
        .onRef('customer_assignments.customer_tenant', '=', 'shared_tickets.customer_tenant'),
    )
    .where('customer_assignments.csm', '=', csm);
  if (states) rows = rows.where('shared_tickets.state', 'in', states);
  if (waitingFor) rows = rows.where('shared_tickets.waiting_for', '=', waitingFor);
  if (assignee) rows = rows.where(sql<string>`shared_tickets.view -> 'assignee' ->> 'id'`, '=', assignee);
  if (ref?.customerTenant) rows = rows.where('shared_tickets.customer_tenant', '=', storable(ref.customerTenant));
  if (ref && 'id' in ref) rows = rows.where('shared_tickets.ticket_id', '=', storable(ref.id));
  if (ref && 'number' in ref) rows = rows.where('shared_tickets.number', '=', storable(ref.number));
  return rows;
}

async function copiesOf(rows: ReturnType<typeof sharedWith>, limit: number): Promise<SharedTicket[]> {
  const found = await rows
    .select(['shared_tickets.customer_tenant', 'shared_tickets.ticket_id', 'shared_tickets.view'])
    .select('customer_assignments.customer_name')
    .orderBy(sql`shared_tickets.state = 'solved'`)
    .orderBy('shared_tickets.waiting_since')
    .orderBy('shared_tickets.ticket_id')
    .limit(limit)
    .execute();
  return found.map((row) => ({
    customerTenant: row.customer_tenant,
    customerName: row.customer_name,
    ticketId: row.ticket_id,
    view: row.view as unknown as SharedView,
  }));
}
