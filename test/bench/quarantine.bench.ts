import { startFakeConnector } from '../support/fake-connector.ts';
import { type Measurement, under } from './parts/measurement.ts';
import { startBot, startTenant } from './parts/processes.ts';
import { turn } from './parts/turns.ts';

const size = 50_000;
const goalSeconds = 3;
const megabyte = 2 ** 20;

/** First card and full count of a large quarantine, asked through the chat; what the tenant takes for its answers is left out. */
export async function run(): Promise<Measurement> {
  const connector = await startFakeConnector();
  const tenant = await startTenant(size);
  const bot = await startBot(tenant);
  try {
    const { objectId, serviceUrl } = { objectId: tenant.reader, serviceUrl: connector.serviceUrl };
    const chat = { tenantId: tenant.tenantId, objectId, serviceUrl, conversation: 'a:large' };
    await turn(bot.url, chat, 'help');
    const idle = await bot.report();
    const first = await asked('what is in quarantine?');
    const count = await asked('how many are in quarantine, by reason?');
    const again = await asked('what is in quarantine?');

    async function asked(text: string) {
      connector.clear();
      const started = performance.now();
      await turn(bot.url, chat, text);
      await connector.message(1);
      const took = performance.now() - started;
      return { ...(await bot.report()), took };
    }
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
    const rows = [
      { what: 'first card', measured: seconds(first.took), peer: `tenant ${seconds(first.waited)}` },
      under('first card beyond the tenant’s time', (first.took - first.waited) / 1000, goalSeconds, ' s'),
      { what: 'the same again', measured: seconds(again.took), peer: `tenant ${seconds(again.waited)}` },
      { what: 'full count', measured: seconds(count.took), peer: `tenant ${seconds(count.waited)}` },
      { what: 'most heap for the first card', measured: megabytes(first.heap), peer: `idle ${megabytes(idle.heap)}` },
      { what: 'most heap for the full count', measured: megabytes(count.heap) },
      { what: 'most memory of the process', measured: megabytes(count.peakRss), peer: `idle ${megabytes(idle.rss)}` },
    ];
    const calls = `calls to the tenant: ${first.requests} for the first card, ${count.requests} for the count`;
    return { name: `A quarantine of ${size.toLocaleString('en-US')} messages`, rows, lines: [calls] };
  } finally {
    await bot.stop();
    await tenant.stop();
    await connector.stop();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(0)} MB`;
}
