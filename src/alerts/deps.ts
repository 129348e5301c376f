import type { Database } from '../store/database.ts';
import type { Outbox, TenantTransaction } from '../store/outbox.ts';
import type { Timers } from '../store/timers.ts';
import type { Alert } from './alert.ts';

/** What alerts need of the outside. */
export interface AlertDeps {
  database: Database;
  outbox: Outbox;
  timers: Timers;
  now(): Date;
  newId(): string;
  /** Tells ContactMonkey's CSM of a case, in the transaction of the step; without it that step is left out. */
  toCsm?: (t: TenantTransaction, tenantId: string, alert: Alert) => Promise<void>;
}

/** The queue whose jobs say that time may have done something to a case. The queue must exist. */
export const alertTimerQueue = 'alert-timer';

export interface AlertTimerJob {
  tenantId: string;
  alertId: string;
}
