import type { Database } from '../../store/database.ts';
import { claimPush, notePush, type Push } from '../../store/ticket-pushes.ts';
import { changeTickets, keptTicket } from '../../store/tickets.ts';
import { numbered } from '../decide.ts';
import { isFor, pushOf } from './push-of.ts';
import { SystemFailure, type SystemPush, type TicketSystem, type Told } from './ticket-system.ts';
import { noteCaughtUp, noteDropped, noteWaiting, ourselves, type TroubleOptions } from './trouble.ts';

export interface PushOptions extends TroubleOptions {
  system: TicketSystem;
  /** What a customer is called; null where nobody named it. */
  customerName?: (tenantId: string) => Promise<string | null>;
}

type Place = { tenantId: string; ticketId: string };

/** Longer than all calls for one event may take together. */
const leaseMs = 300_000;
const firstWait = 5;
const longestWait = 900;

/**
 * Tells a system of all that happened to a ticket since it last heard, one event after the other, each once. Returns when to go on if
 * the system is away, asks to wait or cannot be signed in to; null when all is told. Until the system knows the ticket nothing is
 * passed over, so that it never gets one without its evidence; afterwards what it will never accept is, and the ticket says so.
 */
export async function pushTicket(options: PushOptions, tenantId: string, ticketId: string): Promise<Date | null> {
  const { database, system, now } = options;
  const [place, name] = [
    { tenantId, ticketId },
    { system: system.name, ticketId },
  ];
  const until = () => new Date(now().getTime() + leaseMs);
  const found = await claimPush(database, tenantId, name, { now: now(), until: until() });
  if (found.claimed === null) return found.from;
  const { attempts } = found.claimed;
  let pushedSeq: number;
  try {
    pushedSeq = await tellAll(options, place, found.claimed, until);
    await noteCaughtUp(options, place);
  } catch (error) {
    const known = error instanceof SystemFailure ? error : null;
    const wait = known?.retryAfterSeconds ?? Math.min(firstWait * 2 ** Math.min(attempts, 20), longestWait);
    const notBefore = known === null ? null : new Date(now().getTime() + wait * 1_000);
    await notePush(database, tenantId, name, { letGo: true, notBefore, failed: true, attempts });
    if (known === null) throw error;
    await noteWaiting(options, place, known, attempts);
    return notBefore;
  }
  await notePush(database, tenantId, name, { letGo: true, notBefore: null, failed: false, attempts: 0 });
  const kept = await keptTicket(database, tenantId, { id: ticketId });
  const cameMeanwhile = kept?.history.some((event) => event.seq > pushedSeq && isFor(system.name, event, null));
  return cameMeanwhile ? pushTicket(options, tenantId, ticketId) : null;
}

async function tellAll(options: PushOptions, place: Place, claimed: Push, until: () => Date): Promise<number> {
  const { database, system } = options;
  const { tenantId, ticketId } = place;
  const name = { system: system.name, ticketId };
  const { begunSeq } = claimed;
  let { pushedSeq, reference } = claimed;
  const customer = { tenantId, name: (await options.customerName?.(tenantId)) ?? null };
  for (;;) {
    const kept = await keptTicket(database, tenantId, { id: ticketId });
    const event = kept?.history.find(({ seq }) => seq > pushedSeq);
    if (!kept || !event) return pushedSeq;
    let told: Told | null = null;
    if (isFor(system.name, event, reference)) {
      await notePush(database, tenantId, name, { begun: event.seq, until: until() });
      const maybeArrived = begunSeq === event.seq && pushedSeq < begunSeq;
      told = await tellOf(options, place, pushOf(kept, event, { customer, reference, maybeArrived }));
      if (told !== null && told.reference !== reference) await link(options, place, told);
      reference = told?.reference ?? reference;
    }
    pushedSeq = event.seq;
    await notePush(database, tenantId, name, { pushed: pushedSeq, reference, toldAt: told?.stateAt ?? null });
  }
}

async function tellOf(options: PushOptions, place: Place, push: SystemPush): Promise<Told | null> {
  try {
    return await options.system.push(push);
  } catch (error) {
    const isRefused = error instanceof SystemFailure && error.kind === 'invalid' && push.reference !== null;
    if (!isRefused) throw error;
    await noteDropped(options, place, error, push);
    return null;
  }
}

async function link(
  { database, system, now }: { database: Database; system: TicketSystem; now: () => Date },
  { tenantId, ticketId }: Place,
  { reference, url }: Told,
): Promise<void> {
  await changeTickets<null>(database, tenantId, [ticketId], ([kept]) => {
    if (!kept) return { result: null };
    const linked = { kind: 'linked' as const, system: system.name, reference, url };
    return {
      result: null,
      events: [{ ticketId, events: numbered(kept.ticket, [linked], ourselves, now()) }],
      links: [{ ticketId, system: system.name, reference }],
    };
  });
}
