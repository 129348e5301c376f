import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServiceConfig } from '../../src/config/service-config.ts';
import { start } from '../../src/main.ts';
import { createFixedDns } from '../../src/microsoft365/dns/fixed-lookup.ts';
import { createSandboxTenant, type SandboxTenant } from '../../src/sandbox/tenant.ts';
import type { SandboxUser } from '../../src/sandbox/tenant-data.ts';
import { loadTenantFile } from '../../src/sandbox/tenant-file.ts';
import { startFakeConnector } from './fake-connector.ts';
import { createMemoryLog } from './teams-bot.ts';

export const contosoId = '11111111-aaaa-4aaa-8aaa-000000000001';
export const fabrikamId = '22222222-bbbb-4bbb-8bbb-000000000002';
export const contactMonkeyId = '33333333-cccc-4ccc-8ccc-000000000003';
/** Let in at the door, and nobody's customer. */
export const strangerTenantId = '44444444-dddd-4ddd-8ddd-000000000004';

export interface Speaker {
  tenantId: string;
  objectId: string;
  name: string;
}

const roles: Record<string, string[]> = {
  Reader: ['reader'],
  Operator: ['operator'],
  Nobody: [],
  Csm: ['csm'],
};

async function company(folder: string, tenantId: string, name: string): Promise<SandboxTenant> {
  const domain = `${name.toLowerCase()}.example`;
  const users = Object.entries(roles).map(([role, held]) => ({
    name: `${name} ${role}`,
    upn: `${role}@${domain}`,
    roles: held,
  }));
  const messageId = `${tenantId.slice(0, 8)}-4f0b-4b5c-1c9a-08de27aa0001`;
  const mail = {
    Identity: `${messageId}\\5b1f6a64-0c43-9d21-8a3e-1f2e3d4c5b6a`,
    ReceivedTime: new Date(Date.now() - 3_600_000).toISOString(),
    MessageId: `<${name}@geopod>`,
    SenderAddress: `news@${domain}`,
    RecipientAddress: [`mia@${domain}`],
    Subject: `Town hall at ${name}`,
    Type: 'Spam',
    QuarantineTypes: 'Spam',
    PolicyType: 'HostedContentFilterPolicy',
    PolicyName: 'Default',
    ReleaseStatus: 'NOTRELEASED',
  };
  const profile = { senders: [{ address: `news@${domain}`, path: 'email-delivery' }] };
  const path = join(folder, `${name}.json`);
  await writeFile(
    path,
    JSON.stringify({ tenantId, displayName: name, users, profile, 'Get-QuarantineMessage': [mail] }),
  );
  return createSandboxTenant({ tenant: await loadTenantFile(path) });
}

/**
 * One service for two simulated customers, Contoso from the environment and Fabrikam from the file, and ContactMonkey's tenant. The
 * person "ContactMonkey Csm" has the right there by a group; `alsoCsm` by object id. `busyContoso` is the built-in company instead,
 * which mail can be sent to.
 */
