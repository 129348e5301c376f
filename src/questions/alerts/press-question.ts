import type { Alert, Mark, Person } from '../../alerts/alert.ts';
import type { Press, PressAction, PressWhy } from '../../alerts/press.ts';
import type { PressedAlert } from '../../alerts/press-alert.ts';
import { shownCard } from '../../cards/alert/index.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { refused } from '../shared/refused.ts';
import { words } from '../standard-answers.ts';
import { alertRoom } from './room-of.ts';

type What = {
  [Action in PressAction]: Omit<Extract<Press, { action: Action }>, 'by' | 'at' | 'revision'>;
}[PressAction];

/**
 * Carries out a button of the alert card and tells only the one who pressed; everybody else sees it on the card. Those who may not
 * press get a refusal, which is kept on record.
 */
export async function pressAnswer(request: QuestionRequest, deps: QuestionDeps, what: What): Promise<Answer> {
  const pressed = await pressedBy(request, deps, what);
  return 'found' in pressed ? answerTo(pressed, request, what.action) : pressed;
}

/** The same for those who go on from what became of the press. */
export async function pressedBy(
  request: QuestionRequest,
  deps: QuestionDeps,
  what: What,
): Promise<PressedAlert | Answer> {
  const room = alertRoom(deps);
  const alertId = one(request.entities, 'alert');
  if (alertId === null) return notice('Press the button on the card of an alert.', true);
  const by = personOf(request);
  const { roles } = request.asker;
  if (!roles.includes('operator') && !roles.includes('approver')) {
    const answer = notice(
      'Sorry, alerts are looked after by operators and approvers. Nothing was changed. Ask the administrator who runs Quarantine Watch to add you.',
      true,
    );
    return refused(request, deps, `alert.${what.action}`, answer, 'noRole', { alert: alertId.slice(0, 100) });
  }
  const { conversationId, pressedMessageId } = request;
  const isOnTheCard = one(request.entities, 'card') === shownCard;
  if (isOnTheCard && conversationId !== undefined && pressedMessageId !== undefined)
    await room.seen(alertId, conversationId, pressedMessageId);
  const revision = Number(one(request.entities, 'revision') ?? '0');
  const at = request.now.toISOString();
  const press = { ...what, by, at, revision: Number.isInteger(revision) ? revision : 0 } as Press;
  return room.press(alertId, press);
}

/** The one who asks, as cases remember them. */
export function personOf({ asker }: QuestionRequest): Person {
  return { id: asker.objectId, name: asker.name || 'Somebody' };
}

/** Words on the card for the one who pressed. */
export function notice(text: string, unanswered = false): Answer {
  return words(text, { notice: true, audience: 'askerOnly', ...(unanswered ? { unanswered } : {}) });
}

/** What the one who pressed is told. */
export function answerTo(pressed: PressedAlert, request: QuestionRequest, action: PressAction): Answer {
  if (!pressed.found) return notice('This alert is not kept any more. The card is out of date.', true);
  if (pressed.outcome === 'done') return notice(doneWords(action, pressed.alert, request));
  return notice(`${tooLate(pressed.why, pressed.first, request)}`);
}

function doneWords(action: PressAction, alert: Alert, request: QuestionRequest): string {
  switch (action) {
    case 'acknowledge':
      return 'You look after it now. The card says so to everybody.';
    case 'assign':
      return `${alert.assigned?.to.name ?? 'Somebody'} has it now. The card says so to everybody.`;
    case 'snooze':
      return `Snoozed until ${formatDateTime(alert.snoozedUntil ?? '', request.asker)}.`;
    case 'wake':
      return 'The snooze is over.';
    case 'escalate':
      return 'Escalated. The card says so to everybody.';
    case 'resolve':
      return 'Resolved. New trouble opens it again.';
    case 'reopen':
      return 'Open again.';
  }
}

const done: Record<PressWhy, string> = {
  acknowledged: 'It is already looked after',
  assigned: 'It is already assigned',
  escalated: 'It is already escalated',
  snoozed: 'It is snoozed until then already',
  awake: 'It is not snoozed',
  resolved: 'It is already resolved',
  open: 'It is open already',
  newTrouble: 'More happened since this card was drawn. Look at it again, then press Resolve once more',
  snoozeInPast: 'That time has passed. Choose a later one',
  onlyNews: 'There is nothing to do about good news',
};

function tooLate(why: PressWhy, first: Mark | null, request: QuestionRequest): string {
  if (first === null) return `${done[why]}.`;
  const who =
    first.by === null
      ? 'by the watch itself'
      : first.by.id === request.asker.objectId
        ? 'by you'
        : `by ${first.by.name}`;
  return `${done[why]}, ${who}, since ${formatDateTime(first.at, request.asker)} (${agoWords(first.at, request.now)}).`;
}

function agoWords(at: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 120) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} hours ago` : `${Math.round(minutes / 1440)} days ago`;
}
