import { type AlertWish, onAlert } from '../alerts/on-alert.ts';
import { answerTo, pressedBy } from '../alerts/press-question.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { question as ticketOpen } from '../ticket-open/index.ts';
import { examples } from './examples.ts';

/**
 * Escalates a case by hand: everybody sees it on the card, and the one who pressed gets the form that shows what ContactMonkey would be
 * told. Nothing leaves before it is sent.
 */
export const question: Question = {
  intent: 'alert.escalate',
  help: 'Take an alert one step further',
  examples,
  answer,
};

const wish: AlertWish = { verb: 'alert.escalate', title: 'Escalate', when: 'afterAPress', of: 'open' };

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  return onAlert(request, deps, wish, escalate);
}

async function escalate(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const pressed = await pressedBy(request, deps, { action: 'escalate' });
  if (!('found' in pressed)) return pressed;
  const isEscalated = pressed.found && (pressed.outcome === 'done' || pressed.why === 'escalated');
  if (!isEscalated || deps.tickets === undefined) return answerTo(pressed, request, 'escalate');
  return ticketOpen.answer({ ...request, entities: { alert: one(request.entities, 'alert') ?? '' } }, deps);
}