export async function startService(options: { databaseUrl?: string; alsoCsm?: string; busyContoso?: boolean } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'service-'));
  const [contoso, fabrikam, contactMonkey] = await Promise.all([
    options.busyContoso ? createSandboxTenant({ quarantineSize: 20 }) : company(folder, contosoId, 'Contoso'),
    company(folder, fabrikamId, 'Fabrikam'),
    company(folder, contactMonkeyId, 'ContactMonkey'),
  ]);
  const connector = await startFakeConnector();
  const { log, lines } = createMemoryLog();

  function personOf(tenant: SandboxTenant, role: keyof typeof roles): Speaker {
    const held = roles[role] ?? [];
    const holds = (one: SandboxUser) => held.every((wanted) => one.roles.some((has) => has === wanted));
    const user = tenant.users.find((one) => holds(one) && (held.length > 0 || one.roles.length === 0)) as SandboxUser;
    return { tenantId: tenant.tenantId, objectId: user.objectId, name: user.name };
  }

  const kim = personOf(contactMonkey, 'Csm');
  const profileOf = async (tenant: SandboxTenant, name: string) => {
    await writeFile(join(folder, name), JSON.stringify(tenant.profile));
    return join(folder, name);
  };
  const csmGroups = [contactMonkey.groups.csm, contoso.groups.csm, options.alsoCsm].filter((id) => id !== undefined);
  await writeFile(
    join(folder, 'tenants.json'),
    JSON.stringify({
      customers: [
        {
          tenantId: fabrikamId,
          name: 'Fabrikam',
          reader: { clientId: fabrikam.clientId, secretEnv: 'FABRIKAM_SECRET' },
          groups: {
            reader: [fabrikam.groups.reader],
            operator: [fabrikam.groups.operator, personOf(fabrikam, 'Nobody').objectId],
            csm: [fabrikam.groups.csm],
          },
          profile: await profileOf(fabrikam, 'fabrikam-profile.json'),
          entraUrl: fabrikam.urls.entra,
          exchangeUrl: fabrikam.urls.exchange,
          graphUrl: fabrikam.urls.graph,
        },
      ],
      contactMonkey: {
        reader: { clientId: contactMonkey.clientId, secretEnv: 'CSM_SECRET' },
        entraUrl: contactMonkey.urls.entra,
        graphUrl: contactMonkey.urls.graph,
      },
    }),
  );
  const config = await readServiceConfig(
    {
      PORT: '0',
      TENANT_ID: contoso.tenantId,
      CLIENT_ID: contoso.clientId,
      CLIENT_SECRET: contoso.clientSecret,
      ENTRA_URL: contoso.urls.entra,
      EXCHANGE_URL: contoso.urls.exchange,
      GRAPH_URL: contoso.urls.graph,
      BOT_SERVICE_HOSTS: '127.0.0.1',
      ALLOWED_TENANTS: [contoso.tenantId, fabrikamId, contactMonkeyId, strangerTenantId].join(','),
      // That somebody of ContactMonkey is named here must open nothing to them.
      READER_GROUPS: `${contoso.groups.reader},${kim.objectId}`,
      OPERATOR_GROUPS: contoso.groups.operator,
      CSM_GROUPS: csmGroups.join(','),
      CSM_TENANT_ID: contactMonkeyId,
      TENANTS: join(folder, 'tenants.json'),
      FABRIKAM_SECRET: fabrikam.clientSecret,
      CSM_SECRET: contactMonkey.clientSecret,
      PROFILE: await profileOf(contoso, 'contoso-profile.json'),
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    },
    { sandbox: true },
  );
  const server = await start(config, { log, dns: createFixedDns({}) });
  let sent = 0;
  // Opening the embedded database keeps this process busy, whose other connections would break; this request waits for it.
  await fetch(`${server.url}/api/tickets/nobody`, { method: 'POST' });

  const chatOf = (person: Speaker) => `a:${person.tenantId}-${person.objectId}`;

  async function post(person: Speaker, more: Record<string, unknown>): Promise<Response> {
    sent += 1;
    const { tenantId, objectId, name } = person;
    return fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: `in${sent}`,
        channelId: 'msteams',
        serviceUrl: connector.serviceUrl,
        from: { id: `29:${objectId}`, aadObjectId: objectId, name },
        recipient: { id: '28:bot', name: 'Quarantine Watch' },
        conversation: { id: chatOf(person), conversationType: 'personal', tenantId },
        channelData: { tenant: { id: tenantId } },
        ...more,
      }),
    });
  }

  /** All that stands or stood in somebody's chat, oldest first. */
  function seenBy(person: Speaker): string[] {
    const path = `/v3/conversations/${encodeURIComponent(chatOf(person))}/`;
    return connector.calls
      .filter((call) => call.path.startsWith(path) && call.body?.type === 'message')
      .map(({ body }) => JSON.stringify(body));
  }

  /** What the bot answers; news that comes at the same time is none. */
  async function answerTo(person: Speaker, what: Record<string, unknown>): Promise<string> {
    const id = `asked${sent}`;
    const { status } = await post(person, { ...what, id });
    if (status !== 200) throw new Error(`The door answered ${status}.`);
    return eventually(() => {
      const answer = connector.calls.find(({ path, body }) => path.endsWith(`/${id}`) && body?.type === 'message');
      return answer === undefined ? null : JSON.stringify(answer.body);
    });
  }

  return {
    contoso,
    fabrikam,
    contactMonkey,
    kim,
    server,
    lines,
    personOf,
    post,
    seenBy,
    say: (person: Speaker, text: string) => answerTo(person, { text }),
    press: (person: Speaker, verb: string, data: Record<string, unknown> = {}) =>
      answerTo(person, { value: { verb, ...data } }),
    async stop() {
      await server.stop();
      await connector.stop();
      await Promise.all([contoso, fabrikam, contactMonkey].map((tenant) => tenant.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Service = Awaited<ReturnType<typeof startService>>;

/** What `look` finds, as soon as it finds something. */
export async function eventually<T>(look: () => T | null, within = 60_000): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const found = look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error('It did not come in time.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
