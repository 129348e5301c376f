import type { Button } from '../../cards/buttons.ts';
import { one } from '../entities.ts';
import type { Answer, Question } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isPlainOrder } from '../shared/plain-order.ts';
import { words } from '../standard-answers.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { examples } from './examples.ts';

const start: Button = { title: 'Tell tickets here', verb: 'ticket.here', data: {} };
const stop: Button = { title: 'Stop it', verb: 'ticket.here', data: { stop: 'yes' } };

/** Has tickets told of in the channel of ContactMonkey's people, one card for each that changes in place, or no more. */
export const question: Question = {
  intent: 'ticket.here',
  help: 'Have tickets told of in this channel',
  examples,
  async answer(request, deps) {
    const seat = await takeSeat(request, deps, 'ticket.here');
    if (isAnswer(seat)) return seat;
    const { conversationId } = request;
    if (conversationId === undefined) return words('This works in Teams alone.', { unanswered: true });
    const wanted = one(request.entities, 'stop') === null;
    if (request.text !== '' && !isPlainOrder(endAsOrder(request.text), 'ticket.here')) return choice();
    const told = await seat.room.tellHere(seat.actor, conversationId, wanted, request.now);
    if (!told.done) return notDone(told);
    return messageAnswer({
      title: wanted
        ? 'Tickets are told here from now on'
        : told.value
          ? 'No more tickets here'
          : 'No tickets were told here',
      tone: wanted ? 'good' : 'info',
      paragraphs: [
        wanted
          ? 'Each ticket has one card that changes in place; what happens comes into its thread. Everybody here reads what was shared.'
          : told.value
            ? 'Cards that stand here are no longer brought up to date.'
            : 'Nothing was changed.',
      ],
      buttons: wanted ? [stop] : [],
    });
  },
};

/** "no tickets here any more", "don't post tickets here": here a negation is the order to stop. */
function endAsOrder(text: string): string {
  return text.replace(
    /^((?:please,? )?)(?:no (?:more )?|(?:don['\u2019]t|do not) (?:tell|post|put|send|show|bring|announce) (?:us )?(?:about )?)/i,
    '$1stop ',
  );
}

function choice(): Answer {
  return messageAnswer({
    title: 'Tickets in this channel?',
    paragraphs: ['I am not sure what you want done, so nothing was changed.'],
    buttons: [start, stop],
  });
}
