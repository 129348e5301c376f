import type { Entities } from './question.ts';

/** What the next sentence may refer to ("the second one", "and last week?"). Throw-away: losing it costs a repeated question. */
export interface Conversation {
  intent?: string;
  entities?: Entities;
  /** What was listed last, in the order shown: keys that buttons and "the second one" resolve to; `next` is where "show more" goes on. */
  listed?: {
    kind: string;
    keys: string[];
    next?: string;
    /** What was asked to get the list, so that "show more" and "only bulk" still narrow it after a word about one of its items. */
    intent?: string;
    entities?: Entities;
  };
  /** The one thing last spoken of. */
  subject?: { kind: string; key: string };
}
