import { randomUUID } from 'node:crypto';
import { type AlertRoom, createAlertRoom, createFactTaker, startAlerts } from './alerts/alert-room.ts';
import { type AlertDeps, alertTimerQueue } from './alerts/deps.ts';
import { alertDigestQueue } from './alerts/digest.ts';
import { ticketNews } from './alerts/ticket-news.ts';
import { alertUpkeepQueue, startUpkeep } from './alerts/upkeep/start-upkeep.ts';
import type { CampaignRoom } from './campaigns/watch/campaign-room.ts';
import { runCampaigns } from './campaigns/watch/run-campaigns.ts';
import { loopbackTempo } from './campaigns/watch/tempo.ts';
import type { SenderProfile } from './contactmonkey/sender-profile.ts';
import { faultOf, type Log } from './log.ts';
import type { DnsLookup } from './microsoft365/dns/dns-lookup.ts';
import type { TenantReader } from './microsoft365/tenant-reader.ts';
import {
  type DigestStore,
  digestQueue,
  listDigests,
  startDigests,
  subscribeDigest,
  unsubscribeDigest,
} from './policy-watch/digest-schedule.ts';
import { weeklyCron } from './policy-watch/digest-times.ts';
import { digestMessage } from './questions/policies/digest-message.ts';
import type { DigestRoom } from './questions/policies/digest-room.ts';
import type { Database } from './store/database.ts';
import { openJobs } from './store/jobs.ts';
import { createOutbox, outboxQueue } from './store/outbox.ts';
import { inTenant } from './store/tenant-scope.ts';
import { ticketQueues } from './store/ticket-jobs.ts';
import { createTimers } from './store/timers.ts';
import type { Clock } from './teams/clock.ts';
import type { ConversationDirectory } from './teams/conversation-directory.ts';
import type { MayHear } from './teams/may-hear.ts';
import { checkedLane } from './teams/outbox/checked-lane.ts';
import { createDeliverLane } from './teams/outbox/deliver-lane.ts';
import type { Postman } from './teams/outbox/postman.ts';
import { createStoredDirectory } from './teams/outbox/stored-directory.ts';
import { startOutboxWorker } from './teams/outbox/worker.ts';
import { escalatedAlert } from './tickets/escalated-alert.ts';
import { startTickets, type Tickets } from './tickets/start-tickets.ts';
import type { SystemSettings } from './tickets/systems/connect.ts';

/** What one customer's people ask about that was kept for them. */
export interface CustomerRooms {
  alerts: AlertRoom;
  campaigns: CampaignRoom;
  digests: DigestRoom;
}

/** What the bot does when nobody asks: watch campaigns, keep alerts and tickets, send what waits. */
export interface Background {
  /** Throws for a tenant that is no customer of this service. */
  roomsOf(tenantId: string): CustomerRooms;
  tickets: Tickets;
  directory: ConversationDirectory;
  stop(): Promise<void>;
}

export interface WatchedCustomer {
  /** What people call it; null where nobody said. */
  name?: string | null;
  tenant: TenantReader;
  profile: SenderProfile;
}

export interface BackgroundParts {
  customers: readonly [WatchedCustomer, ...WatchedCustomer[]];
  dns: DnsLookup;
  database: Database;
  postman: Postman;
  clock: Clock;
  log: Log;
  /** True where tenants are on this machine and need no sparing: they are looked at every few seconds. */
  onThisMachine?: boolean;
  csmTenantId?: string | null;
  ticketSystems?: SystemSettings;
  /** Asked before anything is sent into a person's own chat. */
  mayHear?: MayHear;
}

/**
 * Starts the jobs of all customers on an open database. Several processes may do so on the same one, if they serve the same customers.
 * What fails for one customer is that customer's fault alone: nothing is read from a tenant before it is that tenant's turn.
 */
