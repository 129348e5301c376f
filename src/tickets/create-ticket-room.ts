import { sharedTickets } from '../store/shared-tickets.ts';
import { subscribeTickets, unsubscribeTickets } from '../store/ticket-places.ts';
import { auditTicket, keptTicket, listTickets } from '../store/tickets.ts';
import { createTicketAccess } from './access.ts';
import { createActing } from './acting.ts';
import { createCustomers } from './customers.ts';
import { done } from './outcomes.ts';
import type { TicketRoomOptions } from './room-options.ts';
import { createSharing } from './sharing.ts';
import type { Actor } from './ticket.ts';
import { sharedExport, wholeExport } from './ticket-export.ts';
import type { ListFilter, TicketList, TicketRoom, TicketView } from './ticket-room.ts';

export type { TicketRoomOptions } from './room-options.ts';

const listed = 50;

/** Tickets of every tenant this service serves; each transaction sees one tenant's rows alone. */
export function createTicketRoom(
  options: TicketRoomOptions,
): TicketRoom & { mirror(customerTenant: string, ticketId: string): Promise<void> } {
  const { database } = options;
  const access = createTicketAccess(options);
  const { refused, find, mirror, sitsAtContactMonkey, viewOf, viewOfShared } = access;

  async function list(actor: Actor, filter: ListFilter, now: Date): Promise<TicketList> {
    if (sitsAtContactMonkey(actor)) {
      const copies = (await sharedTickets(database, actor.tenantId, actor.id)).filter(
        ({ view }) =>
          (!filter.states || filter.states.includes(view.state)) &&
          (!filter.waitingFor || view.waitingFor === filter.waitingFor) &&
          (!filter.mine || view.assignee?.id === actor.id),
      );
      return { tickets: copies.slice(0, listed).map((copy) => viewOfShared(copy, now)), total: copies.length };
    }
    const { mine, subject, ...rest } = filter;
    const own = mine && actor.side === 'customer' ? { openedBy: actor.id } : {};
    const about = subject && actor.side === 'customer' ? { subject } : {};
    const { tickets, total } = await listTickets(database, actor.tenantId, { ...rest, ...own, ...about }, listed);
    const views: TicketView[] = [];
    for (const ticket of tickets) {
      if (mine && actor.side === 'contactmonkey' && ticket.assignee?.id !== actor.id) continue;
      const kept = await keptTicket(database, actor.tenantId, { id: ticket.id });
      if (kept) views.push(viewOf(kept, actor, now));
    }
    return { tickets: views, total: mine && actor.side === 'contactmonkey' ? views.length : total };
  }

  return {
    ...createSharing(options, access),
    ...createCustomers(options, access),
    act: createActing(options, access),
    find,
    list,
    refused,
    mirror,
    async tellHere(actor, conversationId, wanted, now) {
      if (actor.side !== 'contactmonkey')
        return access.refuse(actor, 'ticket.here', 'This is for ContactMonkey’s people. Nothing was changed.', now);
      const by = { id: actor.id, name: actor.name };
      const details = { conversationId, wanted };
      await auditTicket(database, actor.tenantId, { by, at: now, action: 'ticket.here', outcome: 'done', details });
      if (!wanted) return done(await unsubscribeTickets(database, actor.tenantId, conversationId));
      await subscribeTickets(database, actor.tenantId, { conversationId, by: actor.id, at: now });
      return done(true);
    },
    async export(actor, ref, now) {
      const found = await find(actor, ref, now);
      if (!found.done) return found;
      const { whole, shared } = found.value;
      const by = { id: actor.id, name: actor.name };
      const details = { ticket: shared.number, side: actor.side };
      await auditTicket(database, actor.tenantId, { by, at: now, action: 'ticket.export', outcome: 'done', details });
      return done({ number: shared.number, ...(whole ? wholeExport(whole) : sharedExport(shared)) });
    },
  };
}
