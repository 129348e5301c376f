import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { runCommand } from '../tickets/command.ts';
import { examples } from './examples.ts';

const forThemselves = {
  todo: 'People take tickets themselves, so nothing was changed: ask them to say “take it” to me, or take it yourself.',
};

/** A customer success manager takes a ticket, or gives it back. */
export const question: Question = {
  intent: 'ticket.assign',
  help: 'Take a ticket, or give it back',
  examples,
  answer: (request, deps) => {
    const { entities, text } = request;
    const givesBack = one(entities, 'to') === 'nobody';
    const named = text === '' || givesBack ? null : one(entities, 'assignee');
    const toOther = named !== null && named !== 'me';
    return runCommand(request, deps, {
      action: 'ticket.assign',
      only: 'contactmonkey',
      command: ({ actor }) =>
        toOther ? forThemselves : { kind: 'assign', to: givesBack ? null : { id: actor.id, name: actor.name } },
      offered: givesBack
        ? { title: 'Give it back', verb: 'ticket.assign', data: { to: 'nobody' } }
        : { title: 'Take it', verb: 'ticket.assign', data: { to: 'me' } },
      said: (number) => (givesBack ? `${number} is assigned to nobody now.` : `${number} is yours now.`),
    });
  },
};
