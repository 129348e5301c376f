import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { runCommand } from '../tickets/command.ts';
import { examples } from './examples.ts';

/** Writes on a ticket, from either side to the other. */
export const question: Question = {
  intent: 'ticket.answer',
  help: 'Write on a ticket',
  examples,
  answer: (request, deps) =>
    runCommand(request, deps, {
      action: 'ticket.message',
      command: () => ({ kind: 'message', as: 'answer', text: one(request.entities, 'reply') ?? '' }),
      said: () => 'Your message was sent.',
    }),
};
