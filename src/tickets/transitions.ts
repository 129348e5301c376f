import type { Side, TicketState } from './ticket.ts';

const open: TicketState[] = [
  'new',
  'assigned',
  'waiting-for-customer',
  'waiting-for-contactmonkey',
  'waiting-for-microsoft',
  'reopened',
];
const both: Side[] = ['customer', 'contactmonkey'];

/** Who may bring a ticket from where to where. `new` and `assigned` come about by opening and assigning alone. */
const transitions: { from: TicketState[]; to: TicketState; by: Side[] }[] = [
  { from: open, to: 'waiting-for-customer', by: ['contactmonkey'] },
  { from: open, to: 'waiting-for-contactmonkey', by: both },
  { from: open, to: 'waiting-for-microsoft', by: both },
  { from: open, to: 'solved', by: both },
  { from: ['solved'], to: 'reopened', by: both },
];

export function mayMove(from: TicketState, to: TicketState, side: Side): boolean {
  return from !== to && transitions.some((one) => one.to === to && one.from.includes(from) && one.by.includes(side));
}

/** The states that a side may choose next, in the order of the table. */
export function movesOf(from: TicketState, side: Side): TicketState[] {
  return transitions.filter(({ to }) => mayMove(from, to, side)).map(({ to }) => to);
}
