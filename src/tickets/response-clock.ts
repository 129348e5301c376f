import type { Priority, Ticket } from './ticket.ts';

/** Minutes within which ContactMonkey is to answer; null where nothing was agreed. */
export type ResponseTargets = Readonly<Record<Priority, number | null>>;

/** ContactMonkey publishes no response times; these are a house rule until a customer's contract says otherwise. */
export const houseTargets: ResponseTargets = { urgent: 60, high: 240, normal: 480, low: 1_440 };

export interface ResponseClock {
  /** True while ContactMonkey is to answer; a wait for the customer or for Microsoft does not count. */
  runs: boolean;
  waitedMinutes: number;
  targetMinutes: number | null;
  dueAt: Date | null;
  overdue: boolean;
}

const minute = 60_000;

/** How long a ticket waits for its next answer. The clock starts anew each time the turn passes to another side. */
export function responseClock(
  ticket: Pick<Ticket, 'waitingFor' | 'waitingSince' | 'priority'>,
  now: Date,
  targets: ResponseTargets = houseTargets,
): ResponseClock {
  const runs = ticket.waitingFor === 'contactmonkey';
  const waitedMinutes =
    ticket.waitingFor === null ? 0 : Math.max(0, Math.floor((now.getTime() - ticket.waitingSince.getTime()) / minute));
  const targetMinutes = targets[ticket.priority];
  const dueAt =
    runs && targetMinutes !== null ? new Date(ticket.waitingSince.getTime() + targetMinutes * minute) : null;
  return { runs, waitedMinutes, targetMinutes, dueAt, overdue: dueAt !== null && now >= dueAt };
}
