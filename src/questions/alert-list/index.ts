import { type Alert, isOpen, isUnattended } from '../../alerts/alert.ts';
import { countOf } from '../../cards/format.ts';
import { resolveTimeRange } from '../../language/index.ts';
import { alertLine } from '../alerts/alert-lines.ts';
import { alertRoom } from '../alerts/room-of.ts';
import { alertsMeant } from '../alerts/which-alert.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const shown = 20;
const lately = 7 * 86_400_000;

/** Which alerts there are: the open ones unless others are asked for. */
export const question: Question = {
  intent: 'alert.list',
  help: 'Alerts that are open, and who has them',
  examples,
  answer,
};

interface Choice {
  words: RegExp;
  title: string;
  fits: (alert: Alert, request: QuestionRequest) => boolean;
  /** Open alerts alone do not tell. */
  past?: boolean;
}

/** Words that choose among alerts; all that fit hold. */
const choices: Choice[] = [
  { words: /\b(?:resolved|closed|solved)\b/i, title: 'resolved', fits: (alert) => !isOpen(alert), past: true },
  {
    words:
      /\bunacknowledged\b|\bunattended\b|\bnot (?:yet )?(?:been )?(?:acknowledged|taken|seen)\b|\bnobody\b|\bno one\b/i,
    title: 'that nobody has',
    fits: isUnattended,
  },
  { words: /\bsnoozed\b|\basleep\b/i, title: 'snoozed', fits: ({ state }) => state === 'snoozed' },
  { words: /\bescalated\b/i, title: 'escalated', fits: ({ state }) => state === 'escalated' },
  {
    words: /\bmy\b|\bmine\b|\bassigned to me\b|\bdo i have\b/i,
    title: 'of yours',
    fits: ({ assigned, acknowledged }, { asker }) => (assigned?.to.id ?? acknowledged?.by?.id) === asker.objectId,
  },
  {
    words: /\b(?:critical|high|grave|gravest|important|urgent|severe)\b/i,
    title: 'of high severity',
    fits: ({ severity }) => severity === 'high',
  },
  { words: /\bmedium\b/i, title: 'of medium severity', fits: ({ severity }) => severity === 'medium' },
  { words: /\blow\b/i, title: 'of low severity', fits: ({ severity }) => severity === 'low' },
];

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { asker, now, text } = request;
  const room = alertRoom(deps);
  const when = one(request.entities, 'date_range');
  const range = when === null ? null : resolveTimeRange(when, now, asker.timeZone);
  const chosen = choices.filter(({ words }) => words.test(text));
  const past = range !== null || chosen.some((choice) => choice.past);
  const since = range === null ? new Date(now.getTime() - lately) : new Date(range.from);
  const among = past ? await room.since(since) : await room.open();
  const { alerts } = await alertsMeant({ ...request, entities: withoutKey(request) }, room, among);
  const found = alerts.filter(
    (alert) =>
      (range === null || (alert.openedAt >= range.from && alert.openedAt <= range.to)) &&
      chosen.every(({ fits }) => fits(alert, request)),
  );
  const what = [past ? 'Alerts' : 'Open alerts', ...chosen.map(({ title }) => title), range?.label ?? '']
    .filter((part) => part !== '')
    .join(' ');
  return listed(found, what, request);
}

function withoutKey({ entities }: QuestionRequest) {
  const { alert: _alert, ...others } = entities;
  return others;
}

function listed(alerts: Alert[], title: string, request: QuestionRequest): Answer {
  const some = alerts.slice(0, shown);
  const more = alerts.length > some.length ? `, the newest ${some.length} are shown` : '';
  const [only] = some;
  return messageAnswer(
    {
      title,
      tone: alerts.length === 0 ? 'good' : 'info',
      paragraphs: [
        alerts.length === 0
          ? 'There are none.'
          : `${countOf(alerts.length, 'alert', 'alerts', request.asker)}${more}. Say “acknowledge the first one”, “why the second one?” or “snooze the third until Monday”.`,
      ],
      sections: [
        { heading: 'Newest first', lines: some.map((alert, index) => alertLine(alert, index + 1, request.asker)) },
      ],
      buttons: some
        .filter(isUnattended)
        .slice(0, 3)
        .map((alert) => ({
          title: `Acknowledge ${some.indexOf(alert) + 1}`,
          verb: 'alert.acknowledge',
          data: { alert: alert.id, revision: String(alert.revision) },
        })),
    },
    {
      audience: 'everyone',
      remember: {
        listed: { kind: 'alert', keys: some.map(({ id }) => id) },
        ...(only !== undefined && some.length === 1 ? { subject: { kind: 'alert', key: only.id } } : {}),
      },
    },
  );
}