export async function startBackground(parts: BackgroundParts): Promise<Background> {
  const { customers, dns, database, postman, clock, log } = parts;
  const [first, ...further] = customers.map(({ tenant, profile }) => ({ tenant: tenant.patient ?? tenant, profile }));
  if (first === undefined) throw new Error('There is no customer to serve.');
  const tenants = new Map([first, ...further].map((one) => [one.tenant.tenantId, one]));
  const tenantIds: [string, ...string[]] = [first.tenant.tenantId, ...further.map(({ tenant }) => tenant.tenantId)];
  const now = () => clock.now();
  const jobs = await openJobs(database, {
    queues: [outboxQueue, alertTimerQueue, alertDigestQueue, alertUpkeepQueue, digestQueue, ...ticketQueues],
    onError: (error) => log.error({ event: 'jobs.fault', fault: faultOf(error) }, 'the job queue had a fault'),
  });
  try {
    const outbox = createOutbox(jobs);
    const timers = createTimers(jobs);
    const alertDeps: AlertDeps = {
      database,
      outbox,
      timers,
      now,
      newId: randomUUID,
      toCsm: (t, of, wish) => tickets.openUnasked(t, of, escalatedAlert(wish)),
      hearing: (of) => tickets.hearing(of),
      onCause: (t, of, learnt) => tickets.offerCause(t, of, learnt),
    };
    const csmTenant = parts.csmTenantId ?? null;
    const { mayHear } = parts;
    const served = csmTenant === null ? tenantIds : [...new Set([...tenantIds, csmTenant])];
    const tickets = await startTickets({
      database,
      jobs,
      outbox,
      tenantIds,
      customerNames: new Map(customers.flatMap(({ tenant, name }) => (name ? [[tenant.tenantId, name]] : []))),
      now,
      csmTenant,
      onNews: ticketNews(alertDeps),
      onSystemTrouble: (trouble) =>
        log.warn({ event: 'ticket.system', ...trouble }, 'a ticketing system did not take what it was told'),
      onLateCopy: (error) => log.warn({ event: 'ticket.copy', fault: faultOf(error) }, 'a ticket is copied later'),
      ...(parts.ticketSystems ? { systems: parts.ticketSystems } : {}),
      ...(csmTenant !== null && mayHear ? { isCsm: (person: string) => mayHear(csmTenant, person) } : {}),
    });
    await startAlerts(alertDeps, jobs, tenantIds);
    await startDigests({
      database,
      queue: jobs,
      tenantIds,
      depsOf(tenantId) {
        const one = tenants.get(tenantId);
        return one === undefined ? null : { ...one, database, dns };
      },
      answerOf: (digest) => digestMessage(digest, now()),
      post: ({ tenantId, conversationId }, message, id) =>
        inTenant(database.kysely, tenantId, (t) =>
          outbox.enqueue(t, { tenantId, conversationId, kind: 'message', message, id, at: now() }),
        ),
      now,
    });
    const lane = createDeliverLane({ database, postman, clock, log, worker: randomUUID() });
    const deliver = mayHear ? checkedLane({ database, deliver: lane, mayHear, clock, log }) : lane;
    await startOutboxWorker({ database, queue: jobs, outbox, deliver, tenantIds: served, clock, log });
    const onFacts = createFactTaker(alertDeps);
    const watch = await runCampaigns({
      tenants: [...tenants.values()],
      database,
      queue: jobs,
      onFacts,
      now,
      log,
      ...(parts.onThisMachine ? { tempo: loopbackTempo } : {}),
    });
    const often = parts.onThisMachine ? { entriesEveryMs: 60_000 } : {};
    await startUpkeep({ deps: alertDeps, queue: jobs, tenants: [...tenants.values()], log, ...often });
    const rooms = new Map<string, CustomerRooms>();
    for (const tenantId of tenantIds) {
      const campaigns = watch.room(tenantId);
      if (campaigns === null) throw new Error('The tenant is not watched.');
      const alerts = createAlertRoom(alertDeps, jobs, tenantId);
      rooms.set(tenantId, { alerts, campaigns, digests: digestRoom({ database, queue: jobs }, tenantId) });
    }
    function roomsOf(tenantId: string): CustomerRooms {
      const found = rooms.get(tenantId);
      if (found === undefined) throw new Error('This tenant is no customer of this service.');
      return found;
    }
    const onBack = (conversation: { tenantId: string; conversationId: string }) =>
      inTenant(database.kysely, conversation.tenantId, (t) => outbox.wake(t, conversation));
    const directory = createStoredDirectory({
      database,
      tenantIds: served,
      clock,
      onBack,
      onFirstChat: (chat) => tickets.chatOpened(chat),
    });
    return { roomsOf, tickets, directory, stop: () => jobs.stop({ graceful: true, timeout: 5000 }) };
  } catch (error) {
    await jobs.stop({ graceful: false });
    throw error;
  }
}

function digestRoom(store: DigestStore, tenantId: string): DigestRoom {
  const written = (next: Date[]) => ({ next: next.map((time) => time.toISOString()) });
  return {
    async subscribe({ days, at, ...wish }) {
      const { next } = await subscribeDigest(store, tenantId, { ...wish, cron: weeklyCron(days, at), onlyNews: false });
      return written(next);
    },
    unsubscribe: async (conversationId) => (await unsubscribeDigest(store, tenantId, conversationId)) !== null,
    async of(conversationId, now) {
      const digests = await listDigests(store, tenantId, now);
      const mine = digests.find(({ subscription }) => subscription.conversationId === conversationId);
      return mine === undefined ? null : written(mine.next);
    },
  };
}
