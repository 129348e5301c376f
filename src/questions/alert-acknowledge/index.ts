import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

const wish: AlertWish = { verb: 'alert.acknowledge', title: 'Acknowledge', when: 'atOnce', of: 'open' };

/** Acknowledges a case; pressed again it does no harm. */
export const question: Question = {
  intent: 'alert.acknowledge',
  help: 'Say that you look after an alert',
  examples,
  answer: (request, deps) =>
    onAlert(request, deps, wish, (about) => pressAnswer(about, deps, { action: 'acknowledge' })),
};
