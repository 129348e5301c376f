import type { Database } from '../../store/database.ts';
import { claimPush, notePush } from '../../store/ticket-pushes.ts';
import { auditTicket, changeTickets, type KeptTicket, keptTicket } from '../../store/tickets.ts';
import { numbered } from '../decide.ts';
import { ticketOf } from '../history.ts';
import { sharedView } from '../shared-view.ts';
import type { TicketEvent } from '../ticket.ts';
import { packText } from '../ticket-export.ts';
import { mayTryAgain, SystemFailure, type SystemPush, type TicketSystem } from './ticket-system.ts';

export interface PushOptions {
  database: Database;
  system: TicketSystem;
  now: () => Date;
}

const leaseMs = 60_000;
const firstWait = 5;
const longestWait = 900;
const worker = { id: 'quarantine-watch', name: 'Quarantine Watch', side: 'system' as const };

/**
 * Tells a system of all that happened to a ticket since it last heard, one event after the other, each once. Returns when to go on if
 * the system is away or asks to wait; null when all is told. What it will never accept is passed over and kept in the audit.
 */
export async function pushTicket(
  { database, system, now }: PushOptions,
  tenantId: string,
  ticketId: string,
): Promise<Date | null> {
  const name = { system: system.name, ticketId };
  const soon = () => new Date(now().getTime() + leaseMs);
  const found = await claimPush(database, tenantId, name, { now: now(), until: soon() });
  if (found.claimed === null) return found.from;
  const { begunSeq, attempts } = found.claimed;
  let { pushedSeq, reference } = found.claimed;
  try {
    for (;;) {
      const kept = await keptTicket(database, tenantId, { id: ticketId });
      const event = kept?.history.find(({ seq }) => seq > pushedSeq);
      if (!kept || !event) break;
      if (isFor(system.name, event)) {
        await notePush(database, tenantId, name, { begun: event.seq, until: soon() });
        const answer = await tellOf(
          system,
          pushOf(kept, event, tenantId, reference, begunSeq === event.seq && pushedSeq < begunSeq),
          database,
          tenantId,
          now,
        );
        if (answer !== null && reference === null) await link(database, tenantId, ticketId, system.name, answer, now());
        reference = answer?.reference ?? reference;
      }
      pushedSeq = event.seq;
      await notePush(database, tenantId, name, { pushed: pushedSeq, reference });
    }
  } catch (error) {
    if (!(error instanceof SystemFailure)) {
      await notePush(database, tenantId, name, { letGo: true, notBefore: null, failed: true, attempts });
      throw error;
    }
    const wait = error.retryAfterSeconds ?? Math.min(firstWait * 2 ** Math.min(attempts, 20), longestWait);
    const notBefore = new Date(now().getTime() + wait * 1_000);
    await notePush(database, tenantId, name, { letGo: true, notBefore, failed: true, attempts });
    if (attempts === 0)
      await noteFailure(database, tenantId, error, { ticketId, system: system.name, waits: true }, now());
    return notBefore;
  }
  await notePush(database, tenantId, name, { letGo: true, notBefore: null, failed: false, attempts: 0 });
  return null;
}

/** What a system said came from it; how it names the ticket and whom we reminded is not its affair. */
function isFor(system: string, { what, by }: TicketEvent): boolean {
  if (what.kind === 'linked' || what.kind === 'reminded') return false;
  return what.kind !== 'message' || !by.id.startsWith(`${system}:`);
}

async function tellOf(system: TicketSystem, push: SystemPush, database: Database, tenantId: string, now: () => Date) {
  try {
    return await system.push(push);
  } catch (error) {
    if (!(error instanceof SystemFailure) || mayTryAgain(error)) throw error;
    const details = { ticketId: push.ticketId, system: system.name, event: push.event.seq, waits: false };
    await noteFailure(database, tenantId, error, details, now());
    return null;
  }
}

function pushOf(
  kept: KeptTicket,
  event: TicketEvent,
  tenantId: string,
  reference: string | null,
  maybeArrived: boolean,
): SystemPush {
  const then = ticketOf(kept.ticket.id, kept.history.slice(0, event.seq));
  const shown = sharedView(kept).thread[event.seq - 1];
  const { what } = event;
  const consent = what.kind === 'shared' ? kept.consents.find(({ share }) => share === what.share) : undefined;
  return {
    key: `${tenantId}:${kept.ticket.id}:${event.seq}`,
    ticketId: kept.ticket.id,
    number: then.number,
    title: then.title,
    state: then.state,
    priority: then.priority,
    reference,
    event: {
      seq: event.seq,
      at: event.at.toISOString(),
      who: shown?.name ?? '',
      text: shown?.message?.text ?? shown?.change ?? '',
      isMessage: what.kind === 'message',
    },
    pack: consent
      ? { text: consent.text, sha256: consent.sha256, readable: packText(consent.text, consent.sha256, []) }
      : null,
    maybeArrived,
  };
}

async function link(
  database: Database,
  tenantId: string,
  ticketId: string,
  system: string,
  { reference, url }: { reference: string; url: string | null },
  now: Date,
): Promise<void> {
  await changeTickets<null>(database, tenantId, [ticketId], ([kept]) => {
    if (!kept) return { result: null };
    return {
      result: null,
      events: [{ ticketId, events: numbered(kept.ticket, [{ kind: 'linked', system, reference, url }], worker, now) }],
      links: [{ ticketId, system, reference }],
    };
  });
}

async function noteFailure(
  database: Database,
  tenantId: string,
  error: SystemFailure,
  details: Record<string, unknown>,
  at: Date,
) {
  const entry = {
    by: worker,
    at,
    action: 'ticket.push',
    outcome: 'failed' as const,
    details: { ...details, kind: error.kind, sentence: error.message },
  };
  await auditTicket(database, tenantId, entry);
}
