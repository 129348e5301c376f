import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { personOf, pressAnswer } from '../alerts/press-question.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const wish: AlertWish = { verb: 'alert.assign', title: 'Take', when: 'atOnce', of: 'open' };

/** Gives a case to the one who presses. Somebody else's is taken over only from a card that names them. */
export const question: Question = {
  intent: 'alert.assign',
  help: 'Take an alert, or take it over',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const to = one(request.entities, 'assignee');
  if (to !== null && to !== 'me' && request.text !== '') return forThemselves(to);
  return onAlert(request, deps, wish, (about) => pressAnswer(about, deps, { action: 'assign', to: personOf(about) }));
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
