import type { AdaptiveCard } from '../cards/adaptive-card.ts';
import type { NotRead } from '../defender/reading.ts';
import type { Conversation } from './conversation.ts';
import type { QuestionDeps } from './deps.ts';

export type Role = 'reader' | 'operator' | 'approver' | 'csm';
export type Place = 'personal' | 'channel' | 'groupChat' | 'terminal';

/** Who asks, as validated by the door. `objectId` is the Entra object id of the token-checked activity. */
export interface Asker {
  objectId: string;
  /** Entra tenant of the asker, as the token proved it. Absent means the tenant whose mail is read. */
  tenantId?: string;
  name: string;
  roles: Role[];
  /** IANA name; the words "today" and "since Monday" are read in it. */
  timeZone: string;
  locale: string;
}

/** Values a question was asked with: the words as they were written, one or several. */
export type Entities = Record<string, string | string[]>;

export interface QuestionRequest {
  text: string;
  entities: Entities;
  asker: Asker;
  place: Place;
  now: Date;
  conversation: Conversation;
  /** Where it is asked, without the thread; absent in a terminal. */
  conversationId?: string;
  /** The message whose button was pressed, by its id in Teams. */
  pressedMessageId?: string;
  /** Text of attached files (.eml, .txt), already fetched and size-checked. */
  files: { name: string; text: string }[];
  signal?: AbortSignal;
}

/** `card` is null when words say it all. `couldNot` non-empty means that part or all of the question stays open. */
export interface Answer {
  text: string;
  card: AdaptiveCard | null;
  sources: string[];
  couldNot: NotRead[];
  /** True when nothing of what was asked could be answered. */
  unanswered?: boolean;
  /** Where the answer belongs when asked in a channel: people's data goes to the asker alone. */
  audience?: 'everyone' | 'askerOnly';
  /** Words for the one who pressed, shown on the card itself: nothing is posted. */
  notice?: boolean;
  /** What "the second one" or "why?" of the next turn points at. */
  remember?: Pick<Conversation, 'listed' | 'subject'>;
}

/** One thing a person can ask. A folder of `questions/`, named like its intent, exports one of these from index.ts. */
export interface Question {
  /** e.g. `quarantine.list` */
  intent: string;
  /** One line for the help card. */
  help: string;
  /** Sentences people say, for the language room. */
  examples: string[];
  answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer>;
}
