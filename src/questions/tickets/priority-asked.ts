import { type Priority, priorities } from '../../tickets/ticket.ts';
import { one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

const spoken: Readonly<Record<string, Priority>> = {
  critical: 'urgent',
  p1: 'urgent',
  highest: 'urgent',
  p2: 'high',
  important: 'high',
  medium: 'normal',
  p3: 'normal',
  p4: 'low',
  lowest: 'low',
};

/** The priority that a form or a sentence names; null when none is. */
export function priorityAsked(request: QuestionRequest): Priority | null {
  const word = one(request.entities, 'priority')?.toLowerCase() ?? '';
  return priorities.find((priority) => priority === word) ?? spoken[word] ?? null;
}
