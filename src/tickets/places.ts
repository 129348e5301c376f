import { conversationById } from '../store/conversations.ts';
import { listCustomers } from '../store/customers.ts';
import { openSharedTickets } from '../store/shared-tickets.ts';
import { isTicketPlace, subscribeTickets, ticketPlacesOf, unsubscribeTickets } from '../store/ticket-places.ts';
import { auditTicket, openTickets } from '../store/tickets.ts';
import type { TicketAccess } from './access.ts';
import type { ShowAll } from './announce.ts';
import { done } from './outcomes.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor } from './ticket.ts';
import type { TicketRoom } from './ticket-room.ts';

const notTheirs =
  'Tickets hold what this organisation shared, so its own operators and approvers say where they are told: have one of them say “tell tickets here”. Nothing was changed.';
const mostShown = 200;

/** Where tickets are told of. */
export function createPlaces(
  { database, csmTenant = null, hasSystems = false, showAll }: TicketRoomOptions,
  { refuse, sitsAtContactMonkey, viewOf, viewOfShared }: TicketAccess,
): Pick<TicketRoom, 'tellHere' | 'isToldHere' | 'isHeard'> {
  async function showOpen(t: Parameters<ShowAll>[0], actor: Actor, conversationId: string, now: Date): Promise<void> {
    if (!showAll) return;
    const isChannel = ((await conversationById(t, conversationId))?.kind ?? 'channel') === 'channel';
    const views = sitsAtContactMonkey(actor)
      ? (await openSharedTickets(t, actor.id, null, mostShown)).map((copy) => viewOfShared(copy, now))
      : (await openTickets(t, mostShown)).map((kept) => viewOf(kept, { ...actor, side: 'contactmonkey' }, now));
    await showAll(t, actor.tenantId, { conversationId, isChannel }, views, now);
  }

  return {
    async tellHere(actor, conversationId, wanted, now) {
      const isTheirs = sitsAtContactMonkey(actor) || (actor.side === 'customer' && !actor.readsOnly);
      const details = { conversationId, wanted };
      if (wanted && !isTheirs) return refuse(actor, 'ticket.here', notTheirs, now, details);
      const by = { id: actor.id, name: actor.name };
      await auditTicket(database, actor.tenantId, { by, at: now, action: 'ticket.here', outcome: 'done', details });
      if (!wanted) return done(await unsubscribeTickets(database, actor.tenantId, conversationId));
      await subscribeTickets(database, actor.tenantId, { conversationId, by: actor.id, at: now }, (t) =>
        showOpen(t, actor, conversationId, now),
      );
      return done(true);
    },
    isToldHere: (actor, conversationId) => isTicketPlace(database, actor.tenantId, conversationId),
    async isHeard({ tenantId }) {
      if (hasSystems || (await ticketPlacesOf(database, tenantId)) > 0) return true;
      if (csmTenant === null) return false;
      const mine = (await listCustomers(database, csmTenant)).find((customer) => customer.tenantId === tenantId);
      return (mine?.csms.length ?? 0) > 0 || (await ticketPlacesOf(database, csmTenant)) > 0;
    },
  };
}
