import { one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';

const inWords = /^\d{1,4}$/;

/**
 * Where a list is to go on: the cursor a button carries, or for "show more" in words (a page number) the place where the last
 * list ended. null for the beginning.
 */
export function pageAsked(request: QuestionRequest): string | null {
  const page = one(request.entities, 'page');
  if (page === null || !inWords.test(page)) return page;
  return request.conversation.listed?.next ?? null;
}

/** The answer to "show more" where the last list, one of the same question, has been shown to its end; otherwise null. */
export function pastTheEnd(request: QuestionRequest, intent: string): Answer | null {
  const { listed } = request.conversation;
  if (!inWords.test(one(request.entities, 'page') ?? '')) return null;
  if (listed?.intent !== intent || listed.next !== undefined) return null;
  return words('That was all I found; there is nothing more to show. Ask for another time, sender or reason.', {
    audience: 'everyone',
  });
}
