import type { Transaction } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { within } from './jobs.ts';
import type { Tables } from './tables.ts';

/** Copies what was shared of a ticket into ContactMonkey's own tenant. */
export const mirrorQueue = 'ticket-mirror';
/** Tells a ticketing system of a ticket. */
export const pushQueue = 'ticket-push';
/** Looks for tickets that wait too long. */
export const reminderQueue = 'ticket-reminders';

export const ticketQueues = [mirrorQueue, pushQueue, reminderQueue];

/** What a job of the first two holds. */
export interface TicketJob {
  tenantId: string;
  ticketId: string;
}

/** Asks for work on a ticket as part of a transaction. */
export interface TicketJobs {
  mirror(t: Transaction<Tables>, job: TicketJob): Promise<void>;
  push(t: Transaction<Tables>, job: TicketJob): Promise<void>;
}

/** The part of the job queue that tickets work on. */
export type TicketQueue = Pick<PgBoss, 'work' | 'schedule' | 'send'>;

const patience = { retryLimit: 60, retryDelay: 5, retryBackoff: true, retryDelayMax: 900 };

export function createTicketJobs(jobs: Pick<PgBoss, 'send'>): TicketJobs {
  return {
    async mirror(t, job) {
      await jobs.send(mirrorQueue, { ...job }, { ...within(t), ...patience });
    },
    async push(t, job) {
      await jobs.send(pushQueue, { ...job }, { ...within(t), ...patience });
    },
  };
}

/** Has the ticket jobs worked on; a handler that rejects is asked again later. Reminders run every quarter of an hour. */
export async function workTicketJobs(
  jobs: TicketQueue,
  handlers: {
    mirror(job: TicketJob): Promise<void>;
    /** When to go on, if it cannot now. */
    push(job: TicketJob): Promise<Date | null>;
    remind(): Promise<void>;
  },
): Promise<void> {
  await jobs.work<TicketJob>(mirrorQueue, { pollingIntervalSeconds: 2 }, async (found) => {
    for (const { data } of found) await handlers.mirror(data);
  });
  await jobs.work<TicketJob>(pushQueue, { pollingIntervalSeconds: 2 }, async (found) => {
    for (const { data } of found) {
      const again = await handlers.push(data);
      if (again !== null) await jobs.send(pushQueue, { ...data }, { ...patience, startAfter: again });
    }
  });
  await jobs.work(reminderQueue, { pollingIntervalSeconds: 30 }, () => handlers.remind());
  await jobs.schedule(reminderQueue, '*/15 * * * *');
}
