import { startBackground } from '../../src/background.ts';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import { createFixedDns } from '../../src/microsoft365/dns/fixed-lookup.ts';
import type { SandboxTenant } from '../../src/sandbox/tenant.ts';
import type { Database } from '../../src/store/database.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import { systemClock } from '../../src/teams/clock.ts';
import { serviceHosts } from '../../src/teams/door/service-hosts.ts';
import { createPostman } from '../../src/teams/outbox/postman.ts';
import type { FakeConnector } from './fake-connector.ts';
import { createMemoryLog, sandboxConfig } from './teams-bot.ts';

const bot = { id: '28:bot', name: 'Quarantine Watch' };
const limits = { exchangeRequests: 5000, traceRequests: 5000, huntingRequests: 5000, graphRequests: 5000 };
export const ana = { id: 'ana', name: 'Ana' };

/** The bot at work over the wire, in real time: it watches a simulated tenant, read every few seconds, and posts to a fake connector. */
export async function startRunningBot(sandbox: SandboxTenant, connector: FakeConnector, database: Database) {
  const config = sandboxConfig();
  const hosts = serviceHosts(config.botServiceHosts);
  const adapter = createAdapter({ config, hosts, clock: systemClock });
  const { tenantId, urls, clientId, clientSecret } = sandbox;
  const credential = { kind: 'secret' as const, clientId, secret: clientSecret };
  const at = { entraUrl: urls.entra, exchangeUrl: urls.exchange, graphUrl: urls.graph };
  const { log, lines } = createMemoryLog();
  const tenant = createTenantReader({ tenantId, ...at, credential, limits });
  const { profile } = parseSenderProfile(sandbox.profile);
  const background = await startBackground({
    customers: [{ tenant, profile }],
    dns: createFixedDns({}),
    database,
    postman: createPostman({ adapter, appId: '', tokenIssuer: config.botTokenIssuer, hosts }),
    clock: systemClock,
    log,
    onThisMachine: true,
  });
  const { directory } = background;
  const { alerts, campaigns } = background.roomsOf(tenantId);
  let heard = 0;

  return {
    tenantId,
    alerts,
    lines,
    stop: () => background.stop(),
    /** Somebody says something in a channel: a place that was set aside is written to again. */
    async hearFrom(id: string): Promise<void> {
      heard += 1;
      const conversation = { id, conversationType: 'channel', tenantId, isGroup: true, name: `Channel ${heard}` };
      const { serviceUrl } = connector;
      await directory.remember({ bot, channelId: 'msteams', serviceUrl, conversation });
    },
    /** Tests that are expected now: each is told of by itself, and the watch keeps its quick pace. */
    async expectTests(names: readonly string[], recipient: string): Promise<void> {
      const now = new Date();
      const rest = { sender: null, regions: [], attachments: [], audience: null };
      for (const name of names) {
        const plan = { name, subject: `CM Test - ${name}`, plannedFor: now.toISOString(), createdBy: ana, ...rest };
        await campaigns.plan(plan, [{ address: recipient, because: null }], now);
      }
    },
  };
}

export type RunningBot = Awaited<ReturnType<typeof startRunningBot>>;
