import { sharedTickets } from '../store/shared-tickets.ts';
import { auditTicket, listTickets } from '../store/tickets.ts';
import { createTicketAccess } from './access.ts';
import { createActing } from './acting.ts';
import { createCustomers } from './customers.ts';
import { done } from './outcomes.ts';
import { type CsmChat, createPlaces } from './places.ts';
import type { TicketRoomOptions } from './room-options.ts';
import { createSharing } from './sharing.ts';
import type { Actor } from './ticket.ts';
import { sharedExport, wholeExport } from './ticket-export.ts';
import type { ListFilter, TicketList, TicketRoom } from './ticket-room.ts';

export type { TicketRoomOptions } from './room-options.ts';

const listed = 50;

/** Tickets of every tenant this service serves; each transaction sees one tenant's rows alone. */
export function createTicketRoom(options: TicketRoomOptions): TicketRoom & {
  mirror(customerTenant: string, ticketId: string): Promise<void>;
  /** I came to know a chat with somebody at ContactMonkey: it begins with the open tickets of their customers. */
  chatOpened(chat: CsmChat, now: Date): Promise<void>;
} {
  const { database } = options;
  const access = createTicketAccess(options);
  const { refused, find, mirror, sitsAtContactMonkey, viewOf, viewOfShared } = access;

  async function list(actor: Actor, filter: ListFilter, now: Date): Promise<TicketList> {
    const { mine, subject, ...rest } = filter;
    const held = mine && actor.side === 'contactmonkey' ? { assignee: actor.id } : {};
    if (sitsAtContactMonkey(actor)) {
      const { copies, total } = await sharedTickets(database, actor.tenantId, actor.id, { ...rest, ...held }, listed);
      return { tickets: copies.map((copy) => viewOfShared(copy, now)), total };
    }
    const own = mine && actor.side === 'customer' ? { openedBy: actor.id } : {};
    const about = subject && actor.side === 'customer' ? { subject } : {};
    const { tickets, total } = await listTickets(
      database,
      actor.tenantId,
      { ...rest, ...own, ...held, ...about },
      listed,
    );
    return { tickets: tickets.map((kept) => viewOf(kept, actor, now)), total };
  }

  return {
    ...createSharing(options, access),
    ...createCustomers(options, access),
    act: createActing(options, access),
    find,
    list,
    refused,
    mirror,
    ...createPlaces(options, access),
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
