import type { Command } from '../../tickets/decide.ts';
import { one } from '../entities.ts';
import type { Question, QuestionRequest } from '../question.ts';
import { isPlainOrder } from '../shared/plain-order.ts';
import { runCommand, type Unfinished } from '../tickets/command.ts';
import { replyTyped } from '../tickets/typed.ts';
import { examples } from './examples.ts';

/** Writes on a ticket, from either side to the other. A sentence is sent only where it sets the words apart. */
export const question: Question = {
  intent: 'ticket.answer',
  help: 'Write on a ticket',
  examples,
  answer: (request, deps) =>
    runCommand(request, deps, {
      action: 'ticket.message',
      command: () => writing(request),
      said: () => 'Your message was sent.',
    }),
};

function writing({ entities, text }: QuestionRequest): Command | Unfinished {
  const given = one(entities, 'reply');
  if (text === '') return { kind: 'message', as: 'answer', text: given ?? '' };
  const typed = replyTyped(text, given);
  if (typed?.sure && isPlainOrder(typed.order, 'ticket.answer'))
    return { kind: 'message', as: 'answer', text: typed.text };
  return {
    todo: 'Nothing was sent yet. Write it into the box, or put it behind a colon next time.',
    reply: (typed?.sure ? given : null) ?? typed?.text ?? '',
  };
}
