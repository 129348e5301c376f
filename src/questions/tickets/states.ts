import { type TicketState, ticketStates } from '../../tickets/ticket.ts';

export const openStates: TicketState[] = ticketStates.filter((state) => state !== 'solved');

/** The state that a button names; null when it names none. */
export function stateOf(word: string | null): TicketState | null {
  return ticketStates.find((state) => state === word) ?? null;
}
