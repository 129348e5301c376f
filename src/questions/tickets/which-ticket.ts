import type { TicketRef } from '../../tickets/ticket-room.ts';
import { one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

/** The ticket that a button, a number in the sentence, a place in the last list or the last turn names; null when none is named. */
export function ticketAsked(request: QuestionRequest): TicketRef | null {
  const { entities, conversation } = request;
  const customerTenant = one(entities, 'customer_tenant');
  const id = one(entities, 'ticket');
  if (id !== null) return { id, customerTenant };
  const number = one(entities, 'ticket_id');
  if (number !== null) return { number: numberOf(number), customerTenant };
  const item = one(entities, 'item');
  if (item !== null && conversation.listed?.kind === 'ticket') {
    const key = conversation.listed.keys.at(item === 'last' ? -1 : Number(item) - 1);
    if (key !== undefined) return { id: key };
  }
  return conversation.subject?.kind === 'ticket' ? { id: conversation.subject.key } : null;
}

/** The revision on the card that was pressed; null when the command was typed. */
export function seenRevision(request: QuestionRequest): number | null {
  const seen = one(request.entities, 'revision');
  return seen !== null && /^\d{1,9}$/.test(seen) ? Number(seen) : null;
}

function numberOf(text: string): string {
  return `CM-${text.replace(/^CM-/i, '')}`;
}
