import type { RefusalReason } from '../../store/refusals.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';

/** Keeps that the asker was told no, and hands out the answer that says so. `action` is the intent or verb that was tried. */
export async function refused(
  request: Pick<QuestionRequest, 'asker' | 'now' | 'place'>,
  deps: Pick<QuestionDeps, 'refusals'>,
  action: string,
  answer: Answer,
  reason: RefusalReason = 'noRole',
  about: Record<string, string> = {},
): Promise<Answer> {
  const { asker, now: at, place } = request;
  const { objectId, name, tenantId } = asker;
  const by = { id: objectId, name };
  await deps.refusals?.keep({
    at,
    by,
    ...(tenantId ? { tenantId } : {}),
    action,
    reason,
    details: { place, ...about },
  });
  return answer;
}
