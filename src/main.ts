import { existsSync } from 'node:fs';
import type { Background } from './background.ts';
import type { TestSender } from './campaigns/test-sender.ts';
import { type Customer, customersOf } from './config/customer.ts';
import { readServiceConfig } from './config/service-config.ts';
import { type Config, ConfigError } from './config.ts';
import { type OpenedCustomer, openCustomer } from './customers.ts';
import { lateRoom } from './late-room.ts';
import { createLog, faultOf, type Log } from './log.ts';
import type { DnsLookup } from './microsoft365/dns/dns-lookup.ts';
import { createDnsLookup } from './microsoft365/dns/resolver-lookup.ts';
import { createOrganisations, type OwnRooms } from './organisations.ts';
import type { PolicyRoom } from './questions/policies/policy-check.ts';
import { lateDatabase } from './store/late-database.ts';
import { createRefusals } from './store/refusals.ts';
import { systemClock } from './teams/clock.ts';
import { createConversationDirectory } from './teams/conversation-directory.ts';
import { createKeptDirectory } from './teams/kept-directory.ts';
import { createMayHear } from './teams/may-hear.ts';
import { createPublishedPages } from './teams/published-pages.ts';
import { createTeamsServer, type TeamsServer, type TicketWebhooks } from './teams/server.ts';

/** What stands in for the surroundings: a tenant's time that is not this machine's, who answers for DNS, who sends tests. */
export interface Surroundings {
  now?: () => Date;
  log?: Log;
  dns?: DnsLookup;
  testSender?: TestSender;
}

/** A database that is away is looked for again after so many milliseconds. */
const tryAgainAfter = 30_000;
/** Opening the database keeps the processor busy; those who wait for the bot to start come first. */
const afterTheStart = 3000;

/** Puts the rooms together and listens. */
export async function start(config: Config, parts: Surroundings = {}): Promise<TeamsServer> {
  const log = parts.log ?? createLog({ level: config.logLevel });
  const clock = parts.now ? { ...systemClock, now: parts.now } : systemClock;
  const open = (customer: Customer) => openCustomer(customer, log, config.sandbox);
  const [first, ...further] = customersOf(config);
  const customers: [OpenedCustomer, ...OpenedCustomer[]] = [
    await open(first),
    ...(await Promise.all(further.map(open))),
  ];
  const dns = parts.dns ?? createDnsLookup();
  const database = lateDatabase(databaseOptions(config), (error) =>
    log.error({ event: 'database.closed', fault: faultOf(error) }, 'the database could not be opened'),
  );
  const listening = Promise.withResolvers<TeamsServer>();
  const background = once(async (): Promise<Background> => {
    const { startBackground } = await import('./background.ts');
    const { postman } = await listening.promise;
    return startBackground({
      customers,
      dns,
      database: await database.get(),
      postman,
      clock,
      log,
      onThisMachine: config.sandbox,
      csmTenantId: config.csmTenantId,
      ticketSystems: config.ticketSystems,
      mayHear: createMayHear(organisationOf),
    });
  });
  function roomsOf({ tenant, profile }: OpenedCustomer): OwnRooms {
    const policies = lateRoom<PolicyRoom>(async () => {
      const { keptPolicies } = await import('./questions/policies/kept-policies.ts');
      return keptPolicies({ tenant: tenant.patient ?? tenant, profile, dns, database: await database.get() });
    });
    if (!config.watch) return { policies };
    const kept = async () => (await background.get()).roomsOf(tenant.tenantId);
    return {
      policies,
      alerts: lateRoom(async () => (await kept()).alerts),
      campaigns: lateRoom(async () => (await kept()).campaigns),
      digests: lateRoom(async () => (await kept()).digests),
    };
  }
  let ownUrl: string | null = null;
  const pages = createPublishedPages({ address: () => config.publicUrl ?? (config.sandbox ? ownUrl : null), clock });
  const publishReport = (html: string) => pages.publish(html);
  const refusals = createRefusals({
    database: () => database.get(),
    tenantId: config.tenantId,
    onFault: (error, { action, reason }) =>
      log.error({ event: 'refusal.unkept', action, reason, fault: faultOf(error) }, 'a refusal was not kept on record'),
  });
  const tickets = lateRoom(async () => (await background.get()).tickets.room);
  const organisationOf = createOrganisations({
    config,
    customers,
    roomsOf,
    shared: {
      dns,
      publishReport,
      refusals,
      ...(parts.testSender ? { testSender: parts.testSender } : {}),
      ...(config.watch ? { tickets } : {}),
    },
    clock,
    log,
  });
  const inMemory = createConversationDirectory(clock);
  const stored = lateRoom(async () => (await background.get()).directory);
  const directory = config.watch ? createKeptDirectory(inMemory, stored, log) : inMemory;
  // What reads these requests is loaded with the first of them, because a start need not wait for it.
  const webhooks = once(async () => {
    const { createWebhookHandler } = await import('./tickets/systems/webhook-handler.ts');
    return createWebhookHandler({
      receive: async (system, request) => (await background.get()).tickets.receive(system, request),
      onFault: (error) =>
        log.error({ event: 'ticket.webhook', fault: faultOf(error) }, 'a ticketing system could not be heard'),
    });
  });
  const ticketWebhooks: TicketWebhooks = async (request, response) => (await webhooks.get())(request, response);
  const server = await createTeamsServer({
    config,
    organisationOf,
    log,
    clock,
    directory,
    pages,
    refusals,
    ...(config.watch ? { ticketWebhooks } : {}),
  });
  ownUrl = server.url;
  listening.resolve(server);
  let callOff = () => {};
  const keepTrying = () => {
    background.get().catch((error) => {
      log.error({ event: 'background.fault', fault: faultOf(error) }, 'nothing is watched yet; I try again');
      callOff = systemClock.after(tryAgainAfter, keepTrying);
    });
  };
  if (config.watch && hasKept(config)) callOff = systemClock.after(afterTheStart, keepTrying);
  return {
    ...server,
    async stop() {
      callOff();
      await server.stop();
      await (await background.soFar())?.stop();
      await database.close();
    },
  };
}

