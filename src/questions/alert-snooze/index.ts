import { resolveLaterTime } from '../../language/index.ts';
import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { pressAnswer } from '../alerts/press-question.ts';
import { alertRoom } from '../alerts/room-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** Lets a case rest until a time that the person chooses; it comes back by itself. */
export const question: Question = { intent: 'alert.snooze', help: 'Let an alert rest until a time', examples, answer };

const wish: AlertWish = { verb: 'alert.snooze', title: 'Snooze', when: 'atOnce', of: 'open', carries: ['until'] };

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  return onAlert(request, deps, wish, snooze);
}

async function snooze(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const until = one(request.entities, 'until');
  if (until === 'now') return pressAnswer(request, deps, { action: 'wake' });
  const at = until === null ? null : snoozeEnd(until, request.now, request.asker.timeZone);
  const mayPress = request.asker.roles.includes('operator') || request.asker.roles.includes('approver');
  if (at !== null || !mayPress) {
    return pressAnswer(request, deps, { action: 'snooze', until: (at ?? request.now).toISOString() });
  }
  return askUntil(request, deps);
}

async function askUntil(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const alert = one(request.entities, 'alert');
  const found = alert === null ? null : await alertRoom(deps).find(alert);
  const about = { alert: alert ?? '', revision: String(found?.alert.revision ?? 0) };
  const buttons = choices.map(({ title, until }) => ({ title, verb: 'alert.snooze', data: { ...about, until } }));
  const paragraphs = ['The alert comes back by itself when the time is over. New trouble is told meanwhile.'];
  return messageAnswer({ title: 'Until when?', paragraphs, buttons }, { audience: 'askerOnly' });
}

const choices = [
  { title: 'For 1 hour', until: '1h' },
  { title: 'For 4 hours', until: '4h' },
  { title: 'Until tomorrow, 08:00', until: 'tomorrow' },
  { title: 'Until Monday, 08:00', until: 'monday' },
];

/** Local times are the person's. Null for words that name no time. */
function snoozeEnd(words: string, now: Date, timeZone: string): Date | null {
  return resolveLaterTime(/^\d{1,3}h$/.test(words) ? words.replace('h', ' hours') : words, now, timeZone);
}
