import type { Alert } from '../../alerts/alert.ts';
import type { Button } from '../../cards/buttons.ts';
import { deliverPersonally } from '../../cards/buttons.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { isPlainOrder } from '../shared/plain-order.ts';
import { alertLine, alertName } from './alert-lines.ts';
import { alertRoom } from './room-of.ts';
import { type AlertsMeant, alertsMeant, calledBy } from './which-alert.ts';

/** What a sentence wants of an alert. */
export interface AlertWish {
  verb: string;
  /** On the button that does it. */
  title: string;
  /** `atOnce` where a plain order means one alert beyond doubt; `afterAPress` shows it first, so that a stray word ends nothing. */
  when: 'atOnce' | 'afterAPress';
  /** Which alerts it can be about. */
  of: 'open' | 'resolved';
  /** Entities that the button takes along. */
  carries?: readonly string[];
  /** It only reads, so that its answer stands as it is. */
  reads?: boolean;
}

type Carry = (request: QuestionRequest, deps: QuestionDeps) => Promise<Answer>;

const offered = 5;
const resolvedWithin = 7 * 86_400_000;

/** A pressed button is carried out; a sentence first has to say which alert it means, and who reads along must see which it was. */
export async function onAlert(
  request: QuestionRequest,
  deps: QuestionDeps,
  wish: AlertWish,
  carryOut: Carry,
): Promise<Answer> {
  if (request.text === '') return carryOut(request, deps);
  const room = alertRoom(deps);
  const among = wish.of === 'open' ? await room.open() : await resolvedLately(request, deps);
  const meant = await alertsMeant(request, room, among);
  const [only, second] = meant.alerts;
  if (only === undefined) return noneMeant(request, wish, meant);
  if (second !== undefined) return whichAlert(request, wish, meant);
  const isUnsure = !wish.reads && !isPlainOrder(request.text, wish.verb);
  if (isUnsure || wish.when === 'afterAPress' || (wish.of === 'open' && only.state === 'resolved'))
    return shown(only, request, wish);
  return done(only, request, deps, wish, carryOut);
}

async function resolvedLately({ now }: QuestionRequest, deps: QuestionDeps): Promise<Alert[]> {
  const since = await alertRoom(deps).since(new Date(now.getTime() - resolvedWithin));
  return since.filter(({ state, reason }) => state === 'resolved' && reason !== 'passed');
}

async function done(alert: Alert, request: QuestionRequest, deps: QuestionDeps, wish: AlertWish, carryOut: Carry) {
  const about = { alert: alert.id, revision: String(alert.revision) };
  const answer = await carryOut({ ...request, entities: { ...request.entities, ...about } }, deps);
  const remember = { subject: { kind: 'alert', key: alert.id } };
  if (wish.reads || !answer.notice) return { ...answer, remember: { ...answer.remember, ...remember } };
  const isForAsker = answer.unanswered === true;
  return messageAnswer(
    { title: alertName(alert, request.asker), tone: isForAsker ? 'info' : 'good', paragraphs: [answer.text] },
    { remember, audience: isForAsker ? 'askerOnly' : 'everyone', ...(isForAsker ? { unanswered: true } : {}) },
  );
}

function shown(alert: Alert, request: QuestionRequest, wish: AlertWish): Answer {
  const isOver = alert.state === 'resolved' && wish.of === 'open';
  return messageAnswer(
    {
      title: isOver ? 'It is resolved already' : `${wish.title} this one?`,
      paragraphs: isOver ? [] : ['Nothing was changed yet.'],
      sections: [{ heading: 'Alert', lines: [alertLine(alert, null, request.asker)] }],
      buttons: isOver
        ? [{ title: 'Open again', verb: 'alert.reopen', data: { alert: alert.id, revision: String(alert.revision) } }]
        : [buttonFor(alert, request, wish, wish.title)],
    },
    { remember: { subject: { kind: 'alert', key: alert.id } }, audience: 'everyone' },
  );
}

function whichAlert(request: QuestionRequest, wish: AlertWish, { alerts }: AlertsMeant): Answer {
  const some = alerts.slice(0, offered);
  const more = alerts.length > some.length ? ` These are the newest of ${alerts.length}.` : '';
  return messageAnswer(
    {
      title: 'Which alert?',
      paragraphs: [`Press one, or say it of “the second one”.${wish.reads ? '' : ' Nothing was changed.'}${more}`],
      sections: [
        {
          heading: 'Newest first',
          lines: some.map((alert, index) => alertLine(alert, index + 1, request.asker)),
        },
      ],
      buttons: some.map((alert, index) => buttonFor(alert, request, wish, `${wish.title} ${index + 1}`)),
    },
    { remember: { listed: { kind: 'alert', keys: some.map(({ id }) => id) } }, audience: 'everyone' },
  );
}

function noneMeant(request: QuestionRequest, wish: AlertWish, { named }: AlertsMeant): Answer {
  const called = calledBy(request);
  const sentence =
    named && called !== null
      ? `No ${wish.of} alert is called “${called}”.`
      : named
        ? 'This alert is not kept any more.'
        : wish.of === 'open'
          ? 'No alert is open.'
          : 'No alert was resolved in the last seven days.';
  return messageAnswer(
    {
      title: named ? 'No such alert' : 'No alert to speak of',
      tone: 'info',
      paragraphs: [`${sentence} Nothing was changed.`],
      buttons: [
        { title: 'Open alerts', verb: 'alert.list', data: {} },
        { title: 'Open tickets', verb: 'ticket.list', data: {} },
      ],
    },
    { audience: 'everyone' },
  );
}

function buttonFor(alert: Alert, request: QuestionRequest, wish: AlertWish, title: string): Button {
  const data: Record<string, string> = { alert: alert.id, revision: String(alert.revision) };
  for (const name of wish.carries ?? []) {
    const value = one(request.entities, name);
    if (value !== null) data[name] = value;
  }
  if (wish.verb === 'alert.affected') data.deliver = deliverPersonally;
  return { title, verb: wish.verb, data };
}
