import type { Person } from '../../alerts/alert.ts';
import { maxButtons } from '../../cards/buttons.ts';
import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { personOf, pressAnswer } from '../alerts/press-question.ts';
import { alertRoom } from '../alerts/room-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const wish: AlertWish = { verb: 'alert.assign', title: 'Take', when: 'atOnce', of: 'open' };

/**
 * Gives a case to the one who presses, or to somebody who has worked on alerts before. Somebody else's is taken over only from a card
 * that names them.
 */
export const question: Question = {
  intent: 'alert.assign',
  help: 'Take an alert, or take it over',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const to = one(request.entities, 'assignee');
  if (to !== null && to !== 'me' && request.text !== '') return forThemselves(to);
  return onAlert(request, deps, wish, assign);
}

/** `to` comes from a button alone: `ask` for the choice, else the id of somebody whom it offered. */
async function assign(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const self = personOf(request);
  const to = request.text === '' ? one(request.entities, 'to') : null;
  if (to === null || to === self.id) return pressAnswer(request, deps, { action: 'assign', to: self });
  const isOperator = request.asker.roles.includes('operator') || request.asker.roles.includes('approver');
  const people = isOperator ? (await alertRoom(deps).people()).filter(({ id }) => id !== self.id) : [];
  const person = people.find(({ id }) => id === to);
  if (to === 'ask' && isOperator) return whom(request, people);
  return pressAnswer(request, deps, { action: 'assign', to: person ?? self });
}

function whom(request: QuestionRequest, people: Person[]): Answer {
  const { entities } = request;
  const data = (to: string) => ({
    alert: one(entities, 'alert') ?? '',
    revision: one(entities, 'revision') ?? '0',
    to,
  });
  return messageAnswer(
    {
      title: 'Who is to have it?',
      paragraphs: [
        people.length === 0
          ? 'Nobody else has worked on an alert yet: those who did are offered here.'
          : 'These have worked on alerts. Whoever gets it is called by name in its thread.',
      ],
      buttons: [
        { title: 'Me', verb: 'alert.assign', data: data(personOf(request).id) },
        ...people
          .slice(0, maxButtons - 1)
          .map(({ id, name }) => ({ title: name, verb: 'alert.assign', data: data(id) })),
      ],
    },
    { audience: 'askerOnly' },
  );
}

/** A name in a sentence proves nobody: whoever is to have an alert takes it. */
function forThemselves(name: string): Answer {
  return messageAnswer(
    {
      title: 'People take alerts themselves',
      tone: 'info',
      paragraphs: [
        `I cannot tell for sure who “${name.slice(0, 60)}” is, so nothing was changed. Ask them to press “Take it” on the card of the alert, or to tell me “assign the alert to me”.`,
      ],
      buttons: [{ title: 'Open alerts', verb: 'alert.list', data: {} }],
    },
    { audience: 'everyone' },
  );
}
