import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { runCommand } from '../tickets/command.ts';
import { examples } from './examples.ts';

/** A customer success manager takes a ticket, or gives it back. */
export const question: Question = {
  intent: 'ticket.assign',
  help: 'Take a ticket, or give it back',
  examples,
  answer: (request, deps) => {
    const givesBack = one(request.entities, 'to') === 'nobody';
    return runCommand(request, deps, {
      action: 'ticket.assign',
      only: 'contactmonkey',
      command: ({ actor }) => ({ kind: 'assign', to: givesBack ? null : { id: actor.id, name: actor.name } }),
      said: (number) => (givesBack ? `${number} is assigned to nobody now.` : `${number} is yours now.`),
    });
  },
};
