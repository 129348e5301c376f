import { keepShared, type SharedTicket, sharedTickets } from '../store/shared-tickets.ts';
import { auditTicket, type KeptTicket, keptTicket } from '../store/tickets.ts';
import { done, invalid } from './outcomes.ts';
import { severalSentence } from './refusal-words.ts';
import { houseTargets, responseClock } from './response-clock.ts';
import type { TicketRoomOptions } from './room-options.ts';
import { sharedView } from './shared-view.ts';
import type { Actor } from './ticket.ts';
import type { NotDone, Outcome, TicketRef, TicketView } from './ticket-room.ts';

/** Where a ticket lives, and the copy through which somebody at ContactMonkey sees it. */
export interface Located {
  tenantId: string;
  copy: SharedTicket | null;
  id: string;
}

/** Who may see which ticket, and the record of those who tried in vain. */
export type TicketAccess = ReturnType<typeof createTicketAccess>;

export function createTicketAccess(options: TicketRoomOptions) {
  const { database, csmTenant = null, targets = houseTargets } = options;

  async function refused(actor: Actor, action: string, details: Record<string, unknown>, now: Date): Promise<void> {
    const by = { id: actor.id, name: actor.name };
    const entry = { by, at: now, action, outcome: 'refused' as const, details: { ...details, side: actor.side } };
    await auditTicket(database, actor.tenantId, entry);
  }

  async function refuse(
    actor: Actor,
    action: string,
    sentence: string,
    now: Date,
    details: Record<string, unknown> = {},
  ): Promise<NotDone> {
    await refused(actor, action, details, now);
    return { done: false, why: 'refused', sentence, view: null };
  }

  /** The same words for a ticket that is not there, not shared or another's: whoever tries learns nothing. */
  async function noSuch(actor: Actor, action: string, ref: TicketRef, now: Date): Promise<NotDone> {
    const name = 'number' in ref ? ref.number : 'of that name';
    await refused(actor, action, { ...ref }, now);
    return { done: false, why: 'unknown', sentence: `I know of no ticket ${name} that you may see.`, view: null };
  }

  function viewOf(kept: KeptTicket, actor: Actor, now: Date): TicketView {
    return {
      customerTenant: actor.tenantId,
      customerName: null,
      id: kept.ticket.id,
      shared: sharedView(kept),
      whole: actor.side === 'customer' ? kept : null,
      clock: responseClock(kept.ticket, now, targets),
    };
  }

  function viewOfShared(copy: SharedTicket, now: Date): TicketView {
    const { view } = copy;
    const waits = { waitingFor: view.waitingFor, waitingSince: new Date(view.waitingSince), priority: view.priority };
    return {
      customerTenant: copy.customerTenant,
      customerName: copy.customerName,
      id: copy.ticketId,
      shared: view,
      whole: null,
      clock: responseClock(waits, now, targets),
    };
  }

  const sitsAtContactMonkey = (actor: Actor) =>
    actor.side === 'contactmonkey' && csmTenant !== null && actor.tenantId === csmTenant;

  async function locate(actor: Actor, ref: TicketRef): Promise<Located | 'several' | null> {
    if (sitsAtContactMonkey(actor)) {
      const { copies } = await sharedTickets(database, actor.tenantId, actor.id, { ref }, 2);
      const [copy, second] = copies;
      if (second) return 'several';
      return copy ? { tenantId: copy.customerTenant, copy, id: copy.ticketId } : null;
    }
    if (ref.customerTenant && ref.customerTenant !== actor.tenantId) return null;
    const kept = await keptTicket(database, actor.tenantId, ref);
    return kept ? { tenantId: actor.tenantId, copy: null, id: kept.ticket.id } : null;
  }

  async function find(actor: Actor, ref: TicketRef, now: Date): Promise<Outcome<TicketView>> {
    const found = await locate(actor, ref);
    if (found === 'several') return invalid(severalSentence);
    if (found === null) return noSuch(actor, 'ticket.read', ref, now);
    if (found.copy) return done(viewOfShared(found.copy, now));
    const kept = await keptTicket(database, found.tenantId, { id: found.id });
    return kept ? done(viewOf(kept, actor, now)) : noSuch(actor, 'ticket.read', ref, now);
  }

  async function mirror(customerTenant: string, ticketId: string): Promise<void> {
    if (csmTenant === null) return;
    const kept = await keptTicket(database, customerTenant, { id: ticketId });
    if (kept)
      await keepShared(
        database,
        csmTenant,
        { customerTenant, ticketId, view: sharedView(kept) },
        options.announceShared,
      );
  }

  /** The same right after a change. That was kept, so a copy that fails is no failure of it: the job that the change asked for copies later. */
  async function mirrorNow(customerTenant: string, ticketId: string): Promise<void> {
    try {
      await mirror(customerTenant, ticketId);
    } catch (error) {
      if (!options.announce) throw error;
      options.onLateCopy?.(error);
    }
  }

  return { refused, refuse, noSuch, viewOf, viewOfShared, sitsAtContactMonkey, locate, find, mirror, mirrorNow };
}
