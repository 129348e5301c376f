import type { Conversation } from './conversation.ts';
import { cleanEntities } from './entities.ts';
import type { Answer, Entities } from './question.ts';

const MAX_LISTED = 50;
const UNMEMORABLE = new Set(['smalltalk/help', 'out_of_scope']);

/**
 * What to keep for the next turn. A question that lists or shows nothing leaves the last list in place, so "and the third?"
 * still works after "why the second one?". A list without keys (of people) can be gone on with, and numbers keep their places.
 */
export function rememberTurn(before: Conversation, intent: string, entities: Entities, answer: Answer): Conversation {
  const { listed, subject } = answer.remember ?? {};
  const next: Conversation = UNMEMORABLE.has(intent)
    ? { ...before }
    : { ...before, intent, entities: lasting(entities) };
  if (listed) {
    const places = listed.keys.length > 0 ? listed : (before.listed ?? listed);
    next.listed = {
      kind: places.kind,
      keys: places.keys.slice(0, MAX_LISTED),
      ...(listed.next === undefined ? {} : { next: listed.next }),
      intent,
      entities: lasting(entities),
    };
    delete next.subject;
  }
  if (subject) next.subject = subject;
  return next;
}

/** Where one answer was to be delivered is no part of what was asked. */
function lasting(entities: Entities): Entities {
  const { deliver: _deliver, ...asked } = cleanEntities(entities);
  return asked;
}
