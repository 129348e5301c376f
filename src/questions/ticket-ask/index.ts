import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { runCommand } from '../tickets/command.ts';
import { examples } from './examples.ts';

const plainRequest = 'Please share more evidence on this ticket. Press “Share more evidence” to choose the parts.';

/** ContactMonkey asks the customer a question, or for more evidence, which the admin then shares or not. */
export const question: Question = {
  intent: 'ticket.ask',
  help: 'Ask the customer on a ticket',
  examples,
  answer: (request, deps) => {
    const forEvidence = one(request.entities, 'evidence') !== null;
    const text = one(request.entities, 'reply') ?? (forEvidence ? plainRequest : '');
    return runCommand(request, deps, {
      action: 'ticket.message',
      only: 'contactmonkey',
      command: () => ({ kind: 'message', as: forEvidence ? 'evidence-request' : 'question', text }),
      said: () => (forEvidence ? 'The customer was asked for evidence.' : 'Your question was sent.'),
    });
  },
};
