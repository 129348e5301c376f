import type { Command } from '../../tickets/decide.ts';
import type { Side } from '../../tickets/ticket.ts';
import type { TicketRef } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isAnswer, notDone, type Seat, takeWritingSeat } from './seat.ts';
import { openStates } from './states.ts';
import { showOutcome, showTicket } from './ticket-answer.ts';
import { seenRevision, ticketAsked } from './which-ticket.ts';

/** A sentence that does not say enough: the ticket is shown with what is to be done, and with words to send in its box. */
export interface Unfinished {
  todo: string;
  reply?: string;
}

/** Runs one command on the ticket that is asked for, and shows what became of it. */
export async function runCommand(
  request: QuestionRequest,
  deps: QuestionDeps,
  options: {
    action: string;
    only?: Side;
    command: (seat: Seat) => Command | Unfinished;
    said: (number: string) => string;
  },
): Promise<Answer> {
  const seat = await takeWritingSeat(request, deps, options.action, options.only);
  if (isAnswer(seat)) return seat;
  const { room, actor } = seat;
  const ref = await ticketMeant(seat, request);
  if (ref === null) return whichTicket();
  const command = options.command(seat);
  if ('todo' in command) {
    const found = await room.find(actor, ref, request.now);
    if (!found.done) return notDone(found, 'No such ticket');
    return showTicket(found.value, seat, request, command.todo, command.reply);
  }
  const outcome = await room.act(actor, ref, command, seenRevision(request), request.now);
  const notice = outcome.done ? options.said(outcome.value.shared.number) : null;
  return showOutcome(outcome, seat, request, notice);
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
