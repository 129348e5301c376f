import { codeText } from '../../cards/escape.ts';
import { type MessageData, messageCard } from '../../cards/message/index.ts';
import type { Answer } from '../question.ts';
import { openEnds } from '../standard-answers.ts';

/** An answer in paragraphs and lists: the same words as text (for a terminal) and as a card. */
export function messageAnswer(data: MessageData, more: Partial<Answer> = {}): Answer {
  const couldNot = data.couldNot ?? [];
  return {
    text: codeText(inWords(data)) + openEnds(couldNot),
    card: messageCard(data),
    sources: data.sources ?? [],
    couldNot,
    ...more,
  };
}

function inWords(data: MessageData): string {
  const filled = (data.sections ?? []).filter((section) => section.lines.length > 0);
  const sections = filled.map((section) => {
    const lines = section.lines.map((line) => `- ${line.label === undefined ? '' : `${line.label}: `}${line.text}`);
    return [`${section.heading}:`, ...lines].join('\n');
  });
  const links = (data.links ?? []).map((link) => `${link.title}: ${link.url}`);
  return [...data.paragraphs, ...sections, ...links].join('\n\n');
}
