import type { Customer, DirectoryAccess } from './config/customer.ts';
import { type EnvironmentReader, environmentReader, guid, type Problem } from './config/environment.ts';
import { readTicketSystems, type TicketSystemsConfig } from './config/ticket-systems.ts';

export { isLoopback } from './config/loopback.ts';
export { variables } from './config/variables.ts';

export type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; path: string }
  | { kind: 'managedIdentity' };

/** An application of the tenant and how it proves that it is itself. */
export interface AppIdentity {
  tenantId: string;
  clientId: string;
  credential: Credential;
}

/** Entra object ids of groups or users, lower case, by what they may do. */
export interface RoleGroups {
  reader: string[];
  operator: string[];
  approver: string[];
  csm: string[];
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the product is told from outside. Addresses carry no trailing slash, host names no port, ids are lower case. */
export interface Config {
  /** True only for the built-in simulated tenant: no bot identity, no token check, loopback only. */
  sandbox: boolean;
  port: number;
  /** null only in the sandbox, and for a caller that serves no bot. */
  bot: AppIdentity | null;
  botOpenIdMetadataUrl: string;
  botTokenIssuer: string;
  botServiceHosts: string[];
  allowedTenants: string[];
  fileHosts: string[];
  tenantId: string;
  reader: AppIdentity;
  operator: AppIdentity | null;
  entraUrl: string;
  exchangeUrl: string;
  graphUrl: string;
  groups: RoleGroups;
  /** Where people's browsers reach the bot; without it printable pages are not linked. */
  publicUrl: string | null;
  /** ContactMonkey's own tenant, where its people sit who are no guests here. */
  csmTenantId: string | null;
  /** How to ask its directory; null where nobody said, and its people are known by their own ids alone. */
  csmDirectory: DirectoryAccess | null;
  /** Companies beside the one of `tenantId`. */
  furtherCustomers: Customer[];
  ticketSystems: TicketSystemsConfig;
  profilePath: string | null;
  databaseUrl: string | null;
  /** Whether this process watches campaigns, keeps alerts and tickets, and sends what waits. */
  watch: boolean;
  /** Folder of the embedded database, used when there is no `databaseUrl`. */
  dataDir: string;
  logLevel: LogLevel;
}

/** All that is wrong with the environment, one problem a variable. Holds no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => `${problem.variable} ${problem.sentence}`).join('\n'));
    this.problems = problems;
  }
}

function credential(read: EnvironmentReader, prefix: string): Credential {
  const secret = read.text(`${prefix}_SECRET`);
  const path = read.readableFile(`${prefix}_CERTIFICATE_PATH`);
  if (secret !== null && path !== null)
    read.problem(`${prefix}_SECRET`, `and ${prefix}_CERTIFICATE_PATH are both set; set one of them.`);
  if (secret !== null) return { kind: 'secret', secret };
  return path === null ? { kind: 'managedIdentity' } : { kind: 'certificate', path };
}

function readBot(read: EnvironmentReader, tenantId: string, optional: boolean): AppIdentity | null {
  const clientId = read.id('BOT_APP_ID', !optional);
  const type = read.oneOf('BOT_APP_TYPE', ['SingleTenant', 'UserAssignedMSI']);
  const botTenant = read.id('BOT_TENANT_ID', false) ?? tenantId;
  const proof = credential(read, 'BOT_APP');
  if (clientId === null) return null;
  if (type === 'SingleTenant' && proof.kind === 'managedIdentity')
    read.problem('BOT_APP_SECRET', 'is missing; a single-tenant bot needs it, or BOT_APP_CERTIFICATE_PATH.');
  if (type === 'UserAssignedMSI' && proof.kind !== 'managedIdentity')
    read.problem(
      'BOT_APP_TYPE',
      'is UserAssignedMSI, which takes neither BOT_APP_SECRET nor BOT_APP_CERTIFICATE_PATH.',
    );
  return { tenantId: botTenant, clientId, credential: proof };
}

function readOperator(read: EnvironmentReader, tenantId: string): AppIdentity | null {
  const clientId = read.id('OPERATOR_CLIENT_ID', false);
  const proof = credential(read, 'OPERATOR_CLIENT');
  if (clientId !== null) return { tenantId, clientId, credential: proof };
  if (proof.kind !== 'managedIdentity')
    read.problem('OPERATOR_CLIENT_ID', 'is missing, but a secret or certificate for it is set.');
  return null;
}

function readDatabaseUrl(read: EnvironmentReader): string | null {
  const value = read.text('DATABASE_URL');
  if (value !== null && !/^postgres(ql)?:\/\//.test(value))
    read.problem('DATABASE_URL', 'should hold an address that starts with postgresql://.');
  return value;
}

/**
 * Environment to configuration. Throws `ConfigError` naming every variable that is missing or wrong.
 * `sandbox` (never taken from the environment) lets the bot identity be absent; so does `botOptional`, for a caller that reads
 * the tenant and serves no bot. Further customers are not read here: `readServiceConfig` does.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  options: { sandbox?: boolean; botOptional?: boolean } = {},
): Config {
  const sandbox = options.sandbox === true;
  const read = environmentReader(env);
  const tenantId = read.id('TENANT_ID', true) ?? '';
  const bot = readBot(read, tenantId, sandbox || options.botOptional === true);
  const named = read.ids('ALLOWED_TENANTS');
  const config: Config = {
    sandbox,
    port: read.port('PORT'),
    bot,
    botOpenIdMetadataUrl: read.url('BOT_OPENID_METADATA_URL'),
    botTokenIssuer: read.issuer('BOT_TOKEN_ISSUER'),
    botServiceHosts: read.hosts('BOT_SERVICE_HOSTS'),
    allowedTenants: named.length > 0 ? named : [...new Set([tenantId, bot?.tenantId ?? tenantId])],
    fileHosts: read.hosts('FILE_HOSTS'),
    tenantId,
    reader: { tenantId, clientId: read.id('CLIENT_ID', true) ?? '', credential: credential(read, 'CLIENT') },
    operator: readOperator(read, tenantId),
    entraUrl: read.url('ENTRA_URL'),
    exchangeUrl: read.url('EXCHANGE_URL'),
    graphUrl: read.url('GRAPH_URL'),
    groups: {
      reader: read.ids('READER_GROUPS'),
      operator: read.ids('OPERATOR_GROUPS'),
      approver: read.ids('APPROVER_GROUPS'),
      csm: read.ids('CSM_GROUPS'),
    },
    publicUrl: read.text('PUBLIC_URL') === null ? null : read.url('PUBLIC_URL'),
    csmTenantId: read.id('CSM_TENANT_ID', false),
    csmDirectory: null,
    furtherCustomers: [],
    ticketSystems: readTicketSystems(read),
    profilePath: read.readableFile('PROFILE'),
    databaseUrl: readDatabaseUrl(read),
    watch: read.oneOf('WATCH', ['on', 'off']) === 'on',
    dataDir: read.text('DATA_DIR') ?? 'data',
    logLevel: read.oneOf('LOG_LEVEL', logLevels),
  };
  read.readableFile('TENANTS');
  const { csmTenantId, allowedTenants } = config;
  if (csmTenantId !== null && guid.test(csmTenantId) && !allowedTenants.includes(csmTenantId))
    read.problem('CSM_TENANT_ID', 'is not among ALLOWED_TENANTS, so its people would be turned away; add it there.');
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return config;
}
