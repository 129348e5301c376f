import type { Alert } from '../../alerts/alert.ts';
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
  const shown = alert.affected.addresses.slice(0, most);
  const rest = alert.affected.count - shown.length;
  return messageAnswer(
    {
      title: 'Who is concerned',
      paragraphs: [
        `${alert.affected.count} in all, ${alert.affected.cleared} of them settled.${rest > 0 ? ` The first ${shown.length} are shown.` : ''}`,
      ],
      sections: [{ heading: 'People', lines: shown.map((address) => lineOf(alert, address)) }],
    },
    { audience: 'askerOnly' },
  );
}

function lineOf(alert: Alert, entry: string) {
  const isSettled = alert.affected.clearedAddresses.includes(entry);
  const [address = ''] = entry.split('|');
  return {
    text: isSettled ? `${address} (settled)` : address,
    mark: isSettled ? ('good' as const) : ('bullet' as const),
  };
}
