import type { CalledTicket } from '../../store/ticket-inbound.ts';
import type { KeptTicket } from '../../store/tickets.ts';
import { type Command, decide, longestMessage, numbered } from '../decide.ts';
import { after } from '../history.ts';
import type { Actor, Happening, Ticket, TicketEvent, TicketState } from '../ticket.ts';
import type { InboundEvent } from './inbound.ts';
import { messagePieces } from './pieces.ts';

/** States that a system cannot tell apart: told of one, it answers with the other. */
const alike: readonly (readonly TicketState[])[] = [['new', 'assigned', 'waiting-for-contactmonkey', 'reopened']];

/**
 * Whether an event is nothing but one of our own changes coming back. A comment of ours ends in our mark; somebody else may quote it.
 * A change of state is ours when our own user made it.
 */
export function isEcho({ what, actor, hasOurMark }: InboundEvent, ownUser: string | null): boolean {
  const isOurs = ownUser !== null && actor === ownUser;
  if (what.kind === 'state') return isOurs;
  return hasOurMark && (isOurs || ownUser === null || actor === null);
}

/**
 * What an event of a system changes: its messages, and the state if that still holds. It does not when the ticket goes by another name
 * in the system today, or when the system took a newer state from us since. Empty when nothing changes; a sentence when it may not.
 */
export function changesOf(
  { ticket, history }: KeptTicket,
  event: InboundEvent,
  { called, ownUser, by, now }: { called: CalledTicket; ownUser: string | null; by: Actor; now: Date },
): TicketEvent[] | string {
  const { what } = event;
  const to = what.kind === 'state' ? what.to : what.state;
  const holds = called.isCurrent && !isOutdated(event, called.toldAt, ownUser);
  if (what.kind === 'state') return to !== null && holds ? movesTo({ ticket, history }, to, by, now) : [];
  const [first, ...others] = messagePieces(what.text, longestMessage);
  if (first === undefined) return [];
  const decided = decide({ ticket, history }, { kind: 'message', as: 'answer', text: first }, by, null, now);
  if (!decided.done) return decided.sentence;
  const from = { system: event.system, reference: event.reference };
  const said = decided.events.flatMap(({ what: one }): Happening[] => {
    if (one.kind === 'message') return [first, ...others].map((text) => ({ ...one, text, from }));
    return one.kind === 'state' && one.along && to !== null && holds ? [] : [one];
  });
  const events = numbered(ticket, said, by, now);
  if (to === null || !holds) return events;
  const moved = movesTo({ ticket: withAll(ticket, events), history: [...history, ...events] }, to, by, now);
  return typeof moved === 'string' ? events : [...events, ...moved];
}

/** A solved ticket is reopened before anything else. */
function movesTo(
  kept: { ticket: Ticket; history: TicketEvent[] },
  to: TicketState,
  by: Actor,
  now: Date,
): TicketEvent[] | string {
  const { state } = kept.ticket;
  if (state === to || alike.some((group) => group.includes(state) && group.includes(to))) return [];
  const command: Command = { kind: 'state', to: state === 'solved' ? 'reopened' : to };
  const decided = decide(kept, command, by, null, now);
  if (!decided.done) return decided.sentence;
  if (command.to === to) return decided.events;
  const next = { ticket: withAll(kept.ticket, decided.events), history: [...kept.history, ...decided.events] };
  const more = movesTo(next, to, by, now);
  return typeof more === 'string' ? decided.events : [...decided.events, ...more];
}

/** Both times are the system's own, which tells seconds. Within the same second it is an echo, unless it is known to be somebody else's. */
function isOutdated({ at, actor }: InboundEvent, toldAt: Date | null, ownUser: string | null): boolean {
  if (at === null || toldAt === null) return false;
  const [event, told] = [Math.floor(at.getTime() / 1_000), Math.floor(toldAt.getTime() / 1_000)];
  const isSomebodyElse = actor !== null && ownUser !== null && actor !== ownUser;
  return isSomebodyElse ? event < told : event <= told;
}

function withAll(ticket: Ticket, events: TicketEvent[]): Ticket {
  let changed = ticket;
  for (const event of events) changed = after(changed, event);
  return changed;
}
