import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { pressAnswer } from '../alerts/press-question.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

const wish: AlertWish = { verb: 'alert.reopen', title: 'Open again', when: 'atOnce', of: 'resolved' };

/** Opens a resolved case again. */
export const question: Question = {
  intent: 'alert.reopen',
  help: 'Open a resolved alert again',
  examples,
  answer: (request, deps) => onAlert(request, deps, wish, (about) => pressAnswer(about, deps, { action: 'reopen' })),
};
