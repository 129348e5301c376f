import type { Command } from '../../tickets/decide.ts';
import type { Side } from '../../tickets/ticket.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isAnswer, type Seat, takeWritingSeat } from './seat.ts';
import { showOutcome } from './ticket-answer.ts';
import { seenRevision, ticketAsked } from './which-ticket.ts';

/** Runs one command on the ticket that is asked for, and shows what became of it. */
export async function runCommand(
  request: QuestionRequest,
  deps: QuestionDeps,
  options: { action: string; only?: Side; command: (seat: Seat) => Command; said: (number: string) => string },
): Promise<Answer> {
  const seat = await takeWritingSeat(request, deps, options.action, options.only);
  if (isAnswer(seat)) return seat;
  const ref = ticketAsked(request);
  if (ref === null) return whichTicket();
  const { room, actor } = seat;
  const outcome = await room.act(actor, ref, options.command(seat), seenRevision(request), request.now);
  const notice = outcome.done ? options.said(outcome.value.shared.number) : null;
  return showOutcome(outcome, actor, request, notice);
}

export function whichTicket(): Answer {
  return messageAnswer({
    title: 'Which ticket?',
    paragraphs: ['Name it by its number, such as CM-1234567, or open it from the list.'],
    buttons: [{ title: 'Open tickets', verb: 'ticket.list', data: {} }],
  });
}
