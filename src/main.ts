import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Config, ConfigError, readConfig } from './config.ts';
import { parseSenderProfile } from './contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from './contactmonkey/sender-profile.ts';
import { createLog, type Log } from './log.ts';
import { createTenantReader } from './microsoft365/create-tenant-reader.ts';
import { createAssistant } from './questions/create-assistant.ts';
import { systemClock } from './teams/clock.ts';
import { createRoles } from './teams/roles.ts';
import { createTeamsServer, type TeamsServer } from './teams/server.ts';

/** Puts the rooms together and listens. `now` is the tenant's time where it is not this machine's. */
export async function start(config: Config, parts: { now?: () => Date } = {}): Promise<TeamsServer> {
  const log = createLog({ level: config.logLevel });
  const clock = parts.now ? { ...systemClock, now: parts.now } : systemClock;
  const profile = await readProfile(config.profilePath, log);
  const tenant = createTenantReader({
    tenantId: config.tenantId,
    entraUrl: config.entraUrl,
    exchangeUrl: config.exchangeUrl,
    graphUrl: config.graphUrl,
    credential: { ...config.reader.credential, clientId: config.reader.clientId },
    logger: log,
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

async function main(): Promise<void> {
  try {
    const server = await start(readConfig(process.env));
    process.stderr.write(`Quarantine Watch listens at ${server.url}/api/messages\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        server.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    process.stderr.write(
      error instanceof ConfigError
        ? `Quarantine Watch cannot start. Mend these environment variables:\n${error.message}\n`
        : `Quarantine Watch cannot start: ${error instanceof Error ? error.message : 'unknown fault'}\n`,
    );
    process.exitCode = 2;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
