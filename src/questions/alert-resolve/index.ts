import { pressAnswer } from '../alerts/press-question.ts';
import { one } from '../entities.ts';
import type { Question } from '../question.ts';
import { examples } from './examples.ts';

/** Resolves a case as the person saw it; trouble that came since keeps it open. */
export const question: Question = {
  intent: 'alert.resolve',
  help: 'Say that an alert is dealt with',
  examples,
  answer: (request, deps) =>
    pressAnswer(request, deps, { action: 'resolve', note: one(request.entities, 'note')?.slice(0, 200) ?? '' }),
};
