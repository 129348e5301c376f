import type { Database } from '../../store/database.ts';
import { inTenant } from '../../store/tenant-scope.ts';
import { calledTicket, takeEvent } from '../../store/ticket-inbound.ts';
import { type Announce, changeTicketsIn, type KeptTicket, type TicketWrites } from '../../store/tickets.ts';
import type { Actor } from '../ticket.ts';
import type { TicketRoom } from '../ticket-room.ts';
import { type Inbound, type InboundEvent, readWebhook, readZendesk, type SignedRequest } from './inbound.ts';
import { changesOf, isEcho } from './inbound-changes.ts';
import { createRefusalCount } from './refusal-count.ts';
import type { TicketSystem } from './ticket-system.ts';

export interface ReceiverOptions {
  database: Database;
  room: Pick<TicketRoom, 'refused'>;
  /** The tenants whose tickets the systems are told of and may touch. Who knocks in vain is on record in the first. */
  tenantIds: readonly [string, ...string[]];
  /** Secrets by system; a system without one is not listened to. */
  secrets: { zendesk?: string; webhook?: string };
  /** Tell who we are at a system, so that our own changes are known when they come back. */
  systems?: readonly Pick<TicketSystem, 'name' | 'ownUser'>[];
  /** Puts news on its way, in the transaction of what it tells of; given the tenant. */
  announce?: (tenantId: string) => Announce;
}

/** HTTP status to answer with. Nothing that was sent is repeated in the answer. */
export interface Received {
  status: 200 | 400 | 401 | 404;
  done: boolean;
}

export type Receiver = (system: string, request: SignedRequest, now: Date) => Promise<Received>;

/**
 * Takes requests of ticketing systems: verifies each, takes each event once, in one transaction with what it changes on the ticket that
 * the system knows by that name, and on the one that it was merged into. A repeated or echoed event changes nothing and is answered like
 * the first. Rejects when something here failed; then nothing was taken, and the same request may come again.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { database, tenantIds, room } = options;
  const refusals = createRefusalCount();

  async function take(event: InboundEvent, now: Date): Promise<boolean> {
    const ownUser = (await options.systems?.find(({ name }) => name === event.system)?.ownUser?.()) ?? null;
    if (isEcho(event, ownUser)) return false;
    for (const tenantId of tenantIds) {
      const taken = await takeIn(tenantId, event, ownUser, now);
      if (taken !== null) return taken;
    }
    return false;
  }

  /** Whether it changed something; null when this tenant has no such ticket. */
  async function takeIn(tenantId: string, event: InboundEvent, ownUser: string | null, now: Date) {
    const by = actorOf(event.author, tenantId);
    return inTenant(database.kysely, tenantId, async (t) => {
      const called = await calledTicket(t, event.system, event);
      if (called === null) return null;
      if (!(await takeEvent(t, tenantId, { system: event.system, id: event.id, at: now }))) return false;
      const work = ([kept]: KeptTicket[]): TicketWrites<boolean> => {
        if (!kept || kept.ticket.mergedInto !== null) throw new Error('The ticket was merged at this very moment.');
        const changes = changesOf(kept, event, { called, ownUser, by, now });
        const isRefused = typeof changes === 'string';
        if (!isRefused && changes.length === 0) return { result: false };
        const about = { system: event.system, reference: event.reference, ...detailsOf(event) };
        const entry = {
          by: { id: by.id, name: by.name },
          at: now,
          action: `ticket.${event.what.kind}`,
          outcome: isRefused ? ('refused' as const) : ('done' as const),
          details: { ticket: kept.ticket.number, side: by.side, actorTenant: tenantId, ...about },
        };
        if (isRefused) return { result: false, audits: [entry] };
        return { result: true, events: [{ ticketId: called.ticketId, events: changes }], audits: [entry] };
      };
      return changeTicketsIn(t, tenantId, [called.ticketId], work, options.announce?.(tenantId));
    });
  }

  return async (system, request, now) => {
    const read = readFor(options, system, request, now);
    if (read === null) return { status: 404, done: false };
    if (read.accepted) return { status: 200, done: read.event !== null && (await take(read.event, now)) };
    const written = refusals(`${system} ${read.reason}`, now);
    if (written !== null) {
      const stranger = actorOf({ id: `${system}:unverified`, name: system }, tenantIds[0]);
      await room.refused(stranger, 'ticket.receive', { system, reason: read.reason, ...written }, now);
    }
    return { status: read.status, done: false };
  };
}

function readFor({ secrets }: ReceiverOptions, system: string, request: SignedRequest, now: Date): Inbound | null {
  if (system === 'zendesk' && secrets.zendesk) return readZendesk(request, secrets.zendesk, now);
  if (system === 'webhook' && secrets.webhook) return readWebhook(request, secrets.webhook, now);
  return null;
}

function detailsOf({ what }: InboundEvent): Record<string, unknown> {
  return what.kind === 'message' ? { as: 'answer', characters: what.text.length } : { to: what.to };
}

/** People of a system act for ContactMonkey on tickets of the tenant that the system was connected to. */
function actorOf({ id, name }: { id: string; name: string }, tenantId: string): Actor {
  return { id, name: name.slice(0, 120).toWellFormed(), tenantId, side: 'contactmonkey' };
}
