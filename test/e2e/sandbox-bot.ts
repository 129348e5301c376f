import { readConfig } from '../../src/config.ts';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import { systemTiming } from '../../src/microsoft365/wire/timing.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { SandboxTenant } from '../../src/sandbox/tenant.ts';
import type { SandboxUser } from '../../src/sandbox/tenant-data.ts';
import { systemClock } from '../../src/teams/clock.ts';
import { createRoles } from '../../src/teams/roles.ts';
import { createTeamsServer } from '../../src/teams/server.ts';
import { startFakeConnector } from '../support/fake-connector.ts';
import { createMemoryLog } from '../support/teams-bot.ts';

const plenty = 100_000;

/** What a person reads of one posted message: its text, or every word of its card. */
export function readable(body: { text?: string; attachments?: { content: object }[] }): string {
  return body.text ?? textsOf(body.attachments?.[0]?.content).join('\n');
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { text, title, body, items, inlines, columns } = part as Record<string, unknown>;
  const own = [text, title].filter((word) => typeof word === 'string');
  return [...own, ...[body, items, inlines, columns].flatMap(textsOf)];
}

/**
 * The whole bot over HTTP before a simulated tenant, talking through a connector that remembers. What the client of the tenant
 * waits before another try takes no time.
 */
export async function startSandboxBot(tenant: SandboxTenant, options: { requestTimeoutMs?: number } = {}) {
  const connector = await startFakeConnector();
  const { log, lines } = createMemoryLog();
  const config = readConfig(
    {
      PORT: '0',
      TENANT_ID: tenant.tenantId,
      CLIENT_ID: tenant.clientId,
      BOT_SERVICE_HOSTS: '127.0.0.1',
      READER_GROUPS: tenant.groups.reader,
    },
    { sandbox: true },
  );
  let skipped = 0;
  const reader = createTenantReader({
    tenantId: tenant.tenantId,
    entraUrl: tenant.urls.entra,
    exchangeUrl: tenant.urls.exchange,
    graphUrl: tenant.urls.graph,
    credential: { kind: 'secret', clientId: tenant.clientId, secret: tenant.clientSecret },
    limits: {
      exchangeRequests: plenty,
      traceRequests: plenty,
      huntingRequests: plenty,
      graphRequests: plenty,
      requestTimeoutMs: options.requestTimeoutMs ?? 20_000,
    },
    timing: {
      ...systemTiming,
      now: () => Date.now() + skipped,
      sleep: async (milliseconds) => {
        skipped += milliseconds;
      },
      random: () => 0.5,
    },
    logger: log,
  });
  const clock = { ...systemClock, now: () => new Date(tenant.clock.now()) };
  const assistant = createAssistant({ tenant: reader, profile: parseSenderProfile(tenant.profile).profile, log });
  const roles = createRoles({
    groups: config.groups,
    memberGroups: (user, groups, signal) => reader.directory.memberGroups(user, groups, signal),
    clock,
    log,
  });
  const organisationOf = () => ({ tenantId: tenant.tenantId, assistant, roles });
  const server = await createTeamsServer({ config, organisationOf, log, clock });
  let sent = 0;

  async function ask(text: string, user: SandboxUser = firstReader(tenant)): Promise<{ said: string; status: number }> {
    sent += 1;
    const response = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(messageActivity(tenant.tenantId, connector.serviceUrl, user, text, sent)),
    });
    const posted = await connector.message(sent);
    return { said: readable(posted.body), status: response.status };
  }

  return {
    ask,
    server,
    connector,
    lines,
    /** Goes on past every pause of the client, such as one after too many failures. */
    letTimePass: (milliseconds: number) => {
      skipped += milliseconds;
    },
    async stop() {
      await server.stop();
      await connector.stop();
    },
  };
}

function firstReader(tenant: SandboxTenant): SandboxUser {
  const reader = tenant.users.find((user) => user.roles.includes('reader'));
  if (reader === undefined) throw new Error('Nobody in this company may ask.');
  return reader;
}

function messageActivity(tenantId: string, serviceUrl: string, user: SandboxUser, text: string, number: number) {
  return {
    type: 'message',
    id: `in${number}`,
    channelId: 'msteams',
    serviceUrl,
    text,
    from: { id: `29:${user.objectId}`, aadObjectId: user.objectId, name: user.name },
    recipient: { id: '28:bot', name: 'Quarantine Watch' },
    conversation: { id: `a:chat-${user.objectId}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}
