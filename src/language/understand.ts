import type { Understanding } from '../questions/assistant.ts';
import type { Conversation } from '../questions/conversation.ts';
import { classify } from './classifier.ts';
import { extractEntities } from './extract-entities.ts';
import { resolveFollowUp } from './follow-up.ts';
import { asTicketTurn } from './follow-up-case.ts';
import type { Intent, QuestionName } from './intents.ts';
import { looksLikeHeaders } from './pasted-headers.ts';

/** Below this, what was understood is a guess: ask back with the alternatives instead of answering. */
export const SURE_ENOUGH = 0.35;

export interface Understood extends Understanding {
  intent: Intent;
  /** The question that answers: `intent`, or a finer one of it (`policy.effective`, `policy.changes`, `policy.waive`, `ticket.list`). */
  question: QuestionName;
  /** What else it may have been, likeliest first, without `intent`. */
  alternatives: { intent: Intent; confidence: number }[];
}

export interface UnderstandContext {
  /** A mail or its headers came along as a file. */
  hasFiles?: boolean;
  /** The person works on tickets and nothing else: "close it" and "assign to me" can only mean a ticket. */
  ticketsOnly?: boolean;
  conversation?: Conversation;
}

const ALTERNATIVES = 3;
/** A file is evidence for these as much as for itself. */
const FILE_MAY_ACCOMPANY: ReadonlySet<Intent> = new Set(['ticket.open', 'ticket.status']);

/** What a person wants, from their words, the files they sent along and what was spoken of before. Never throws. */
export function understand(text: string, context: UnderstandContext = {}): Understood {
  if (looksLikeHeaders(text)) return certain('headers.explain');
  const withFile = context.hasFiles === true;
  if (!/[\p{L}\p{N}]/u.test(text)) return certain(withFile ? 'headers.explain' : 'smalltalk/help');
  const [best, ...others] = classify(text);
  if (best === undefined) return certain('smalltalk/help');
  if (withFile && !FILE_MAY_ACCOMPANY.has(best.intent)) return certain('headers.explain');
  const understood: Understood = {
    intent: best.intent,
    question: best.question,
    confidence: rounded(best.confidence),
    entities: extractEntities(text, best.intent, best.question),
    alternatives: others
      .slice(0, ALTERNATIVES)
      .map(({ intent, confidence }) => ({ intent, confidence: rounded(confidence) })),
  };
  const resolved =
    context.conversation === undefined ? understood : resolveFollowUp(understood, text, context.conversation);
  return context.ticketsOnly === true ? (asTicketTurn(resolved, text) ?? resolved) : resolved;
}

function certain(intent: Intent): Understood {
  return { intent, question: intent, confidence: 1, entities: {}, alternatives: [] };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
