import type { Conversation } from './conversation.ts';
import type { Answer, Asker, Entities, Place } from './question.ts';

export interface AskRequest {
  text: string;
  asker: Asker;
  place: Place;
  now: Date;
  conversation: Conversation;
  /** Where it is asked, without the thread; absent in a terminal. */
  conversationId?: string;
  /** The thread it is asked in, by the id of its conversation; absent outside channels. */
  threadId?: string;
  files: { name: string; text: string }[];
  signal?: AbortSignal;
}

/** A pressed button: `verb` is an intent, `data` its entities. The data is client-supplied and checked again by the question. */
export interface PressRequest extends Omit<AskRequest, 'text' | 'files'> {
  verb: string;
  data: Entities;
  /** The message whose button was pressed, by its id in Teams. */
  pressedMessageId?: string;
}

export interface Understanding {
  intent: string;
  /** 0 to 1 */
  confidence: number;
  entities: Entities;
}

export interface Reply {
  understanding: Understanding;
  answer: Answer;
  /** What to remember for the next turn of this conversation. */
  conversation: Conversation;
}

/** The product behind any front: Teams, a terminal. Never throws for what the outside world does. */
export interface Assistant {
  understand(request: AskRequest): Understanding;
  ask(request: AskRequest): Promise<Reply>;
  press(request: PressRequest): Promise<Reply>;
  welcome(asker: Asker): Answer;
}
