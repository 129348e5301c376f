import type { Activity } from 'botbuilder';
import type { Answer } from '../questions/question.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

function summaryOf(text: string): string {
  const line = text.split('\n').find((part) => part.trim() !== '') ?? 'Quarantine Watch';
  const plain = line.replace(/[*_`#]/g, '').trim();
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}

export function textMessage(text: string): Partial<Activity> {
  return { type: 'message', text, textFormat: 'markdown' };
}

/** Card or text, never both: Teams splits such a message and loses the id of one half. */
export function messageOf(answer: Answer): Partial<Activity> {
  if (answer.card === null) return textMessage(answer.text);
  return {
    type: 'message',
    summary: summaryOf(answer.text),
    attachments: [{ contentType: cardType, content: answer.card }],
  };
}
