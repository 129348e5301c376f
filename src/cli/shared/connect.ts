import { ConfigError, readConfig } from '../../config.ts';
import { parseSenderProfile } from '../../contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import { createTenantReader } from '../../microsoft365/create-tenant-reader.ts';
import type { DnsFacts, DnsLookup } from '../../microsoft365/dns/dns-lookup.ts';
import { createFixedDns } from '../../microsoft365/dns/fixed-lookup.ts';
import { createDnsLookup } from '../../microsoft365/dns/resolver-lookup.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import { readJson } from './files.ts';
import { type CliIo, UsageError } from './io.ts';

/** A tenant to ask, and what to close afterwards. */
export interface Connection {
  tenant: TenantReader;
  profile: SenderProfile;
  dns: DnsLookup;
  now(): Date;
  close(): Promise<void>;
}

/** A tenant in this process needs no sparing. */
const loopbackLimits = { exchangeRequests: 1_000, traceRequests: 1_000, huntingRequests: 1_000, graphRequests: 1_000 };

/** The tenant that the environment configures, or a simulated one in this process; `tenant` is a file with another company. */
export async function connect(
  options: { sandbox: boolean; tenant?: string | undefined },
  io: CliIo,
): Promise<Connection> {
  if (!options.sandbox && options.tenant !== undefined) throw new UsageError('--tenant goes with --sandbox.');
  return options.sandbox ? connectSandbox(options.tenant, io) : connectConfigured(io);
}

async function connectConfigured(io: CliIo): Promise<Connection> {
  const config = configOf(io);
  const { reader } = config;
  const tenant = createTenantReader({
    tenantId: config.tenantId,
    entraUrl: config.entraUrl,
    exchangeUrl: config.exchangeUrl,
    graphUrl: config.graphUrl,
    credential: { ...reader.credential, clientId: reader.clientId },
  });
  const profile = readProfile(config.profilePath === null ? {} : await readJson(config.profilePath, io), io);
  return { tenant, profile, dns: createDnsLookup(), now: () => new Date(), close: async () => {} };
}

async function connectSandbox(file: string | undefined, io: CliIo): Promise<Connection> {
  const { createSandboxTenant } = await import('../../sandbox/tenant.ts');
  const options = file === undefined ? {} : { tenant: await tenantFile(file) };
  const sandbox = await createSandboxTenant(options);
  const tenant = createTenantReader({
    tenantId: sandbox.tenantId,
    entraUrl: sandbox.urls.entra,
    exchangeUrl: sandbox.urls.exchange,
    graphUrl: sandbox.urls.graph,
    credential: { kind: 'secret', clientId: sandbox.clientId, secret: sandbox.clientSecret },
    limits: loopbackLimits,
  });
  return {
    tenant,
    profile: readProfile(sandbox.profile, io),
    dns: createFixedDns(await simulatedDns(options.tenant)),
    now: () => new Date(sandbox.clock.now()),
    close: () => sandbox.close(),
  };
}

/** A simulated tenant brings its DNS along; the domains in it do not exist. */
async function simulatedDns(tenant: Awaited<ReturnType<typeof tenantFile>> | undefined): Promise<DnsFacts> {
  if (tenant !== undefined) return tenant.dns as DnsFacts;
  return (await import('../../sandbox/company/dns.ts')).dnsFacts as DnsFacts;
}

async function tenantFile(path: string) {
  const { loadTenantFile } = await import('../../sandbox/tenant-file.ts');
  try {
    return await loadTenantFile(path);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${path} is not a tenant file.`);
  }
}

/** The bot's own identity is not needed to ask from a terminal. */
function configOf(io: CliIo) {
  try {
    return readConfig(io.env, { botOptional: true });
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new UsageError(
        `The environment is not complete (use --sandbox for the built-in tenant):\n${error.message}`,
      );
    }
    throw error;
  }
}

function readProfile(json: unknown, io: CliIo): SenderProfile {
  const { profile, problems } = parseSenderProfile(json);
  for (const problem of problems) io.stderr.write(`Sender profile: ${problem}\n`);
  return profile;
}
