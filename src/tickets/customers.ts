import { plainText } from '../cards/escape.ts';
import { assignCustomer, type Customer, listCustomers, unassignCustomer } from '../store/customers.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { openSharedTickets } from '../store/shared-tickets.ts';
import { joinTicketPlace, ticketPlaces } from '../store/ticket-places.ts';
import type { TicketAccess } from './access.ts';
import { cleanTitle } from './clean-text.ts';
import { withoutThoseWhoLeft } from './hearing.ts';
import { done, invalid } from './outcomes.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor, Person } from './ticket.ts';
import type { LookingAfter, Outcome, TicketRoom } from './ticket-room.ts';

const mostShown = 200;
const elsewhere =
  'Who looks after which customer is kept in ContactMonkey’s own tenant, by its customer success managers. Nothing was changed.';

/**
 * Who at ContactMonkey looks after which customer: nobody sees a customer's tickets before that. A customer that nobody has is taken by
 * any customer success manager; whoever has one gives it on, shares it and takes it back.
 */
export function createCustomers(
  { database, customers: served = [], customerNames, showAll, tellPerson, isCsm }: TicketRoomOptions,
  { refuse, sitsAtContactMonkey, viewOfShared }: TicketAccess,
): Pick<TicketRoom, 'customers' | 'lookAfter'> {
  async function known(csmTenant: string): Promise<Customer[]> {
    const kept = await listCustomers(database, csmTenant);
    const unheard = served.filter((tenantId) => !kept.some((customer) => customer.tenantId === tenantId));
    const all = [...kept, ...unheard.map((tenantId) => ({ tenantId, name: null, csms: [] }))];
    return all.map((customer) => ({
      ...customer,
      name: customerNames?.get(customer.tenantId) ?? customer.name,
    }));
  }

  async function customers(actor: Actor, now: Date): Promise<Outcome<Customer[]>> {
    if (!sitsAtContactMonkey(actor)) return refuse(actor, 'ticket.customers', elsewhere, now);
    return done(await known(actor.tenantId));
  }

  /** Whoever begins to look after a customer gets the cards of its open tickets, in chat and in the places they work in. */
  async function showTheirs(
    t: TenantTransaction,
    csmTenant: string,
    csm: Person,
    { customerTenant, conversationId }: LookingAfter,
    now: Date,
  ): Promise<void> {
    if (conversationId !== undefined) await joinTicketPlace(t, csmTenant, { conversationId, person: csm.id });
    if (!showAll) return;
    const copies = await openSharedTickets(t, csm.id, customerTenant, mostShown);
    const views = copies.map((copy) => viewOfShared(copy, now));
    const { chats, channels } = await ticketPlaces(t, [csm.id], [csm.id]);
    const rooms = [...channels, ...chats.map((chat) => ({ conversationId: chat.conversationId, isChannel: false }))];
    for (const place of rooms) await showAll(t, csmTenant, place, views, now);
  }

  /** Null when the actor may decide who looks after the customer, else why not. */
  async function notTheirs(actor: Actor, { csms, name }: Customer, { csm }: LookingAfter): Promise<string | null> {
    if (csms.length === 0 || csms.some(({ id }) => id === actor.id)) return null;
    const ids = csms.map(({ id }) => id);
    const there = await withoutThoseWhoLeft(ids, isCsm);
    if (there.length === 0 || (ids.includes(csm) && !there.includes(csm))) return null;
    const holders = csms.filter(({ id }) => there.includes(id)).map((one) => one.name);
    return `${name ?? 'That customer'} is looked after by ${holders.join(', ')}: have one of them assign it. Nothing was changed.`;
  }

  async function lookAfter(actor: Actor, wish: LookingAfter, now: Date): Promise<Outcome<Customer>> {
    const action = wish.wanted ? 'ticket.customers.assign' : 'ticket.customers.unassign';
    const { customerTenant, wanted } = wish;
    const details = { customerTenant, csm: wish.csm };
    if (!sitsAtContactMonkey(actor)) return refuse(actor, action, elsewhere, now, details);
    const all = await known(actor.tenantId);
    const customer = all.find(({ tenantId }) => tenantId === customerTenant);
    if (!customer) return refuse(actor, action, 'I know of no such customer. Nothing was changed.', now, details);
    const csm = wanted ? personOf(wish.csm, actor, all) : (customer.csms.find(({ id }) => id === wish.csm) ?? null);
    if (csm === null && !wanted) return invalid('That person does not look after that customer. Nothing was changed.');
    if (csm === null)
      return invalid('I know nobody of that name who looks after a customer. They can take it themselves.');
    const why = await notTheirs(actor, customer, wish);
    if (why !== null) return refuse(actor, action, why, now, details);
    const entry = { by: { id: actor.id, name: actor.name }, at: now, action, outcome: 'done' as const, details };
    const customerName = customerNames?.get(customerTenant) ?? (cleanTitle(wish.name ?? '') || customer.name);
    if (wanted && customerName === null) return invalid('Give the customer a name first; nothing was changed.');
    const called = customerName ?? customerTenant;
    const hadIt = customer.csms.some(({ id }) => id === csm.id);
    const tell = async (t: TenantTransaction) => {
      if (csm.id !== actor.id && hadIt !== wanted)
        await tellPerson?.(t, actor.tenantId, csm, changeWords(actor, called, wanted), now);
    };
    if (wanted)
      await assignCustomer(
        database,
        actor.tenantId,
        { customerTenant, customerName: called, csm },
        entry,
        async (t) => {
          await showTheirs(t, actor.tenantId, csm, wish, now);
          await tell(t);
        },
      );
    else await unassignCustomer(database, actor.tenantId, { customerTenant, csm: csm.id }, entry, tell);
    const after = (await known(actor.tenantId)).find(({ tenantId }) => tenantId === customerTenant);
    return done(after ?? { ...customer, csms: [] });
  }

  return { customers, lookAfter };
}

function changeWords({ name }: Person, customer: string, wanted: boolean): string {
  const [who, what] = [plainText(name, 60), plainText(customer, 80)];
  return wanted
    ? `${who} gave you ${what}: you look after it from now on, and see its tickets.`
    : `${who} has taken ${what} from you: you see its tickets no more.`;
}

/** The actor, or somebody who looks after a customer already: ids from a button are not taken on trust. */
function personOf(id: string, actor: Actor, customers: Customer[]): Person | null {
  if (id === actor.id) return { id: actor.id, name: actor.name };
  return customers.flatMap(({ csms }) => csms).find((csm) => csm.id === id) ?? null;
}
