import { pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

/** Escalates a case by hand. */
export const question: Question = {
  intent: 'alert.escalate',
  help: 'Take an alert one step further',
  examples,
  answer: (request, deps) => pressAnswer(request, deps, { action: 'escalate' }),
};
