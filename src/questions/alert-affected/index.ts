import { peopleOf } from '../../alerts/affected.ts';
import { causeWords } from '../../alerts/cause-words.ts';
import { causesOf } from '../../alerts/causes.ts';
import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { alertRoom } from '../alerts/room-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';

const most = 40;

/** Who is concerned by a case, for the asker alone. */
export const question: Question = { intent: 'alert.affected', help: 'Whom an alert concerns', examples, answer };

const wish: AlertWish = { verb: 'alert.affected', title: 'Who in', when: 'atOnce', of: 'open', reads: true };

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  return onAlert(request, deps, wish, whoIsConcerned);
}

async function whoIsConcerned(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const alertId = one(request.entities, 'alert');
  const found = alertId === null ? null : await alertRoom(deps).find(alertId);
  if (found === null) return words('This alert is not kept any more.', { unanswered: true, audience: 'askerOnly' });
  const { alert } = found;
  const { affected } = alert;
  const causes = causesOf(alert);
  const people = causes.flatMap((cause) => peopleOf(cause.affected).map((person) => ({ ...person, cause })));
  const shown = people.slice(0, most);
  const rest = people.length - shown.length;
  const total = `${affected.more ? 'More than ' : ''}${affected.count}`;
  return messageAnswer(
    {
      title: 'Who is concerned',
      paragraphs: [
        `${total} in all, ${affected.cleared} of them settled.${rest > 0 ? ` The first ${shown.length} are shown.` : ''}`,
      ],
      sections: causes.map((cause) => ({
        heading: causes.length === 1 ? 'People' : causeWords(alert.reason, cause),
        lines: shown.filter((person) => person.cause === cause).map(lineOf),
      })),
    },
    { audience: 'askerOnly' },
  );
}

function lineOf({ address, isSettled }: { address: string; isSettled: boolean }) {
  return {
    text: isSettled ? `${address} (settled)` : address,
    mark: isSettled ? ('good' as const) : ('bullet' as const),
  };
}
