import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { examples } from './examples.ts';

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
    const told = await seat.room.tellHere(seat.actor, conversationId, wanted, request.now);
    if (!told.done) return notDone(told);
    return messageAnswer({
      title: wanted ? 'Tickets are told here from now on' : 'No more tickets here',
      tone: wanted ? 'good' : 'info',
      paragraphs: [
        wanted
          ? 'Each ticket has one card that changes in place; what happens comes into its thread. Everybody here reads what was shared.'
          : 'Cards that stand here are no longer brought up to date.',
      ],
      buttons: wanted ? [{ title: 'Stop it', verb: 'ticket.here', data: { stop: 'yes' } }] : [],
    });
  },
};
