import type { Command } from '../../tickets/decide.ts';
import { one } from '../entities.ts';
import type { Question, QuestionRequest } from '../question.ts';
import { isPlainOrder } from '../shared/plain-order.ts';
import { runCommand, type Unfinished } from '../tickets/command.ts';
import { replyTyped } from '../tickets/typed.ts';
import { examples } from './examples.ts';

const plainRequest = 'Please share more evidence on this ticket. Press “Share more evidence” to choose the parts.';

/** ContactMonkey asks the customer a question, or for more evidence, which the admin then shares or not. */
export const question: Question = {
  intent: 'ticket.ask',
  help: 'Ask the customer on a ticket',
  examples,
  answer: (request, deps) => {
    const command = asking(request);
    const isForEvidence = 'as' in command && command.as === 'evidence-request';
    return runCommand(request, deps, {
      action: 'ticket.message',
      only: 'contactmonkey',
      command: () => command,
      said: () => (isForEvidence ? 'The customer was asked for evidence.' : 'Your question was sent.'),
    });
  },
};

function asking({ entities, text }: QuestionRequest): Command | Unfinished {
  const given = one(entities, 'reply');
  const as = one(entities, 'evidence') === null ? 'question' : 'evidence-request';
  const plain = as === 'evidence-request' ? plainRequest : '';
  if (text === '') return { kind: 'message', as, text: given ?? plain };
  const typed = replyTyped(text, given);
  const isOrder = isPlainOrder(typed?.order ?? text, 'ticket.ask');
  if (typed?.sure && isOrder) return { kind: 'message', as, text: typed.text };
  if (typed === null && plain !== '' && isOrder) return { kind: 'message', as, text: plain };
  return {
    todo: 'Nothing was sent yet. Write the question into the box and press “Ask the customer”.',
    reply: typed?.text ?? '',
  };
}
