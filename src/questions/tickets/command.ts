import type { Button } from '../../cards/buttons.ts';
import type { Command } from '../../tickets/decide.ts';
import type { Side } from '../../tickets/ticket.ts';
import type { TicketRef } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isPlainOrder } from '../shared/plain-order.ts';
import { isAnswer, notDone, type Seat, takeWritingSeat } from './seat.ts';
import { openStates } from './states.ts';
import { showOutcome, showTicket } from './ticket-answer.ts';
import { seenRevision, ticketAsked } from './which-ticket.ts';

/**
 * A sentence that does not say enough, or does not say it beyond doubt: the ticket is shown with what is to be done, with words to send in
 * its box, and with the button that does it.
 */
export interface Unfinished {
  todo: string;
  reply?: string;
  offered?: Offered;
}

/** A button for a ticket that is not known yet. */
export type Offered = Pick<Button, 'title' | 'verb'> & { data: Record<string, string> };

/** Runs one command on the ticket that is asked for, and shows what became of it. What is typed must be a plain order. */
export async function runCommand(
  request: QuestionRequest,
  deps: QuestionDeps,
  options: {
    action: string;
    only?: Side;
    command: (seat: Seat) => Command | Unfinished;
    said: (number: string) => string;
    /** The button for a sentence that is no plain order; without it the command looks at the sentence itself. */
    offered?: Offered;
  },
): Promise<Answer> {
  const seat = await takeWritingSeat(request, deps, options.action, options.only);
  if (isAnswer(seat)) return seat;
  const { room, actor } = seat;
  const ref = await ticketMeant(seat, request);
  if (ref === null) return whichTicket();
  const { offered } = options;
  const isUnsure = offered !== undefined && !isOrdered(request, offered.verb);
  const command = isUnsure ? { todo: unsureOf(offered), offered } : options.command(seat);
  if ('todo' in command) {
    const found = await room.find(actor, ref, request.now);
    if (!found.done) return notDone(found, 'No such ticket');
    return showTicket(found.value, seat, request, command.todo, command);
  }
  const outcome = await room.act(actor, ref, command, seenRevision(request), request.now);
  const notice = outcome.done ? options.said(outcome.value.shared.number) : null;
  return showOutcome(outcome, seat, request, notice);
}

/** A pressed button says what it does; a sentence does when it is a plain order. */
export function isOrdered({ text }: QuestionRequest, verb: string): boolean {
  return text === '' || isPlainOrder(text, verb);
}

function unsureOf({ title }: Offered): string {
  return `I am not sure that you want this done now, so nothing was changed. If you do, press “${title}”.`;
}

/** The ticket that is named; in a sentence that names none, the open one when there is one only. */
export async function ticketMeant(
  { room, actor }: Pick<Seat, 'room' | 'actor'>,
  request: QuestionRequest,
): Promise<TicketRef | null> {
  const named = ticketAsked(request);
  if (named !== null || request.text === '') return named;
  const { tickets } = await room.list(actor, { states: openStates }, request.now);
  const [only, second] = tickets;
  return only && !second ? { id: only.id, customerTenant: only.customerTenant } : null;
}

export function whichTicket(): Answer {
  return messageAnswer({
    title: 'Which ticket?',
    paragraphs: ['Name it by its number, such as CM-1234567, or open it from the list.'],
    buttons: [{ title: 'Open tickets', verb: 'ticket.list', data: {} }],
  });
}
