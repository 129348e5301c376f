import { one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';

/** Said when a number was named that the last list of findings does not have; null when none was named. */
export function placeMissing(request: QuestionRequest): Answer | null {
  const item = one(request.entities, 'item');
  if (item === null) return null;
  const { listed } = request.conversation;
  const length = listed?.kind === 'finding' ? listed.keys.length : 0;
  const said =
    length === 0
      ? `I have listed no findings that number ${item} could be one of.`
      : `The last list of findings has ${length} ${length === 1 ? 'entry' : 'entries'}, so there is no number ${item}.`;
  return words(`${said} Ask “list all findings” and name a number of that list.`, { unanswered: true });
}
