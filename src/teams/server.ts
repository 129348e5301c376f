import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { Config } from '../config.ts';
import { faultOf, type Log } from '../log.ts';
import type { Refusals } from '../store/refusals.ts';
import { createAdapter } from './adapter.ts';
import { createApplication } from './application.ts';
import { createFileFetcher } from './attached-files.ts';
import { type Clock, settlesWithin, systemClock } from './clock.ts';
import { createConnector } from './connector.ts';
import { type ConversationDirectory, createConversationDirectory } from './conversation-directory.ts';
import { createConversing } from './conversing.ts';
import { createDelivery } from './delivery.ts';
import { createDoor } from './door/door.ts';
import { serviceHosts } from './door/service-hosts.ts';
import { createJobs } from './jobs.ts';
import type { OrganisationOf } from './organisation.ts';
import { createPostman, type Postman } from './outbox/postman.ts';
import { type PublishedPages, pagesRoute } from './published-pages.ts';
import { createReceiver } from './receiver.ts';
import { createTurns } from './turns.ts';

export interface TeamsServer {
  /** Where it listens, e.g. `http://127.0.0.1:3978`. */
  url: string;
  /** The way out for what nobody asked for. */
  postman: Postman;
  /** Takes nothing new, lets what is under way finish for a bounded time, then closes. */
  stop(): Promise<void>;
}

export type TicketWebhooks = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface TeamsServerParts {
  config: Config;
  organisationOf: OrganisationOf;
  log: Log;
  clock?: Clock;
  directory?: ConversationDirectory;
  /** Printable pages, opened by whoever has the link. */
  pages?: PublishedPages;
  /** Answers requests of ticketing systems. */
  ticketWebhooks?: TicketWebhooks;
  /** Keeps on record who was told no. */
  refusals?: Refusals;
}

const drainFor = 10_000;
/** For telling those whose question was called off. */
const sayStopFor = 5000;
/** A bot without identity checks no token, so nobody but this machine may reach it. */
const loopback = '127.0.0.1';

/** Starts the bot behind its HTTP server. Throws when a production configuration has no bot identity. */
export async function createTeamsServer(parts: TeamsServerParts): Promise<TeamsServer> {
  const { config, organisationOf, log } = parts;
  if (config.bot === null && !config.sandbox) throw new Error('Without BOT_APP_ID the bot does not start.');
  const clock = parts.clock ?? systemClock;
  const directory = parts.directory ?? createConversationDirectory(clock);
  const hosts = serviceHosts(config.botServiceHosts);
  const appId = config.bot?.clientId ?? '';
  const adapter = createAdapter({ config, hosts, clock });
  const connector = createConnector({ adapter, appId, tokenIssuer: config.botTokenIssuer, hosts, clock });
  const delivery = createDelivery({ connector, directory, log });
  const fetchFiles = createFileFetcher({ domains: config.fileHosts });
  const conversing = createConversing({
    organisationOf,
    delivery,
    directory,
    fetchFiles,
    clock,
    log,
    ...(parts.refusals ? { refusals: parts.refusals } : {}),
  });
  const jobs = createJobs(clock);
  const turns = createTurns({ conversing, delivery, connector, jobs, clock, log });
  const app = createApplication({ adapter, appId, turns, directory, log });
  const door = createDoor({ config, hosts, clock, log });
  const receiver = createReceiver({ door, adapter, app, log });

  const server = restify.createServer({ name: 'quarantine-watch' });
  server.post('/api/messages', receiver.messages);
  if (parts.ticketWebhooks) server.post('/api/tickets/:system', parts.ticketWebhooks);
  if (parts.pages) server.get(pagesRoute, parts.pages.serve);
  server.get('/healthz', receiver.health);
  server.get('/readyz', receiver.readiness);
  server.server.requestTimeout = 30_000;

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, config.port)));
    if (config.bot === null) server.listen(config.port, loopback, resolve);
    else server.listen(config.port, resolve);
  });
  void door.ready().catch((error) => log.warn({ fault: faultOf(error) }, 'signing keys are not ready'));
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `http://${loopback}:${port}`,
    postman: createPostman({ adapter, appId, tokenIssuer: config.botTokenIssuer, hosts }),
    async stop() {
      receiver.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.server.closeIdleConnections();
      if (!(await settlesWithin(jobs.idle(), drainFor, clock))) {
        log.warn({ event: 'stop.unfinished' }, 'work was still under way when the time to stop was over');
        jobs.abort();
        await settlesWithin(jobs.idle(), sayStopFor, clock);
      }
      if (!(await settlesWithin(closed, 1000, clock))) server.server.closeAllConnections();
      await closed;
    },
  };
}

function listenFault(error: NodeJS.ErrnoException, port: number): Error {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program. Stop it, or choose another with PORT.`
      : error.code === 'EACCES'
        ? `This account may not listen on port ${port}. Choose one above 1023 with PORT.`
        : `It cannot listen on port ${port} (${error.code ?? 'unknown fault'}).`;
  return new Error(why, { cause: error });
}
