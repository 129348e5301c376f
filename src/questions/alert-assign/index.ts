import { personOf, pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

/** Gives a case to the one who presses. Somebody else's is taken over only from a card that names them. */
export const question: Question = {
  intent: 'alert.assign',
  help: 'Take an alert, or take it over',
  examples,
  answer: (request, deps) => pressAnswer(request, deps, { action: 'assign', to: personOf(request) }),
};
