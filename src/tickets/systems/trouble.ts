import type { Database } from '../../store/database.ts';
import { type Announce, auditTicket, changeTickets } from '../../store/tickets.ts';
import { numbered } from '../decide.ts';
import type { Happening, TicketEvent } from '../ticket.ts';
import type { FailureKind, SystemFailure, SystemPush, TicketSystem } from './ticket-system.ts';

/** A ticketing system does not take what it is told. `sentence` is for an administrator. */
export interface SystemTrouble {
  tenantId: string;
  ticketId: string;
  system: string;
  kind: FailureKind;
  sentence: string;
  /** False: the event is passed over for good. */
  waits: boolean;
  /** Tries in vain before this one. */
  attempts: number;
}

export interface TroubleOptions {
  database: Database;
  system: Pick<TicketSystem, 'name' | 'title'>;
  now: () => Date;
  /** Tells people of what the ticket's history says of it. */
  announce?: Announce;
  onTrouble?: (trouble: SystemTrouble) => void;
}

export const ourselves = { id: 'quarantine-watch', name: 'Quarantine Watch', side: 'system' as const };

/**
 * After how many tries in vain people hear that a system does not know yet. What passes by itself has some twenty minutes
 * (waits double from five seconds); what an administrator must mend is told at once.
 */
const toldAfter: Readonly<Record<FailureKind, number>> = {
  signIn: 0,
  forbidden: 0,
  notFound: 0,
  invalid: 0,
  badAnswer: 2,
  conflict: 8,
  throttled: 8,
  unreachable: 8,
};

type Saying = Extract<Happening, { kind: 'system' }>;

/** A try was in vain and comes again: on record the first time, on the ticket once it takes long. */
export async function noteWaiting(
  options: TroubleOptions,
  place: { tenantId: string; ticketId: string },
  { kind, message: sentence }: SystemFailure,
  attempts: number,
): Promise<void> {
  const { system } = options;
  options.onTrouble?.({ ...place, system: system.name, kind, sentence, waits: true, attempts });
  if (attempts === 0) await auditFailure(options, place, { kind, sentence, waits: true });
  if (attempts < toldAfter[kind]) return;
  const words = `could not tell ${system.title} of this so far. ${sentence} I try again until it is taken; until then ${system.title} does not have all of this ticket.`;
  await say(options, place, { state: 'failing', words }, (last) => last?.state !== 'failing');
}

/** A system that knows the ticket will never take this event: passed over, on record and on the ticket. */
export async function noteDropped(
  options: TroubleOptions,
  place: { tenantId: string; ticketId: string },
  { kind, message: sentence }: SystemFailure,
  { event }: SystemPush,
): Promise<void> {
  const { system } = options;
  options.onTrouble?.({ ...place, system: system.name, kind, sentence, waits: false, attempts: 0 });
  await auditFailure(options, place, { kind, sentence, waits: false, event: event.seq });
  const what = event.isMessage ? `what ${event.who} wrote` : `“${event.text.slice(0, 120)}” by ${event.who}`;
  const words = `could not tell ${system.title} of ${what} (${event.at.slice(0, 16).replace('T', ' ')} UTC). ${sentence} It stands here alone.`;
  await say(options, place, { state: 'dropped', words }, () => true);
}

/** Says that all is told, where it was said that it was not. */
export async function noteCaughtUp(
  options: TroubleOptions,
  place: { tenantId: string; ticketId: string },
): Promise<void> {
  const words = `has told ${options.system.title} everything now.`;
  await say(options, place, { state: 'caught-up', words }, (last) => last?.state === 'failing');
}

/** How telling a system went at last, as the ticket has it. */
export function lastSaying(history: readonly TicketEvent[], system: string): Saying | null {
  const said = history.map(({ what }) => what).filter((what) => what.kind === 'system' && what.system === system);
  return (
    (said.filter((what) => what.kind === 'system' && what.state !== 'dropped').at(-1) as Saying | undefined) ?? null
  );
}

async function say(
  { database, system, now, announce }: TroubleOptions,
  { tenantId, ticketId }: { tenantId: string; ticketId: string },
  saying: Pick<Saying, 'state' | 'words'>,
  isNews: (last: Saying | null) => boolean,
): Promise<void> {
  const work: Parameters<typeof changeTickets<null>>[3] = ([kept]) => {
    if (!kept || !isNews(lastSaying(kept.history, system.name))) return { result: null };
    const said: Happening = { kind: 'system', system: system.name, ...saying };
    return { result: null, events: [{ ticketId, events: numbered(kept.ticket, [said], ourselves, now()) }] };
  };
  await changeTickets(database, tenantId, [ticketId], work, announce);
}

async function auditFailure(
  { database, system, now }: TroubleOptions,
  { tenantId, ticketId }: { tenantId: string; ticketId: string },
  details: Record<string, unknown>,
): Promise<void> {
  await auditTicket(database, tenantId, {
    by: ourselves,
    at: now(),
    action: 'ticket.push',
    outcome: 'failed',
    details: { ticketId, system: system.name, ...details },
  });
}
