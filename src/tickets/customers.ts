import { assignCustomer, type Customer, listCustomers, unassignCustomer } from '../store/customers.ts';
import { openSharedTickets } from '../store/shared-tickets.ts';
import { ticketPlaces } from '../store/ticket-places.ts';
import type { TicketAccess } from './access.ts';
import type { ShowAll } from './announce.ts';
import { cleanTitle } from './clean-text.ts';
import { done, invalid } from './outcomes.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor, Person } from './ticket.ts';
import type { LookingAfter, Outcome, TicketRoom } from './ticket-room.ts';

const mostShown = 200;
const elsewhere =
  'Who looks after which customer is kept in ContactMonkey’s own tenant, by its customer success managers. Nothing was changed.';

/** Who at ContactMonkey looks after which customer: nobody sees a customer's tickets before that. */
export function createCustomers(
  { database, customers: served = [], customerNames, showAll }: TicketRoomOptions,
  { refuse, sitsAtContactMonkey, viewOfShared }: TicketAccess,
): Pick<TicketRoom, 'customers' | 'lookAfter'> {
  async function known(csmTenant: string): Promise<Customer[]> {
    const kept = await listCustomers(database, csmTenant);
    const unheard = served.filter((tenantId) => !kept.some((customer) => customer.tenantId === tenantId));
    const all = [...kept, ...unheard.map((tenantId) => ({ tenantId, name: null, csms: [] }))];
    return all.map((customer) => ({
      ...customer,
      name: customer.name ?? customerNames?.get(customer.tenantId) ?? null,
    }));
  }

  async function customers(actor: Actor, now: Date): Promise<Outcome<Customer[]>> {
    if (!sitsAtContactMonkey(actor)) return refuse(actor, 'ticket.customers', elsewhere, now);
    return done(await known(actor.tenantId));
  }

  /** Whoever begins to look after a customer gets the cards of its open tickets, in chat and in the places they opened. */
  async function showTheirs(
    t: Parameters<ShowAll>[0],
    csmTenant: string,
    csm: Person,
    customerTenant: string,
    now: Date,
  ): Promise<void> {
    if (!showAll) return;
    const copies = await openSharedTickets(t, csm.id, customerTenant, mostShown);
    const views = copies.map((copy) => viewOfShared(copy, now));
    const { chats, channels } = await ticketPlaces(t, [csm.id], [csm.id]);
    const rooms = [...channels, ...chats.map(({ conversationId }) => ({ conversationId, isChannel: false }))];
    for (const place of rooms) await showAll(t, csmTenant, place, views, now);
  }

  async function lookAfter(actor: Actor, wish: LookingAfter, now: Date): Promise<Outcome<Customer>> {
    const action = wish.wanted ? 'ticket.customers.assign' : 'ticket.customers.unassign';
    const details = { customerTenant: wish.customerTenant, csm: wish.csm };
    if (!sitsAtContactMonkey(actor)) return refuse(actor, action, elsewhere, now, details);
    const all = await known(actor.tenantId);
    const customer = all.find(({ tenantId }) => tenantId === wish.customerTenant);
    if (!customer) return refuse(actor, action, 'I know of no such customer. Nothing was changed.', now, details);
    const csm = wish.wanted
      ? personOf(wish.csm, actor, all)
      : (customer.csms.find(({ id }) => id === wish.csm) ?? null);
    if (csm === null && !wish.wanted)
      return invalid('That person does not look after that customer. Nothing was changed.');
    if (csm === null)
      return invalid('I know nobody of that name who looks after a customer. They can take it themselves.');
    const entry = { by: { id: actor.id, name: actor.name }, at: now, action, outcome: 'done' as const, details };
    if (wish.wanted) {
      const customerName = cleanTitle(wish.name ?? '') || customer.name;
      if (customerName === null) return invalid('Give the customer a name first; nothing was changed.');
      const { tenantId: customerTenant } = customer;
      await assignCustomer(database, actor.tenantId, { customerTenant, customerName, csm }, entry, (t) =>
        showTheirs(t, actor.tenantId, csm, customerTenant, now),
      );
    } else {
      const { tenantId: customerTenant } = customer;
      await unassignCustomer(database, actor.tenantId, { customerTenant, csm: csm.id }, entry);
    }
    const after = (await known(actor.tenantId)).find(({ tenantId }) => tenantId === wish.customerTenant);
    return done(after ?? { ...customer, csms: [] });
  }

  return { customers, lookAfter };
}

/** The actor, or somebody who looks after a customer already: ids from a button are not taken on trust. */
function personOf(id: string, actor: Actor, customers: Customer[]): Person | null {
  if (id === actor.id) return { id: actor.id, name: actor.name };
  return customers.flatMap(({ csms }) => csms).find((csm) => csm.id === id) ?? null;
}
