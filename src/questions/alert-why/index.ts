import type { Alert, Cause } from '../../alerts/alert.ts';
import { causesOf, ofCause } from '../../alerts/causes.ts';
import { cardDataOf, causeLine } from '../../alerts/present.ts';
import { type Button, maxButtons } from '../../cards/buttons.ts';
import { withoutAddresses } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
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

/**
 * What is behind a case: the cause of one of its held messages with its evidence, or what the watch saw. Of several causes each has a
 * button.
 */
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
  const causes = causesOf(alert);
  const asked = causes.find(({ key }) => key === one(request.entities, 'cause')) ?? null;
  const cause = causes.length === 1 ? causes[0] : asked;
  return cause == null ? whichCause(alert, causes, request) : behind(ofCause(alert, cause), request, deps);
}

async function behind(alert: Alert, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  if (alert.example !== null && isQuarantineIdentity(alert.example)) {
    return quarantineWhy.answer({ ...request, entities: { key: alert.example } }, deps);
  }
  return whatWasSeen(alert, request);
}

const atOnce = maxButtons - 1;

function whichCause(alert: Alert, causes: Cause[], request: QuestionRequest): Answer {
  const { title, campaign, people } = cardDataOf(alert, [], request.asker);
  const asked = Number(one(request.entities, 'from') ?? '0');
  const from = asked > 0 && asked < causes.length ? Math.trunc(asked) : 0;
  const shown = causes.slice(from, from + atOnce);
  const left = causes.length - from - shown.length;
  const about = { alert: alert.id, revision: String(alert.revision) };
  const more = { title: 'More causes', verb: 'alert.why', data: { ...about, from: String(from + shown.length) } };
  return messageAnswer({
    title: campaign === null ? title : `${title}: ${campaign.name}`,
    paragraphs: [`${people}. ${causes.length} causes are behind it, the worst first.`],
    sections: [
      { heading: 'Causes', lines: shown.map((cause, place) => lineOf(alert, cause, from + place + 1, request)) },
    ],
    buttons: [
      ...shown.map(({ key }, place) => ({
        title: `Why ${from + place + 1}?`,
        verb: 'alert.why',
        data: { ...about, cause: key },
      })),
      ...(left > 0 ? [more] : []),
    ],
  });
}

function lineOf(alert: Alert, cause: Cause, place: number, { asker }: QuestionRequest) {
  const { cause: name, people } = causeLine(alert, cause, asker);
  const until = cause.expiresAt === null ? '' : `, lost after ${formatDateTime(cause.expiresAt, asker)}`;
  const notes = cause.notes.map((note) => ` ${withoutAddresses(note)}`).join('');
  return { label: `${place}. ${name}`, text: `${people}${until}.${notes}` };
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
