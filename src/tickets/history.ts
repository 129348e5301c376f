import type { Side, Ticket, TicketEvent, TicketState } from './ticket.ts';

/** For whom a ticket waits in each state: the clock of an answer runs for that side. */
export const waitsFor: Readonly<Record<TicketState, Side | 'microsoft' | null>> = {
  new: 'contactmonkey',
  assigned: 'contactmonkey',
  'waiting-for-customer': 'customer',
  'waiting-for-contactmonkey': 'contactmonkey',
  'waiting-for-microsoft': 'microsoft',
  solved: null,
  reopened: 'contactmonkey',
};

/** The ticket that a history makes. Throws when the history does not begin with its opening or has a gap. */
export function ticketOf(id: string, history: readonly TicketEvent[]): Ticket {
  const [first, ...rest] = history;
  if (first?.what.kind !== 'opened' || first.seq !== 1) throw new Error('A history begins with the opening.');
  const { number, title, priority, subject } = first.what;
  let ticket: Ticket = {
    id,
    number,
    title,
    priority,
    subject,
    state: 'new',
    openedBy: { id: first.by.id, name: first.by.name },
    openedAt: first.at,
    assignee: null,
    mergedInto: null,
    waitingFor: waitsFor.new,
    waitingSince: first.at,
    revision: 1,
  };
  for (const event of rest) ticket = after(ticket, event);
  return ticket;
}

/** The ticket after one more event. */
export function after(ticket: Ticket, event: TicketEvent): Ticket {
  if (event.seq !== ticket.revision + 1) throw new Error(`Event ${event.seq} does not follow ${ticket.revision}.`);
  const next = { ...ticket, revision: event.seq };
  const { what } = event;
  if (what.kind === 'assigned') return { ...next, assignee: what.to };
  if (what.kind === 'priority') return { ...next, priority: what.to };
  if (what.kind === 'merged') return inState({ ...next, mergedInto: what.into }, 'solved', event.at);
  if (what.kind === 'state') return inState(next, what.to, event.at);
  return next;
}

function inState(ticket: Ticket, state: TicketState, at: Date): Ticket {
  const waitingFor = waitsFor[state];
  return { ...ticket, state, waitingFor, waitingSince: waitingFor === ticket.waitingFor ? ticket.waitingSince : at };
}
