import type { QuestionRequest } from '../question.ts';

/** Where others read along, people's data stays out. */
export function audienceOf(request: Pick<QuestionRequest, 'place'>): 'personal' | 'channel' {
  return request.place === 'channel' || request.place === 'groupChat' ? 'channel' : 'personal';
}
