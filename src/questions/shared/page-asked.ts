import { one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

/**
 * Where a list is to go on: the cursor a button carries, or for "show more" in words (a page number) the place where the last
 * list ended. null for the beginning.
 */
export function pageAsked(request: QuestionRequest): string | null {
  const page = one(request.entities, 'page');
  if (page === null || !/^\d{1,4}$/.test(page)) return page;
  return request.conversation.listed?.next ?? null;
}
