import { pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

/** Opens a resolved case again. */
export const question: Question = {
  intent: 'alert.reopen',
  help: 'Open a resolved alert again',
  examples,
  answer: (request, deps) => pressAnswer(request, deps, { action: 'reopen' }),
};
