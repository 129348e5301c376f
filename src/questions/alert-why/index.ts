import type { Alert } from '../../alerts/alert.ts';
import { cardDataOf } from '../../alerts/present.ts';
import type { Button } from '../../cards/buttons.ts';
import { withoutAddresses } from '../../cards/escape.ts';
import { policyWords } from '../../cards/words.ts';
import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { alertRoom } from '../alerts/room-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { isQuarantineIdentity, one } from '../entities.ts';
import { question as quarantineWhy } from '../quarantine-why/index.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';

/** What is behind a case: the cause of one of its held messages with its evidence, or what the watch saw. */
export const question: Question = { intent: 'alert.why', help: 'What is behind an alert', examples, answer };

const wish: AlertWish = { verb: 'alert.why', title: 'Why', when: 'atOnce', of: 'open', reads: true };

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  return onAlert(request, deps, wish, causeOf);
}

async function causeOf(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const alertId = one(request.entities, 'alert');
  const found = alertId === null ? null : await alertRoom(deps).find(alertId);
  if (found === null) return words('This alert is not kept any more.', { unanswered: true, audience: 'askerOnly' });
  const { alert } = found;
  if (alert.example !== null && isQuarantineIdentity(alert.example)) {
    return quarantineWhy.answer({ ...request, entities: { key: alert.example } }, deps);
  }
  return whatWasSeen(alert, request);
}

function whatWasSeen(alert: Alert, request: QuestionRequest): Answer {
  const data = cardDataOf(alert, [], request.asker);
  const lines = [
    ...(data.campaign === null ? [] : [{ label: 'Campaign', text: data.campaign.name }]),
    ...(data.people === '' ? [] : [{ label: 'Concerns', text: data.people }]),
    ...(data.policy === null ? [] : [{ label: 'Policy', text: policyWords(data.policy) }]),
    ...(data.detail === null ? [] : [{ label: data.detail.label, text: data.detail.value }]),
    ...data.notes.map((text) => ({ text })),
  ].map((line) => ({ ...line, text: withoutAddresses(line.text) }));
  const buttons: Button[] = [
    ...(data.campaign === null
      ? []
      : [{ title: 'The mail in quarantine', verb: 'quarantine.list', data: { campaign: data.campaign.name } }]),
    ...(alert.reason === 'allowEntryExpiring' ? [{ title: 'Renew', verb: 'allowlist.expiry', data: {} }] : []),
    ...(alert.reason === 'watchBlind' ? [{ title: 'What am I allowed?', verb: 'permissions', data: {} }] : []),
  ];
  return messageAnswer({
    title: data.title,
    paragraphs: [data.advice],
    sections: [{ heading: 'What the watch saw', lines }],
    buttons,
  });
}
