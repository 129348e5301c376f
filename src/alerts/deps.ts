import type { Database } from '../store/database.ts';
import type { Outbox, TenantTransaction } from '../store/outbox.ts';
import type { Timers } from '../store/timers.ts';
import type { LearntCause } from '../tickets/cause-offer.ts';
import type { Hearing } from '../tickets/hearing-words.ts';
import type { Alert, Person } from './alert.ts';

/** What alerts need of the outside. */
export interface AlertDeps {
  database: Database;
  outbox: Outbox;
  timers: Timers;
  now(): Date;
  newId(): string;
  /**
   * Opens a ticket with ContactMonkey about a case, in the transaction of the step, with no more in it than `consent` covers; without
   * it that step is left out.
   */
  toCsm?: (t: TenantTransaction, tenantId: string, wish: CsmWish) => Promise<{ id: string; number: string }>;
  /** Hears of a cause that became known of a case with a ticket, in the transaction of it. */
  onCause?: (t: TenantTransaction, tenantId: string, learnt: LearntCause) => Promise<void>;
  /** Who at ContactMonkey hears of such a ticket; asked before the transaction. Without it nobody is said to. */
  hearing?: (tenantId: string) => Promise<Hearing>;
}

export interface CsmWish {
  alert: Alert;
  /** Who agreed, in the settings of a place, that ContactMonkey is told when nobody answers. */
  consent: Person & { at: string };
  at: Date;
}

/** The queue whose jobs say that time may have done something to a case. The queue must exist. */
export const alertTimerQueue = 'alert-timer';

export interface AlertTimerJob {
  tenantId: string;
  alertId: string;
  /** The moment it is for; a case for which another one holds by now has a timer of its own. */
  due?: string;
}
