/** One environment variable of the product, as README's table shows it. */
export interface Variable {
  name: string;
  meaning: string;
  /** null when there is no default. */
  default: string | null;
  required: 'yes' | 'no' | 'with a single-tenant bot' | 'with OPERATOR_CLIENT_ID';
  secret: boolean;
}

function variable(name: string, meaning: string, options: Partial<Omit<Variable, 'name' | 'meaning'>> = {}): Variable {
  return { name, meaning, default: null, required: 'no', secret: false, ...options };
}

const publicTeamsHosts = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
].join(',');
const sharePointHosts = 'sharepoint.com,sharepoint.us,sharepoint-mil.us,sharepoint.cn';

/** Every variable that is read at start. Nothing else is read from the environment, but secrets that the file of TENANTS names. */
export const variables = [
  variable('PORT', 'Port the server listens on; 0 takes any free one.', { default: '3978' }),
  variable('TENANT_ID', 'Entra tenant (GUID) whose quarantine is read.', { required: 'yes' }),
  variable('CLIENT_ID', 'Application (or user-assigned identity) that reads Exchange and Graph.', { required: 'yes' }),
  variable('CLIENT_SECRET', 'Its client secret. With neither secret nor certificate it is a managed identity.', {
    secret: true,
  }),
  variable('CLIENT_CERTIFICATE_PATH', 'Path of a PEM file with its certificate and private key, instead of a secret.'),
  variable(
    'OPERATOR_CLIENT_ID',
    'Application that may write (release mail, change policies). Without it the bot only reads.',
  ),
  variable(
    'OPERATOR_CLIENT_SECRET',
    'Its client secret. With neither secret nor certificate it is a managed identity.',
    {
      secret: true,
    },
  ),
  variable('OPERATOR_CLIENT_CERTIFICATE_PATH', 'Path of its PEM file, instead of a secret.'),
  variable('BOT_APP_ID', 'Application id (GUID) of the Azure Bot registration.', { required: 'yes' }),
  variable('BOT_APP_TYPE', 'Identity of the bot: SingleTenant or UserAssignedMSI.', { default: 'SingleTenant' }),
  variable('BOT_APP_SECRET', 'Client secret of the bot (single tenant only).', {
    secret: true,
    required: 'with a single-tenant bot',
  }),
  variable(
    'BOT_APP_CERTIFICATE_PATH',
    'Path of a PEM file with certificate and private key, instead of BOT_APP_SECRET.',
  ),
  variable('BOT_TENANT_ID', 'Tenant (GUID) the bot is registered in.', { default: 'TENANT_ID' }),
  variable('ALLOWED_TENANTS', 'Tenants (GUIDs, comma-separated) whose users may talk to the bot.', {
    default: 'TENANT_ID and BOT_TENANT_ID',
  }),
  variable('READER_GROUPS', 'Entra group or user object ids (comma-separated) that may ask. Empty means nobody.'),
  variable('OPERATOR_GROUPS', 'Ids that may release mail and change policies; they may ask as well.'),
  variable('APPROVER_GROUPS', 'Ids that may approve such actions; they may ask as well.'),
  variable('CSM_GROUPS', 'Ids of ContactMonkey customer success managers, who answer tickets.'),
  variable(
    'CSM_TENANT_ID',
    'Tenant (GUID) of ContactMonkey, when its people answer tickets from there; it must be among ALLOWED_TENANTS.',
  ),
  variable('TENANTS', 'Path of a JSON file with further customers that this service serves; see below.'),
  variable('ZENDESK_URL', 'Zendesk that tickets are kept in step with, such as https://contactmonkey.zendesk.com.'),
  variable('ZENDESK_USER', 'Mail address of the Zendesk user that the token belongs to: one that no person works as.'),
  variable('ZENDESK_TOKEN', 'Its API token.', { secret: true }),
  variable('ZENDESK_WEBHOOK_SECRET', 'Signing secret of the Zendesk webhook that posts to /api/tickets/zendesk.', {
    secret: true,
  }),
  variable('TICKET_WEBHOOK_URL', 'Address of any other system that is told of tickets by signed requests.'),
  variable('TICKET_WEBHOOK_SECRET', 'Secret that these are signed with, and those that come to /api/tickets/webhook.', {
    secret: true,
  }),
  variable('PROFILE', 'Path of the ContactMonkey sender profile (JSON). Absent means unknown.'),
  variable('DATABASE_URL', 'PostgreSQL address. Without it an embedded database is used.', { secret: true }),
  variable('DATA_DIR', 'Folder of the embedded database, made when it is absent.', { default: 'data' }),
  variable('WATCH', 'On, or off for a process that only answers while another one watches, keeps alerts and sends.', {
    default: 'on',
  }),
  variable(
    'PUBLIC_URL',
    "Address at which people's browsers reach the bot. Without it printable reports are not linked.",
  ),
  variable('ENTRA_URL', 'Authority that issues tokens.', { default: 'https://login.microsoftonline.com' }),
  variable('EXCHANGE_URL', 'Exchange Online, without version path.', { default: 'https://outlook.office365.com' }),
  variable('GRAPH_URL', 'Microsoft Graph, without version path.', { default: 'https://graph.microsoft.com' }),
  variable('BOT_OPENID_METADATA_URL', 'OpenID document of the service that signs the tokens of Teams.', {
    default: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  }),
  variable('BOT_TOKEN_ISSUER', 'Issuer these tokens must name.', { default: 'https://api.botframework.com' }),
  variable('BOT_SERVICE_HOSTS', 'Host names, without ports, that may be answered; no token goes to any other.', {
    default: publicTeamsHosts,
  }),
  variable('FILE_HOSTS', 'Domains that attached files may be fetched from (the domain and all below it).', {
    default: sharePointHosts,
  }),
  variable('LOG_LEVEL', 'Least level that is logged: trace, debug, info, warn, error or silent.', { default: 'info' }),
] as const satisfies Variable[];
