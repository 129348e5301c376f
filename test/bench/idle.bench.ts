import { startBackground } from '../../src/background.ts';
import { createFixedDns } from '../../src/microsoft365/dns/fixed-lookup.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import { systemClock } from '../../src/teams/clock.ts';
import { serviceHosts } from '../../src/teams/door/service-hosts.ts';
import { createPostman } from '../../src/teams/outbox/postman.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { profile } from '../support/questions.ts';
import { createMemoryLog, sandboxConfig } from '../support/teams-bot.ts';
import { type Measurement, under } from './parts/measurement.ts';

const [settling, watched] = [5000, 30_000];
/** Share of one core. */
const goal = 3;

/** What the bot costs while nothing happens: queues, timers and the watch of a tenant without campaigns. */
export async function run(): Promise<Measurement> {
  const rows = [];
  for (const backend of backends) rows.push(under(`on ${backend}`, await idleShare(backend), goal, ' %'));
  return {
    name: 'Processor time while nothing happens, of one core',
    rows,
    lines: [`${watched / 1000} s after ${settling / 1000} s of settling; a server's own work is not counted`],
  };
}

async function idleShare(backend: (typeof backends)[number]): Promise<number> {
  const config = sandboxConfig();
  const hosts = serviceHosts(config.botServiceHosts);
  const adapter = createAdapter({ config, hosts, clock: systemClock });
  const { reader } = fakeTenantReader({ cmdlets: { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] } });
  const database = await openTestDatabase(backend);
  const background = await startBackground({
    customers: [{ tenant: reader, profile }],
    dns: createFixedDns({}),
    database,
    postman: createPostman({ adapter, appId: '', tokenIssuer: config.botTokenIssuer, hosts }),
    clock: systemClock,
    log: createMemoryLog().log,
  });
  await wait(settling);
  const before = process.cpuUsage();
  const began = performance.now();
  await wait(watched);
  const { user, system } = process.cpuUsage(before);
  const share = ((user + system) / 1000 / (performance.now() - began)) * 100;
  await background.stop();
  await database.close();
  return share;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
