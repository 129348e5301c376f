import { formatDateTime } from '../../cards/format.ts';
import type { Weekday } from '../../policy-watch/digest-times.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { DigestRoom } from '../policies/digest-room.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';

const workdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const times: Record<string, { title: string; days: Weekday[]; at: string }> = {
  monday: { title: 'Every Monday at 8:00', days: ['monday'], at: '08:00' },
  workdays: { title: 'Every workday at 8:00', days: workdays, at: '08:00' },
};

/** The summary of the policies, posted to this conversation at set times. Reached by buttons. */
export const question: Question = {
  intent: 'policy.digest',
  help: 'The policy summary, posted here every week or workday',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { conversationId } = request;
  if (deps.digests === undefined || conversationId === undefined)
    return words('The policy summary is posted to a Teams chat or channel: ask there.', { unanswered: true });
  const wanted = one(request.entities, 'do');
  if (wanted === null) return offer(await deps.digests.of(conversationId, request.now), request, '');
  if (!maySet(request))
    return words('What is posted to a channel is set by operators and approvers.', {
      unanswered: true,
      audience: 'askerOnly',
    });
  if (wanted === 'stop') return stopped(deps.digests, conversationId);
  const chosen = times[wanted];
  if (chosen === undefined) return offer(await deps.digests.of(conversationId, request.now), request, '');
  const { timeZone, objectId } = request.asker;
  const wish = { conversationId, days: chosen.days, at: chosen.at, timeZone, createdBy: objectId, now: request.now };
  return offer(await deps.digests.subscribe(wish), request, `${chosen.title} (${timeZone}) from now on.`);
}

/** In their own chat readers decide for themselves; for others operators and approvers do. */
function maySet({ asker, place }: QuestionRequest): boolean {
  return place === 'personal' || asker.roles.includes('operator') || asker.roles.includes('approver');
}

async function stopped(room: DigestRoom, conversationId: string): Promise<Answer> {
  const was = await room.unsubscribe(conversationId);
  return words(was ? 'The policy summary is not posted here any more.' : 'No policy summary was posted here.');
}

function offer(standing: { next: string[] } | null, request: QuestionRequest, said: string): Answer {
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const next = standing?.next[0];
  return messageAnswer({
    title: 'Policy summary',
    tone: 'info',
    paragraphs: [
      said,
      next === undefined
        ? 'The policy summary is not posted here.'
        : `It is posted here next on ${formatDateTime(next, reader)}.`,
      'It tells the score, the worst gaps, what changed since the last one and which waivers end soon.',
    ].filter((part) => part !== ''),
    buttons: [
      ...Object.entries(times).map(([key, { title }]) => ({ title, verb: 'policy.digest', data: { do: key } })),
      ...(standing === null ? [] : [{ title: 'Stop posting it', verb: 'policy.digest', data: { do: 'stop' } }]),
    ],
  });
}
