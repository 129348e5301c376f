import type {
  Actor,
  Happening,
  MessageKind,
  Priority,
  Ticket,
  TicketEvent,
  TicketName,
  TicketState,
} from './ticket.ts';
import { mayMove } from './transitions.ts';
import { agoWords, priorityWords, stateWords } from './words.ts';

export type Command =
  | { kind: 'assign'; to: { id: string; name: string } | null }
  | { kind: 'message'; as: MessageKind; text: string }
  | { kind: 'state'; to: TicketState }
  | { kind: 'priority'; to: Priority }
  | { kind: 'merge'; into: TicketName };

export type Decision =
  | { done: true; events: TicketEvent[] }
  /** Nothing was changed; the sentence says why. `late` when somebody was faster. */
  | { done: false; late: boolean; sentence: string };

export const longestMessage = 2_000;

/**
 * What makes a press late: something of these kinds that happened since the presser saw the ticket. A message never is;
 * nothing that somebody wrote is lost.
 */
const overtakenBy: Readonly<Record<Command['kind'], Happening['kind'][]>> = {
  message: [],
  assign: ['assigned', 'merged'],
  state: ['state', 'merged'],
  priority: ['priority', 'merged'],
  merge: ['merged', 'absorbed'],
};

/**
 * Decides a command on a ticket. `seen` is the revision on the card that was pressed; null when nobody saw a card.
 * Pure: the caller keeps the events if and only if the ticket is still at the revision it passed in.
 */
export function decide(
  { ticket, history }: { ticket: Ticket; history: readonly TicketEvent[] },
  command: Command,
  by: Actor,
  seen: number | null,
  now: Date,
): Decision {
  const overtaken = overtakenBy[command.kind];
  const newer = seen === null ? [] : history.filter((event) => event.seq > seen);
  const faster = newer.findLast((event) => overtaken.includes(event.what.kind) && !cameAlong(event.what));
  if (faster) return no(`${lateWords(faster, ticket, now)} Your press changed nothing.`, true);
  if (ticket.mergedInto !== null && command.kind !== 'message')
    return no(`${ticket.number} was merged into ${ticket.mergedInto.number}. Go on there.`);
  const happenings = happeningsOf(ticket, command, by);
  if (typeof happenings === 'string') return no(happenings);
  return { done: true, events: numbered(ticket, happenings, by, now) };
}

/** Events that follow the ticket's last one. */
export function numbered(
  ticket: Pick<Ticket, 'revision'>,
  happenings: Happening[],
  by: { id: string; name: string; side: TicketEvent['by']['side'] },
  at: Date,
): TicketEvent[] {
  const who = { id: by.id, name: by.name, side: by.side };
  return happenings.map((what, index) => ({ seq: ticket.revision + 1 + index, at, by: who, what }));
}

function happeningsOf(ticket: Ticket, command: Command, by: Actor): Happening[] | string {
  if (command.kind === 'message') return message(ticket, command, by);
  if (command.kind === 'assign') return assign(ticket, command.to, by);
  if (command.kind === 'state') return move(ticket, command.to, by);
  if (command.kind === 'priority') {
    if (ticket.priority === command.to) return `${ticket.number} has priority ${priorityWords[command.to]} already.`;
    return [{ kind: 'priority', to: command.to }];
  }
  if (command.into.id === ticket.id) return 'A ticket cannot be merged into itself.';
  return [{ kind: 'merged', into: command.into }];
}

function message(ticket: Ticket, { as, text }: Extract<Command, { kind: 'message' }>, by: Actor): Happening[] | string {
  const words = text.trim();
  if (words === '') return 'Write a message first; nothing was sent.';
  if (words.length > longestMessage) return `A message has at most ${longestMessage} characters; nothing was sent.`;
  if (ticket.mergedInto !== null)
    return `${ticket.number} was merged into ${ticket.mergedInto.number}. Write there; nothing was sent.`;
  if (by.side === 'customer') {
    if (as !== 'answer' && as !== 'question') return 'Only ContactMonkey asks for evidence.';
    const said: Happening = { kind: 'message', as, text: words };
    return [said, ...answeredBy(ticket)];
  }
  if (ticket.state === 'solved') {
    return as === 'answer'
      ? [{ kind: 'message', as, text: words }]
      : `${ticket.number} is solved. Reopen it before you ask; nothing was sent.`;
  }
  const taken: Happening[] = ticket.assignee === null ? [{ kind: 'assigned', to: { id: by.id, name: by.name } }] : [];
  const moved: Happening[] =
    ticket.state === 'waiting-for-customer' ? [] : [{ kind: 'state', to: 'waiting-for-customer', along: true }];
  return [...taken, { kind: 'message', as, text: words }, ...moved];
}

/** What follows when the customer says or shares something: it is ContactMonkey's turn, and a solved ticket is open again. */
export function answeredBy({ state }: Pick<Ticket, 'state'>): Happening[] {
  if (state === 'solved') return [{ kind: 'state', to: 'reopened', along: true }];
  return state === 'waiting-for-customer' ? [{ kind: 'state', to: 'waiting-for-contactmonkey', along: true }] : [];
}

function assign(ticket: Ticket, to: { id: string; name: string } | null, by: Actor): Happening[] | string {
  if (by.side !== 'contactmonkey') return 'Only ContactMonkey’s people assign tickets.';
  if (ticket.state === 'solved') return `${ticket.number} is solved. Reopen it before you assign it.`;
  if ((ticket.assignee?.id ?? null) === (to?.id ?? null))
    return to === null
      ? `${ticket.number} is assigned to nobody already.`
      : `${ticket.number} is already ${to.name}’s.`;
  const moved: Happening[] =
    ticket.state === 'new' && to !== null ? [{ kind: 'state', to: 'assigned', along: true }] : [];
  return [{ kind: 'assigned', to: to === null ? null : { id: to.id, name: to.name } }, ...moved];
}

function move(ticket: Ticket, to: TicketState, by: Actor): Happening[] | string {
  if (ticket.state === to) return `${ticket.number} is ${stateWords[to]} already.`;
  if (mayMove(ticket.state, to, by.side)) return [{ kind: 'state', to }];
  return ticket.state === 'solved'
    ? `${ticket.number} is solved. Reopen it first.`
    : `From “${stateWords[ticket.state]}” you cannot bring ${ticket.number} to “${stateWords[to]}”.`;
}

function cameAlong(what: Happening): boolean {
  return what.kind === 'state' && what.along === true;
}

function lateWords({ what, by, at }: TicketEvent, ticket: Ticket, now: Date): string {
  const when = agoWords(at, now);
  if (what.kind === 'assigned')
    return what.to === null
      ? `${by.name} gave ${ticket.number} back ${when}.`
      : `Already assigned to ${what.to.name} ${when}.`;
  if (what.kind === 'state') return `${by.name} already made it “${stateWords[what.to]}” ${when}.`;
  if (what.kind === 'priority') return `${by.name} already set the priority to ${priorityWords[what.to]} ${when}.`;
  if (what.kind === 'merged') return `${by.name} already merged it into ${what.into.number} ${when}.`;
  return `${by.name} changed ${ticket.number} ${when}.`;
}

function no(sentence: string, late = false): Decision {
  return { done: false, late, sentence };
}
