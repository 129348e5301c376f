import { alertById } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { Announce, ChangedTicket } from '../store/tickets.ts';
import type { TicketEvent } from '../tickets/ticket.ts';
import type { Alert, HistoryEntry, Person } from './alert.ts';
import { keepCase } from './announce.ts';
import type { AlertDeps } from './deps.ts';

/**
 * Tells a case what becomes of the ticket that came of it, in the ticket's transaction: its number on the card, and in the thread what
 * ContactMonkey did. What people wrote to each other stays in the ticket.
 */
export function ticketNews(deps: AlertDeps): (tenantId: string) => Announce {
  return (tenantId) => async (t, changed) => {
    const { ticket, newEvents } = changed;
    if (ticket.subject?.kind !== 'alert') return;
    await oneAtATime(t, tenantId, 'alerts');
    const known = await alertById(t, ticket.subject.key);
    if (known === null) return;
    let alert: Alert = known;
    const history: HistoryEntry[] = [];
    for (const event of newEvents) {
      const words = wordsOf(event, changed);
      if (words === null) continue;
      const revision = alert.revision + 1;
      const at = event.at.toISOString();
      alert = { ...alert, ticket: { id: ticket.id, number: ticket.number }, revision, changedAt: at };
      history.push({ revision, at, by: personOf(event), what: 'noted', words });
    }
    if (history.length === 0) return;
    await keepCase(t, deps, tenantId, { alert, before: known.revision, history });
  };
}

function wordsOf({ by, what }: TicketEvent, { ticket }: ChangedTicket): string | null {
  const { number } = ticket;
  if (what.kind === 'opened') return `${by.name} opened ticket ${number} with ContactMonkey.`;
  if (what.kind === 'merged') return `${number} goes on as ${what.into.number}.`;
  if (what.kind === 'state' && what.to === 'solved') return `${by.name} solved ${number}.`;
  if (what.kind === 'state' && what.to === 'reopened') return `${by.name} opened ${number} again.`;
  if (by.side !== 'contactmonkey') return null;
  if (what.kind === 'assigned' && what.to !== null) return `${what.to.name} of ContactMonkey has ${number}.`;
  if (what.kind === 'message') return `ContactMonkey wrote in ${number}. Say “status of ${number}” to me to read it.`;
  return null;
}

function personOf({ by }: TicketEvent): Person | null {
  return by.side === 'system' ? null : { id: by.id, name: by.name };
}
