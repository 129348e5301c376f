import { listCustomers } from '../store/customers.ts';
import type { Database } from '../store/database.ts';
import type { Outbox, TenantTransaction } from '../store/outbox.ts';
import { forgetDrafts } from '../store/ticket-drafts.ts';
import { forgetEvents } from '../store/ticket-inbound.ts';
import { createTicketJobs, type TicketQueue, workTicketJobs } from '../store/ticket-jobs.ts';
import type { Announce } from '../store/tickets.ts';
import { createAnnouncer } from './announce.ts';
import { createCauseOffer, type LearntCause } from './cause-offer.ts';
import { createTicketRoom } from './create-ticket-room.ts';
import { createHearing, type HearingOf, type IsCsm } from './hearing.ts';
import { openUnasked, type UnaskedTicket } from './open-unasked.ts';
import { remindOfTickets } from './reminders.ts';
import { houseTargets, type ResponseTargets } from './response-clock.ts';
import { draftLasts } from './sharing.ts';
import { createTicketSystems, noSystems, pushToAll, type SystemSettings, secretsOf } from './systems/connect.ts';
import type { SignedRequest } from './systems/inbound.ts';
import { createReceiver, type Received } from './systems/receive.ts';
import type { SystemTrouble } from './systems/trouble.ts';
import type { TicketName } from './ticket.ts';
import type { TicketRoom } from './ticket-room.ts';

/** For so long a ticketing system's event is known when it comes again. */
const eventsKept = 30 * 24 * 3_600_000;

export interface TicketsOptions {
  database: Database;
  jobs: TicketQueue;
  outbox: Pick<Outbox, 'enqueue'>;
  /** The tenants whose tickets are kept here. */
  tenantIds: readonly [string, ...string[]];
  customerNames?: ReadonlyMap<string, string>;
  now: () => Date;
  csmTenant?: string | null;
  systems?: SystemSettings;
  targets?: ResponseTargets;
  /** Hears of every try in vain to tell a ticketing system; the ticket says so by itself once it takes long. */
  onSystemTrouble?: (trouble: SystemTrouble) => void;
  onLateCopy?: (error: unknown) => void;
  isCsm?: IsCsm;
  /** Hears of every change of a ticket, in its transaction: given the tenant, such as what the ticket is about. */
  onNews?: (tenantId: string) => Announce;
}

export interface Tickets {
  room: TicketRoom;
  /** Who at ContactMonkey hears of a customer's tickets; not to be asked within a transaction. */
  hearing: HearingOf;
  /** Offers to share what was learnt of a case since its ticket was opened. */
  offerCause(t: TenantTransaction, tenantId: string, learnt: LearntCause): Promise<void>;
  /** I came to know a chat with somebody, by Entra object id in lower case: who works on tickets is shown those that are open. */
  chatOpened(chat: { tenantId: string; conversationId: string; person: string }): Promise<void>;
  /** Opens a ticket that somebody agreed to beforehand, in the transaction of what calls for it. `onNews` does not hear of it. */
  openUnasked(t: TenantTransaction, tenantId: string, wish: UnaskedTicket): Promise<TicketName>;
  /** Takes a request of a ticketing system: give it to `createWebhookHandler`. */
  receive(system: string, request: SignedRequest): Promise<Received>;
}

/** Starts all that tickets do when nobody asks: news, copies, ticketing systems, reminders. The queues of `ticketQueues` must exist. */
export async function startTickets(options: TicketsOptions): Promise<Tickets> {
  const { database, jobs, outbox, tenantIds, now, csmTenant = null, targets = houseTargets } = options;
  const settings = options.systems ?? noSystems;
  const systems = createTicketSystems(settings, now);
  const announcer = createAnnouncer({
    outbox,
    jobs: createTicketJobs(jobs),
    hasCsmTenant: csmTenant !== null,
    hasSystems: systems.length > 0,
    targets,
  });
  const { onNews } = options;
  const announce = (tenantId: string): Announce => {
    const tell = announcer.customer(tenantId);
    if (!onNews) return tell;
    const hear = onNews(tenantId);
    return async (t, changed) => {
      await tell(t, changed);
      await hear(t, changed);
    };
  };
  const hearing = createHearing({
    database,
    csmTenant,
    hasSystems: systems.length > 0,
    ...(options.isCsm ? { isCsm: options.isCsm } : {}),
  });
  const room = createTicketRoom({
    database,
    csmTenant,
    customers: tenantIds,
    ...(options.customerNames ? { customerNames: options.customerNames } : {}),
    targets,
    announce,
    showAll: announcer.showAll,
    tellPerson: announcer.tellPerson,
    hasSystems: systems.length > 0,
    ...(csmTenant === null ? {} : { announceShared: announcer.shared(csmTenant) }),
    ...(options.isCsm ? { isCsm: options.isCsm } : {}),
    ...(options.onLateCopy ? { onLateCopy: options.onLateCopy } : {}),
  });
  const customerName = async (tenantId: string): Promise<string | null> => {
    const named = options.customerNames?.get(tenantId);
    if (named !== undefined || csmTenant === null) return named ?? null;
    return (await listCustomers(database, csmTenant)).find((one) => one.tenantId === tenantId)?.name ?? null;
  };
  await workTicketJobs(jobs, {
    mirror: ({ tenantId, ticketId }) => room.mirror(tenantId, ticketId),
    push: ({ tenantId, ticketId }) => {
      const { onSystemTrouble: onTrouble } = options;
      const told = {
        database,
        systems,
        now,
        customerName,
        announce: announce(tenantId),
        ...(onTrouble ? { onTrouble } : {}),
      };
      return pushToAll(told, tenantId, ticketId);
    },
    async remind() {
      const rounds = tenantIds.map((tenantId) => async () => {
        await remindOfTickets(database, tenantId, now(), { announce: announce(tenantId) });
        await forgetEvents(database, tenantId, new Date(now().getTime() - eventsKept));
        await forgetDrafts(database, tenantId, new Date(now().getTime() - draftLasts));
      });
      await eachOfThem(rounds);
    },
  });
  const secrets = secretsOf(settings);
  const receive = createReceiver({ database, room, tenantIds, secrets, systems, announce });
  return {
    room,
    hearing,
    offerCause: createCauseOffer(outbox),
    async chatOpened({ tenantId, ...chat }) {
      if (tenantId === csmTenant) await room.chatOpened(chat, now());
    },
    openUnasked: (t, of, wish) => openUnasked(t, of, wish, { announce: announcer.customer(of) }),
    receive: (system, request) => receive(system, request, now()),
  };
}

/** One after the other, all of them: what fails for one customer keeps no other waiting. Rejects with the first fault, at the end. */
async function eachOfThem(works: (() => Promise<void>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const work of works) await work().catch((error) => faults.push(error));
  if (faults.length > 0) throw faults[0];
}
