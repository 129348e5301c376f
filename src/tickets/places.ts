import { conversationById } from '../store/conversations.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { openSharedTickets } from '../store/shared-tickets.ts';
import { inTenant } from '../store/tenant-scope.ts';
import { isTicketPlace, joinTicketPlace, subscribeTickets, unsubscribeTickets } from '../store/ticket-places.ts';
import { auditTicket, openTickets } from '../store/tickets.ts';
import type { TicketAccess } from './access.ts';
import { createHearing } from './hearing.ts';
import { done } from './outcomes.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor } from './ticket.ts';
import type { TicketRoom } from './ticket-room.ts';

const notTheirs =
  'Tickets hold what this organisation shared, so its own operators and approvers say where they are told: have one of them say “tell tickets here”. Nothing was changed.';
const notTheirsToStop =
  'This organisation’s own operators and approvers say where its tickets are told, and where no more: have one of them say “stop telling tickets here”. Nothing was changed.';
const mostShown = 200;

/** A chat with somebody at ContactMonkey, by Entra object id in lower case. */
export interface CsmChat {
  conversationId: string;
  person: string;
}

/** Where tickets are told of. */
export function createPlaces(
  options: TicketRoomOptions,
  { refuse, sitsAtContactMonkey, viewOf, viewOfShared }: TicketAccess,
): Pick<TicketRoom, 'tellHere' | 'workHere' | 'hearing'> & { chatOpened(chat: CsmChat, now: Date): Promise<void> } {
  const { database, csmTenant = null, showAll } = options;
  const hearing = createHearing(options);

  /** The open tickets of the customers that somebody looks after. */
  async function showTheirs(
    t: TenantTransaction,
    csmTenantId: string,
    csm: string,
    place: { conversationId: string; isChannel: boolean },
    now: Date,
  ): Promise<void> {
    const copies = await openSharedTickets(t, csm, null, mostShown);
    const views = copies.map((copy) => viewOfShared(copy, now));
    await showAll?.(t, csmTenantId, place, views, now);
  }

  async function showOpen(t: TenantTransaction, actor: Actor, conversationId: string, now: Date): Promise<void> {
    const isChannel = ((await conversationById(t, conversationId))?.kind ?? 'channel') === 'channel';
    const place = { conversationId, isChannel };
    if (sitsAtContactMonkey(actor)) return showTheirs(t, actor.tenantId, actor.id, place, now);
    const views = (await openTickets(t, mostShown)).map((kept) =>
      viewOf(kept, { ...actor, side: 'contactmonkey' }, now),
    );
    await showAll?.(t, actor.tenantId, place, views, now);
  }

  return {
    async tellHere(actor, conversationId, wanted, now) {
      const isTheirs = sitsAtContactMonkey(actor) || (actor.side === 'customer' && !actor.readsOnly);
      const details = { conversationId, wanted };
      if (!isTheirs) return refuse(actor, 'ticket.here', wanted ? notTheirs : notTheirsToStop, now, details);
      const by = { id: actor.id, name: actor.name };
      await auditTicket(database, actor.tenantId, { by, at: now, action: 'ticket.here', outcome: 'done', details });
      if (!wanted) return done(await unsubscribeTickets(database, actor.tenantId, conversationId));
      await subscribeTickets(database, actor.tenantId, { conversationId, by: actor.id, at: now }, (t) =>
        showOpen(t, actor, conversationId, now),
      );
      return done(true);
    },
    workHere(actor, conversationId, now) {
      if (!sitsAtContactMonkey(actor)) return isTicketPlace(database, actor.tenantId, conversationId);
      return inTenant(database.kysely, actor.tenantId, (t) =>
        joinTicketPlace(t, actor.tenantId, { conversationId, person: actor.id }, () =>
          showOpen(t, actor, conversationId, now),
        ),
      );
    },
    hearing: ({ tenantId }) => hearing(tenantId),
    async chatOpened({ conversationId, person }, now) {
      if (csmTenant === null) return;
      await inTenant(database.kysely, csmTenant, (t) =>
        showTheirs(t, csmTenant, person, { conversationId, isChannel: false }, now),
      );
    },
  };
}
