import { pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

/** Acknowledges a case; pressed again it does no harm. */
export const question: Question = {
  intent: 'alert.acknowledge',
  help: 'Say that you look after an alert',
  examples,
  answer: (request, deps) => pressAnswer(request, deps, { action: 'acknowledge' }),
};
