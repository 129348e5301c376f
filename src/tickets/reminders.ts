import type { Database } from '../store/database.ts';
import { type Announce, changeTickets, type KeptTicket, waitingTickets } from '../store/tickets.ts';
import { numbered } from './decide.ts';
import { houseTargets, type ResponseTargets } from './response-clock.ts';
import type { Priority, Side, Ticket, TicketEvent } from './ticket.ts';

/** Minutes after which whoever is to act next is reminded; ContactMonkey by the target of the ticket's priority. */
export interface Patience {
  customer: number;
  microsoft: number;
  contactmonkey: ResponseTargets;
}

export const housePatience: Patience = { customer: 2 * 1_440, microsoft: 3 * 1_440, contactmonkey: houseTargets };

const system = { id: 'quarantine-watch', name: 'Quarantine Watch', side: 'system' as const };
/** Each wait is reminded of three times, after one, two and four times the patience. */
const mostReminders = 3;
const atOnce = 200;
const minute = 60_000;

/** Whom to remind now, and how long they have been waited for; null when nobody is. */
export function reminderDue(
  {
    ticket,
    history,
  }: { ticket: Pick<Ticket, 'waitingFor' | 'waitingSince' | 'priority'>; history: readonly TicketEvent[] },
  now: Date,
  patience: Patience = housePatience,
): { whom: Side | 'microsoft'; waitedMinutes: number } | null {
  const { waitingFor, waitingSince, priority } = ticket;
  if (waitingFor === null) return null;
  const limit = limitOf(waitingFor, priority, patience);
  const given = history.filter(({ at, what }) => what.kind === 'reminded' && at > waitingSince).length;
  if (limit === null || given >= mostReminders) return null;
  const waitedMinutes = Math.floor((now.getTime() - waitingSince.getTime()) / minute);
  return waitedMinutes >= limit * 2 ** given ? { whom: waitingFor, waitedMinutes } : null;
}

/** Reminds of every ticket of a tenant that waits too long, each once for each time due. Returns how many reminders were given. */
export async function remindOfTickets(
  database: Database,
  tenantId: string,
  now: Date,
  options: { announce?: Announce; patience?: Patience } = {},
): Promise<number> {
  const { patience = housePatience } = options;
  const shortest = Math.min(
    patience.customer,
    patience.microsoft,
    ...Object.values(patience.contactmonkey).filter((minutes) => minutes !== null),
  );
  const waitingSinceBefore = new Date(now.getTime() - shortest * minute);
  let given = 0;
  for (const whom of ['contactmonkey', 'customer', 'microsoft'] as const) {
    const wanted = { whom, since: waitingSinceBefore, most: mostReminders, limit: atOnce };
    let after: KeptTicket | undefined;
    do {
      const page = await waitingTickets(database, tenantId, { ...wanted, after });
      for (const kept of page)
        if (reminderDue(kept, now, patience)) given += await remind(database, tenantId, kept.ticket.id, now, options);
      after = page.length < atOnce ? undefined : page.at(-1);
    } while (after);
  }
  return given;
}

async function remind(
  database: Database,
  tenantId: string,
  id: string,
  now: Date,
  { announce, patience }: { announce?: Announce; patience?: Patience },
): Promise<number> {
  return changeTickets<number>(
    database,
    tenantId,
    [id],
    ([kept]) => {
      const due = kept ? reminderDue(kept, now, patience) : null;
      if (!kept || due === null) return { result: 0 };
      return {
        result: 1,
        events: [{ ticketId: id, events: numbered(kept.ticket, [{ kind: 'reminded', ...due }], system, now) }],
      };
    },
    announce,
  );
}

function limitOf(whom: Side | 'microsoft', priority: Priority, patience: Patience): number | null {
  return whom === 'contactmonkey' ? patience.contactmonkey[priority] : patience[whom];
}
