import { countOf } from '../../cards/format.ts';
import { ticketListCard } from '../../cards/ticket-list/index.ts';
import { stateTone, ticketData, waitingWords } from '../../tickets/ticket-card.ts';
import type { TicketList } from '../../tickets/ticket-room.ts';
import { priorityWords, stateWords } from '../../tickets/words.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import type { Seat } from './seat.ts';

const shown = 20;
const here = { title: 'Tell tickets here', verb: 'ticket.here', data: {} };

/** A list of tickets; "the second one" of the next turn means one of them. */
export function listAnswer(
  list: TicketList,
  title: string,
  seat: Pick<Seat, 'actor' | 'openly'>,
  request: QuestionRequest,
): Answer {
  const { actor } = seat;
  const tickets = list.tickets.slice(0, shown);
  const rows = tickets.map((view) => {
    const { shared } = view;
    const waiting = shared.waitingFor === null ? '' : ` Waiting ${waitingWords(view, request.asker)}.`;
    return {
      number: shared.number,
      title: shared.title,
      customer: view.customerName,
      state: stateWords[shared.state],
      tone: view.clock.overdue ? ('bad' as const) : stateTone(shared.state),
      details: `Priority ${priorityWords[shared.priority]}, ${shared.assignee === null ? 'assigned to nobody' : `assigned to ${shared.assignee.name}`}.${waiting}`,
      data: { ...ticketData(view), as: actor.side },
    };
  });
  const more = list.total > rows.length ? `, ${rows.length} of them shown` : '';
  const summary =
    list.total === 0 ? 'There are none.' : `${countOf(list.total, 'ticket', 'tickets', request.asker)}${more}.`;
  const lines = rows.map(
    (row) =>
      `- ${row.number} ${row.title}${row.customer === null ? '' : ` (${row.customer})`}: ${row.state}. ${row.details}`,
  );
  return words([`${title}: ${summary}`, ...lines].join('\n'), {
    card: ticketListCard({ title, summary, rows, buttons: request.place === 'personal' || seat.openly ? [] : [here] }),
    audience: seat.openly ? 'everyone' : 'askerOnly',
    remember: { listed: { kind: 'ticket', keys: tickets.map(({ id }) => id) } },
  });
}
