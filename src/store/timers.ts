import type { PgBoss } from 'pg-boss';
import { within } from './jobs.ts';
import type { TenantTransaction } from './outbox.ts';

/** Jobs that come at their time, sent in the transaction that they belong to. */
export interface Timers {
  /** Sends `data` to a queue after a while; a second one with the same words is harmless to who reads it. */
  after(t: TenantTransaction, queue: string, data: object, milliseconds: number): Promise<void>;
}

export function createTimers(jobs: Pick<PgBoss, 'send'>): Timers {
  return {
    async after(t, queue, data, milliseconds) {
      const startAfter = Math.max(1, Math.ceil(milliseconds / 1000));
      await jobs.send(queue, data, { ...within(t), startAfter, retryLimit: 20, retryDelay: 10 });
    },
  };
}
