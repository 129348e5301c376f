import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isAnswer, notDone, type Seat, takeSeat } from '../tickets/seat.ts';
import { openStates } from '../tickets/states.ts';
import { showTicket } from '../tickets/ticket-answer.ts';
import { listAnswer } from '../tickets/ticket-list-answer.ts';
import { ticketAsked } from '../tickets/which-ticket.ts';
import { examples } from './examples.ts';

/** How a ticket stands: its state, whose turn it is, and what was last said. Without a number, the one that is open. */
export const question: Question = {
  intent: 'ticket.status',
  help: 'News on a ticket with ContactMonkey',
  examples,
  async answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
    const seat = await takeSeat(request, deps, 'ticket.read');
    if (isAnswer(seat)) return seat;
    const ref = ticketAsked(request);
    if (ref === null) return current(seat, request);
    const found = await seat.room.find(seat.actor, ref, request.now);
    return found.done ? showTicket(found.value, seat, request) : notDone(found, 'No such ticket');
  },
};

async function current(seat: Seat, request: QuestionRequest): Promise<Answer> {
  const { room, actor } = seat;
  const mine = await room.list(actor, { states: openStates, mine: true }, request.now);
  const { tickets, total } = mine.total > 0 ? mine : await room.list(actor, { states: openStates }, request.now);
  const [only, second] = tickets;
  if (only && !second) return showTicket(only, seat, request);
  if (only) return listAnswer({ tickets, total }, 'Open tickets', seat, request);
  return messageAnswer({
    title: 'No open ticket',
    tone: 'info',
    paragraphs: ['There is no open ticket that you may see.'],
    buttons: [{ title: 'All tickets', verb: 'ticket.list', data: { show: 'all' } }],
  });
}