/** Makes something once, when first wanted; after a failure the next who wants it tries again. */
function once<T>(make: () => Promise<T>): { get(): Promise<T>; soFar(): Promise<T | null> } {
  let made: Promise<T> | null = null;
  return {
    get() {
      made ??= make().catch((error) => {
        made = null;
        throw error;
      });
      return made;
    },
    soFar: async () => (await made?.catch(() => null)) ?? null,
  };
}

/** Where nothing was ever kept there is nobody to tell yet: the first who talks to the bot starts the watch. */
function hasKept(config: Config): boolean {
  return config.sandbox || config.databaseUrl !== null || existsSync(config.dataDir);
}

/** The sandbox keeps nothing: its embedded database is in memory. */
function databaseOptions(config: Config): { url: string | null; folder: string | null } {
  return { url: config.databaseUrl, folder: config.sandbox ? null : config.dataDir };
}

function onFault(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(event, (error: unknown) => {
      log.fatal({ event: 'fault', fault: faultOf(error) }, 'an unforeseen fault; the bot ends');
      process.exit(1);
    });
  }
}

function stopOnSignal(server: TeamsServer, log: Log): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ event: 'stopping', signal }, 'the bot stops');
      server.stop().then(
        () => process.exit(0),
        (error) => {
          log.error({ fault: faultOf(error) }, 'stopping did not go well');
          process.exit(1);
        },
      );
    });
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}

/** The production start. It exits with 2 when the environment is wrong and with 1 when something else is. */
async function main(): Promise<void> {
  try {
    const config = await readServiceConfig(process.env);
    const log = createLog({ level: config.logLevel });
    onFault(log);
    const server = await start(config, { log });
    stopOnSignal(server, log);
    process.stderr.write(`Quarantine Watch listens at ${server.url}/api/messages\n`);
  } catch (error) {
    const badEnvironment = error instanceof ConfigError;
    process.stderr.write(
      badEnvironment
        ? `Quarantine Watch cannot start. Mend these environment variables:\n${error.message}\n`
        : `Quarantine Watch cannot start: ${sentenceOf(error)}\n`,
    );
    process.exitCode = badEnvironment ? 2 : 1;
  }
}

if (import.meta.main) await main();
