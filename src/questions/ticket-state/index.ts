import type { Button } from '../../cards/buttons.ts';
import { priorities, type TicketState } from '../../tickets/ticket.ts';
import { ticketData } from '../../tickets/ticket-card.ts';
import { movesOf } from '../../tickets/transitions.ts';
import { priorityWords, stateWords } from '../../tickets/words.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { runCommand, ticketMeant, whichTicket } from '../tickets/command.ts';
import { priorityAsked } from '../tickets/priority-asked.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { stateOf } from '../tickets/states.ts';
import { examples } from './examples.ts';

/** Changes the state or the priority of a ticket; without either it offers what can be changed. */
export const question: Question = {
  intent: 'ticket.state',
  help: 'Change the state or the priority of a ticket',
  examples,
  async answer(request, deps) {
    const priority = priorityAsked(request);
    const to = stateOf(one(request.entities, 'to'));
    if (to !== null)
      return runCommand(request, deps, {
        action: 'ticket.state',
        command: () => ({ kind: 'state', to }),
        offered: { title: buttonTitle(to), verb: 'ticket.state', data: { to } },
        said: (number) => `${number} is ${stateWords[to]} now.`,
      });
    if (priority !== null)
      return runCommand(request, deps, {
        action: 'ticket.priority',
        command: () => ({ kind: 'priority', to: priority }),
        offered: { title: `Priority ${priorityWords[priority]}`, verb: 'ticket.state', data: { priority } },
        said: (number) => `${number} has priority ${priorityWords[priority]} now.`,
      });
    return menu(request, deps);
  },
};

async function menu(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const seat = await takeSeat(request, deps, 'ticket.read');
  if (isAnswer(seat)) return seat;
  const ref = await ticketMeant(seat, request);
  if (ref === null) return whichTicket();
  const found = await seat.room.find(seat.actor, ref, request.now);
  if (!found.done) return notDone(found, 'No such ticket');
  const { shared } = found.value;
  const { side } = seat.actor;
  const data = { ...ticketData(found.value), as: side };
  const choosesPriority = one(request.entities, 'choose') === 'priority' || /\bpriority\b/i.test(request.text);
  const buttons: Button[] = choosesPriority
    ? priorities
        .filter((priority) => priority !== shared.priority)
        .map((priority) => ({
          title: `Priority ${priorityWords[priority]}`,
          verb: 'ticket.state',
          data: { ...data, priority },
        }))
    : [
        ...movesOf(shared.state, side)
          .filter((to) => to !== 'solved' && to !== 'reopened')
          .map((to) => ({ title: buttonTitle(to), verb: 'ticket.state', data: { ...data, to } })),
        { title: 'Priority…', verb: 'ticket.state', data: { ...data, choose: 'priority' } },
        { title: 'Merge into another…', verb: 'ticket.merge', data },
        ...(side === 'contactmonkey' ? [{ title: 'Microsoft request', verb: 'ticket.microsoft_request', data }] : []),
      ];
  return messageAnswer(
    {
      title: `${shared.number}: what to change`,
      paragraphs: [`It is ${stateWords[shared.state]}, with priority ${priorityWords[shared.priority]}.`],
      buttons: [
        ...buttons.slice(0, 5),
        ...(choosesPriority || side === 'customer' ? [] : [{ title: 'Export', verb: 'ticket.export', data }]),
      ],
    },
    { audience: 'askerOnly', remember: { subject: { kind: 'ticket', key: found.value.id } } },
  );
}

/** As the ticket's own buttons are called. */
function buttonTitle(to: TicketState): string {
  return to === 'reopened' ? 'Reopen' : capital(stateWords[to]);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
