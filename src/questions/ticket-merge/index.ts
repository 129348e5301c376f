import { ticketData } from '../../tickets/ticket-card.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isOrdered, runCommand, ticketMeant, type Unfinished, whichTicket } from '../tickets/command.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { openStates } from '../tickets/states.ts';
import { examples } from './examples.ts';

const offered = 5;

/** Makes a ticket part of another of the same customer; without a target it offers the open ones. */
export const question: Question = {
  intent: 'ticket.merge',
  help: 'Merge a ticket into another',
  examples,
  async answer(request, deps) {
    const [, second] = many(request.entities, 'ticket_id');
    const into = one(request.entities, 'into');
    const number = one(request.entities, 'into_number') ?? (second === undefined ? null : numberOf(second));
    if (
      into === null &&
      one(request.entities, 'into_number') === null &&
      (second === undefined || !isOrdered(request, 'ticket.merge'))
    )
      return targets(request, deps);
    const name = { id: into ?? '', number: number ?? '' };
    const isSure = one(request.entities, 'sure') !== null;
    return runCommand(request, deps, {
      action: 'ticket.merge',
      command: () => (isSure ? { kind: 'merge', into: name } : sureFirst(name)),
      said: (merged) => `${merged} was merged${number === null ? '' : ` into ${number}`}.`,
    });
  },
};

/** Nobody can take merged tickets apart again. */
function sureFirst({ id, number }: { id: string; number: string }): Unfinished {
  const other = number === '' ? 'the other ticket' : number;
  const data = { sure: 'yes', ...(id === '' ? {} : { into: id }), ...(number === '' ? {} : { into_number: number }) };
  return {
    todo: `Nothing was merged yet. If you merge this ticket into ${other}, it is solved for good, and what was shared and written on it goes on there; nobody can take them apart again.`,
    offered: { title: `Merge into ${other}`, verb: 'ticket.merge', data },
  };
}

function numberOf(text: string): string {
  return `CM-${text.replace(/^CM-/i, '')}`;
}

async function targets(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const seat = await takeSeat(request, deps, 'ticket.read');
  if (isAnswer(seat)) return seat;
  const ref = await ticketMeant(seat, request);
  if (ref === null) return whichTicket();
  const found = await seat.room.find(seat.actor, ref, request.now);
  if (!found.done) return notDone(found, 'No such ticket');
  const view = found.value;
  const { tickets } = await seat.room.list(seat.actor, { states: openStates }, request.now);
  const others = tickets
    .filter((one) => one.id !== view.id && one.customerTenant === view.customerTenant)
    .slice(0, offered);
  const data = { ...ticketData(view), as: seat.actor.side };
  return messageAnswer(
    {
      title: `Merge ${view.shared.number} into…`,
      paragraphs: [
        others.length === 0
          ? 'There is no other open ticket to merge it into.'
          : `${view.shared.number} is then solved, and everything goes on in the other.`,
      ],
      sections: [
        { heading: 'Open tickets', lines: others.map(({ shared }) => ({ label: shared.number, text: shared.title })) },
      ],
      buttons: others.map(({ id, shared }) => ({
        title: `Into ${shared.number}`,
        verb: 'ticket.merge',
        data: { ...data, into: id, into_number: shared.number },
      })),
    },
    { audience: 'askerOnly' },
  );
}
