import type { KeptTicket } from '../../store/tickets.ts';
import { ticketOf } from '../history.ts';
import { type SharedEvent, sharedView } from '../shared-view.ts';
import type { Happening, TicketEvent } from '../ticket.ts';
import { packText } from '../ticket-export.ts';
import type { PushedCustomer, SharedPack, SystemPush } from './ticket-system.ts';

const ownAffairs: ReadonlySet<Happening['kind']> = new Set(['linked', 'reminded', 'system']);

/**
 * Whether a system is to hear of an event. What it said itself came from it, unless that was written on another of its tickets, such as
 * one that was merged here; how it names the ticket and whom we reminded is not its affair.
 */
export function isFor(system: string, { what, by }: TicketEvent, reference: string | null): boolean {
  if (ownAffairs.has(what.kind)) return false;
  if (!by.id.startsWith(`${system}:`)) return true;
  return what.kind === 'message' && what.from?.system === system && what.from.reference !== reference;
}

/** An event as a system is to hear of it: how the ticket stood then, and only what was shared. */
export function pushOf(
  kept: KeptTicket,
  event: TicketEvent,
  { customer, reference, maybeArrived }: { customer: PushedCustomer; reference: string | null; maybeArrived: boolean },
): SystemPush {
  const then = ticketOf(kept.ticket.id, kept.history.slice(0, event.seq));
  const { thread } = sharedView(kept);
  const before = kept.history.slice(0, event.seq - 1).filter(({ what }) => !ownAffairs.has(what.kind));
  return {
    key: `${customer.tenantId}:${kept.ticket.id}:${event.seq}`,
    customer,
    ticketId: kept.ticket.id,
    number: then.number,
    title: then.title,
    state: then.state,
    priority: then.priority,
    reference,
    event: {
      seq: event.seq,
      at: event.at.toISOString(),
      kind: event.what.kind,
      who: thread[event.seq - 1]?.name ?? '',
      text: textOf(thread[event.seq - 1]),
      isMessage: event.what.kind === 'message',
      sets: setsOf(event, kept.history),
    },
    pack: packOf(kept, event),
    maybeArrived,
    earlier: {
      text: before.map(({ seq, at }) => lineOf(at, thread[seq - 1])).join('\n'),
      packs: before.map((one) => packOf(kept, one)).filter((pack) => pack !== null),
    },
  };
}

function setsOf(event: TicketEvent, history: readonly TicketEvent[]): 'state' | 'priority' | null {
  const field = fieldOf(event);
  return history.some((one) => one.seq > event.seq && fieldOf(one) === field) ? null : field;
}

function fieldOf({ what }: TicketEvent): 'state' | 'priority' | null {
  if (what.kind === 'state' || what.kind === 'merged') return 'state';
  return what.kind === 'priority' ? 'priority' : null;
}

function packOf({ consents }: KeptTicket, { seq, what }: TicketEvent): SharedPack | null {
  if (what.kind !== 'shared') return null;
  const consent = consents.find(({ share }) => share === what.share);
  if (!consent) return null;
  const { text, sha256 } = consent;
  return { seq, text, sha256, readable: packText(text, sha256, []) };
}

function textOf(shown: SharedEvent | undefined): string {
  return shown?.message?.text ?? shown?.change ?? '';
}

function lineOf(at: Date, shown: SharedEvent | undefined): string {
  return `${at.toISOString()}  ${shown?.name ?? ''}: ${textOf(shown)}`;
}
