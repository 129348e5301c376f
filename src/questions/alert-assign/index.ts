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

const wish: AlertWish = { verb: 'alert.assign', title: 'Take', when: 'atOnce', of: 'open', carries: ['assignee'] };

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
  return onAlert(request, deps, wish, assign);
}

/**
 * `to` comes from a button alone: `ask` for the choice, else the id of somebody whom it offered. A name that was said counts when just
 * one of those who have worked on alerts has it.
 */
async function assign(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const self = personOf(request);
  const to = request.text === '' ? one(request.entities, 'to') : null;
  const said = one(request.entities, 'assignee');
  const named = to !== null || said === null || said === 'me' ? null : said;
  if (named === null && (to === null || to === self.id))
    return pressAnswer(request, deps, { action: 'assign', to: self });
  const isOperator = request.asker.roles.includes('operator') || request.asker.roles.includes('approver');
  const people = isOperator ? (await alertRoom(deps).people()).filter(({ id }) => id !== self.id) : [];
  const called = named === null ? [] : people.filter(({ name }) => isCalled(name, named));
  const person = named === null ? people.find(({ id }) => id === to) : called[0];
  if (isOperator && (to === 'ask' || (named !== null && called.length !== 1))) return whom(request, people, named);
  return pressAnswer(request, deps, { action: 'assign', to: person ?? self });
}

function isCalled(name: string, said: string): boolean {
  const whole = name.toLowerCase();
  const wanted = said.toLowerCase();
  return whole === wanted || whole.split(' ')[0] === wanted;
}

function whom(request: QuestionRequest, people: Person[], named: string | null): Answer {
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
        ...(named === null
          ? []
          : [
              `I cannot tell for sure who “${named.slice(0, 60)}” is, so nothing was changed. They can take it themselves too.`,
            ]),
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
