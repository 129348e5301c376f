import { readFile } from 'node:fs/promises';
import { type Config, ConfigError, readConfig } from './config.ts';
import { parseSenderProfile } from './contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from './contactmonkey/sender-profile.ts';
import { createLog, faultOf, type Log } from './log.ts';
import { createTenantReader } from './microsoft365/create-tenant-reader.ts';
import { createAssistant } from './questions/create-assistant.ts';
import { systemClock } from './teams/clock.ts';
import { createRoles } from './teams/roles.ts';
import { createTeamsServer, type TeamsServer } from './teams/server.ts';

/** A simulated tenant in this machine needs no sparing. */
const sandboxLimits = { exchangeRequests: 1000, traceRequests: 1000, huntingRequests: 1000, graphRequests: 1000 };

/** Puts the rooms together and listens. `now` is the tenant's time where it is not this machine's. */
export async function start(config: Config, parts: { now?: () => Date; log?: Log } = {}): Promise<TeamsServer> {
  const log = parts.log ?? createLog({ level: config.logLevel });
  const clock = parts.now ? { ...systemClock, now: parts.now } : systemClock;
  const profile = await readProfile(config.profilePath, log);
  const tenant = createTenantReader({
    tenantId: config.tenantId,
    entraUrl: config.entraUrl,
    exchangeUrl: config.exchangeUrl,
    graphUrl: config.graphUrl,
    credential: { ...config.reader.credential, clientId: config.reader.clientId },
    logger: log,
    ...(config.sandbox ? { limits: sandboxLimits } : {}),
  });
  const assistant = createAssistant({ tenant, profile, log });
  const roles = createRoles({
    groups: config.groups,
    memberGroups: (user, groups, signal) => tenant.directory.memberGroups(user, groups, signal),
    clock,
    log,
  });
  return createTeamsServer({ config, assistant, roles, log, clock });
}

/** Reads the customer's sender profile. Throws a sentence when the file is not JSON; a part that is wrong is left out and logged. */
async function readProfile(path: string | null, log: Log): Promise<SenderProfile> {
  const { profile, problems } = parseSenderProfile(path === null ? {} : parseJson(await readFile(path, 'utf8')));
  for (const problem of problems) log.warn({ problem }, 'a part of the sender profile is left out');
  return profile;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The file that PROFILE names is not JSON.');
  }
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
    const config = readConfig(process.env);
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
