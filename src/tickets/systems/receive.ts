import type { Database } from '../../store/database.ts';
import { giveBack, keptTicket, linkedTicket, takeOnce } from '../../store/tickets.ts';
import { longestMessage } from '../decide.ts';
import type { Actor, TicketState } from '../ticket.ts';
import type { TicketRoom } from '../ticket-room.ts';
import { type Inbound, readWebhook, readZendesk, type SignedRequest } from './inbound.ts';

export interface ReceiverOptions {
  database: Database;
  room: Pick<TicketRoom, 'act' | 'refused'>;
  /** The tenant whose tickets the system may touch. */
  tenantId: string;
  /** Secrets by system; a system without one is not listened to. */
  secrets: { zendesk?: string; webhook?: string };
}

/** HTTP status to answer with. Nothing that was sent is repeated in the answer. */
export interface Received {
  status: 200 | 400 | 401 | 404;
  done: boolean;
}

/** States that a system cannot tell apart: told of one, it answers with the other. */
const alike: readonly (readonly TicketState[])[] = [['new', 'assigned', 'waiting-for-contactmonkey', 'reopened']];

/**
 * Takes a request of a ticketing system: verifies it, takes each event once, and acts on the ticket that the system knows by that
 * name. A repeated or echoed event changes nothing and is answered like the first.
 */
export async function receive(
  options: ReceiverOptions,
  system: string,
  request: SignedRequest,
  now: Date,
): Promise<Received> {
  const read = readFor(options, system, request, now);
  if (read === null) return { status: 404, done: false };
  const { database, tenantId, room } = options;
  if (!read.accepted) {
    await room.refused(
      actorOf({ id: `${system}:unverified`, name: system }, tenantId),
      'ticket.receive',
      { system, reason: read.reason },
      now,
    );
    return { status: read.status, done: false };
  }
  const { event } = read;
  if (event === null) return { status: 200, done: false };
  const ticketId = await linkedTicket(database, tenantId, event.system, event.reference);
  if (ticketId === null) return { status: 200, done: false };
  if (!(await takeOnce(database, tenantId, { system, id: event.id, at: now }))) return { status: 200, done: false };
  try {
    const actor = actorOf(event.author, tenantId);
    if (event.what.kind === 'message') {
      const text = event.what.text.slice(0, longestMessage);
      return {
        status: 200,
        done: (await room.act(actor, { id: ticketId }, { kind: 'message', as: 'answer', text }, null, now)).done,
      };
    }
    const to = await stateFor(database, tenantId, ticketId, event.what.to);
    if (to === null) return { status: 200, done: false };
    return { status: 200, done: (await room.act(actor, { id: ticketId }, { kind: 'state', to }, null, now)).done };
  } catch (error) {
    await giveBack(database, tenantId, { system, id: event.id });
    throw error;
  }
}

function readFor({ secrets }: ReceiverOptions, system: string, request: SignedRequest, now: Date): Inbound | null {
  if (system === 'zendesk' && secrets.zendesk) return readZendesk(request, secrets.zendesk, now);
  if (system === 'webhook' && secrets.webhook) return readWebhook(request, secrets.webhook, now);
  return null;
}

/** Null when the ticket is there already, as far as the system can tell. A solved ticket is reopened before anything else. */
async function stateFor(
  database: Database,
  tenantId: string,
  id: string,
  to: TicketState,
): Promise<TicketState | null> {
  const state = (await keptTicket(database, tenantId, { id }))?.ticket.state;
  if (state === undefined || state === to) return null;
  if (alike.some((group) => group.includes(state) && group.includes(to))) return null;
  return state === 'solved' ? 'reopened' : to;
}

/** People of a system act for ContactMonkey on tickets of the tenant that the system was connected to. */
function actorOf({ id, name }: { id: string; name: string }, tenantId: string): Actor {
  return { id, name: name.slice(0, 120), tenantId, side: 'contactmonkey' };
}
