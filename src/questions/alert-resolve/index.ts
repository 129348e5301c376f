import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { pressAnswer } from '../alerts/press-question.ts';
import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

const wish: AlertWish = { verb: 'alert.resolve', title: 'Resolve', when: 'afterAPress', of: 'open' };

/** Resolves a case as the person saw it; trouble that came since keeps it open. */
export const question: Question = {
  intent: 'alert.resolve',
  help: 'Say that an alert is dealt with',
  examples,
  answer: (request, deps) =>
    onAlert(request, deps, wish, (about) =>
      pressAnswer(about, deps, { action: 'resolve', note: one(about.entities, 'note')?.slice(0, 200) ?? '' }),
    ),
};
