import type { Consent, KeptTicket } from '../store/tickets.ts';
import { openPack } from './consent.ts';
import type { MessageKind, Priority, Side, TicketEvent, TicketState } from './ticket.ts';
import { changeWords } from './words.ts';

/** What ContactMonkey may see of a ticket: what was shared, what was written to them, and how it stands. Plain JSON. */
export interface SharedView {
  number: string;
  title: string;
  state: TicketState;
  priority: Priority;
  openedAt: string;
  assignee: { id: string; name: string } | null;
  waitingFor: Side | 'microsoft' | null;
  waitingSince: string;
  mergedInto: string | null;
  revision: number;
  /** The very texts that the customer agreed to, with their SHA-256. */
  packs: { text: string; sha256: string }[];
  thread: SharedEvent[];
}

export interface SharedEvent {
  seq: number;
  at: string;
  side: Side | 'system';
  /** The customer's people are named only where a shared pack names them. */
  name: string;
  /** What happened in words, or what was written. */
  message: { as: MessageKind; text: string } | null;
  change: string | null;
  /** It followed from the event before it and is nobody's news. */
  along?: true;
}

export const unnamedCustomer = 'The customer’s administrator';
/** The part of a pack that names who shared it. */
export const contactPart = 'contact';

/** Reduces a ticket to what ContactMonkey may see. Ids and names of the customer's people and the ticket's subject stay behind. */
export function sharedView({ ticket, history, consents }: KeptTicket): SharedView {
  const named = namedPeople(ticket.number, consents);
  const nameOf = ({ by }: TicketEvent) => (by.side === 'customer' ? (named.get(by.id) ?? unnamedCustomer) : by.name);
  return {
    number: ticket.number,
    title: ticket.title,
    state: ticket.state,
    priority: ticket.priority,
    openedAt: ticket.openedAt.toISOString(),
    assignee: ticket.assignee,
    waitingFor: ticket.waitingFor,
    waitingSince: ticket.waitingSince.toISOString(),
    mergedInto: ticket.mergedInto?.number ?? null,
    revision: ticket.revision,
    packs: consents.map(({ text, sha256 }) => ({ text, sha256 })),
    thread: history.map((event) => ({
      seq: event.seq,
      at: event.at.toISOString(),
      side: event.by.side,
      name: nameOf(event),
      message: event.what.kind === 'message' ? { as: event.what.as, text: event.what.text } : null,
      change: event.what.kind === 'message' ? null : changeWords(event),
      ...(event.what.kind === 'state' && event.what.along ? { along: true as const } : {}),
    })),
  };
}

/** Who agreed to be named, by id: those in whose own sharing on this ticket the part with their name was ticked. */
function namedPeople(number: string, consents: Consent[]): Map<string, string> {
  const named = consents.filter(({ text, sha256 }) => {
    const { ticket, parts } = openPack(text, sha256);
    return ticket === number && parts.some(({ id }) => id === contactPart);
  });
  return new Map(named.map(({ by }) => [by.id, by.name]));
}
