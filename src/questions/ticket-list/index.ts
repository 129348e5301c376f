import type { Side } from '../../tickets/ticket.ts';
import type { ListFilter } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { isAnswer, takeSeat } from '../tickets/seat.ts';
import { openStates } from '../tickets/states.ts';
import { listAnswer } from '../tickets/ticket-list-answer.ts';
import { examples } from './examples.ts';

/** Which tickets there are: open ones unless others are asked for. */
export const question: Question = {
  intent: 'ticket.list',
  help: 'Tickets with ContactMonkey, and whose turn it is',
  examples,
  async answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
    const seat = await takeSeat(request, deps, 'ticket.list');
    if (isAnswer(seat)) return seat;
    const { filter, title } = filterAsked(request, seat.actor.side);
    const found = await seat.room.list(seat.actor, filter, request.now);
    if (!/\boverdue\b|\btoo long\b|\blate\b/i.test(request.text)) return listAnswer(found, title, seat, request);
    const late = found.tickets.filter(({ clock }) => clock.overdue);
    return listAnswer({ tickets: late, total: late.length }, 'Overdue tickets', seat, request);
  },
};

function filterAsked(request: QuestionRequest, side: Side): { filter: ListFilter; title: string } {
  const { text } = request;
  const mine = /\bassigned to me\b|\bmy\b|\bmine\b|\bdo i have\b/i.test(text) ? { mine: true } : {};
  const waitingFor = waitAsked(text, side);
  if (waitingFor !== null) return { filter: { states: openStates, waitingFor, ...mine }, title: 'Tickets that wait' };
  if (/\b(?:closed|solved|done|finished)\b/i.test(text))
    return { filter: { states: ['solved'], ...mine }, title: 'Solved tickets' };
  if (/\ball\b(?! (?:open|my open))/i.test(text) || one(request.entities, 'show') === 'all')
    return { filter: mine, title: 'All tickets' };
  return { filter: { states: openStates, ...mine }, title: mine.mine ? 'My open tickets' : 'Open tickets' };
}

function waitAsked(text: string, side: Side): Side | 'microsoft' | null {
  if (!/\bwait(?:s|ing)?\b/i.test(text)) return null;
  if (/\bmicrosoft\b/i.test(text)) return 'microsoft';
  if (/\bcontact ?monkey\b|\bcsm\b|\bsupport\b/i.test(text)) return 'contactmonkey';
  if (/\bcustomers?\b/i.test(text)) return 'customer';
  return /\b(?:us|me|our)\b/i.test(text) ? side : null;
}
