import { loopbackTempo } from '../../src/campaigns/watch/tempo.ts';
import { createSandboxTenant } from '../../src/sandbox/tenant.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { startFakeConnector } from '../support/fake-connector.ts';
import { heldTests } from '../support/held-tests.ts';
import { ana, startRunningBot } from '../support/running-bot.ts';
import { type Measurement, type Row, spread, under } from './parts/measurement.ts';

const [alone, rounds, atOnce] = [20, 8, 10];
const interval = loopbackTempo.quickMs / 1000;
/** Of Teams, for one channel (Microsoft Learn, Teams rate-limit, 2026-10-08). */
const limit = { posts: 8, seconds: 2 };
const patience = 60_000;

/** From the moment a held test can be read in the tenant to its card in a channel: simulated services and Teams, both over the wire. */
export async function run(): Promise<Measurement> {
  const rows: Row[] = [];
  for (const backend of backends) {
    const { single, many } = await measured(backend);
    const row = (what: string, seconds: number[], more = 0) => [
      { what: `${what}, median, on ${backend}`, measured: `${spread(seconds).median.toFixed(2)} s` },
      under(`${what}, 99th percentile, on ${backend}`, spread(seconds).p99, interval + 1 + more, ' s'),
    ];
    const early = many.flatMap((round) => round.toSorted((one, other) => one - other).slice(0, limit.posts));
    rows.push(...row('one test', single), ...row(`${atOnce} at once, the first ${limit.posts}`, early));
    rows.push(...row(`${atOnce} at once, all`, many.flat(), limit.seconds));
  }
  return {
    name: 'From a row in the tenant to the card in the channel',
    rows,
    lines: [
      `the tenant is read every ${interval} s; ${alone} tests one after another, then ${rounds} times ${atOnce} at once`,
      `Teams takes ${limit.posts} posts in ${limit.seconds} s to one channel, so the last of many at once come that much later`,
    ],
  };
}

async function measured(backend: (typeof backends)[number]): Promise<{ single: number[]; many: number[][] }> {
  const sandbox = await createSandboxTenant({ quarantineSize: 50 });
  const connector = await startFakeConnector();
  const database = await openTestDatabase(backend);
  const bot = await startRunningBot(sandbox, connector, database);
  const tests = heldTests(sandbox);
  const all = Array.from(
    { length: alone + rounds * atOnce },
    (_, place) => `Measured ${String(place).padStart(3, '0')}`,
  );
  const left = [...all];

  /** Shows tests at once, and measures each until a card that names it is posted in the channel, in seconds. */
  async function show(count: number): Promise<number[]> {
    const names = left.splice(0, count);
    const shown = performance.now();
    for (const name of names) tests.show(`CM Test - ${name}`);
    const found = new Map<string, number>();
    while (found.size < count) {
      if (performance.now() - shown > patience) throw new Error(`${count - found.size} cards did not come.`);
      await wait(5);
      const posts = connector.calls.filter(({ method, answer }) => method === 'POST' && answer?.id !== undefined);
      for (const name of names)
        if (!found.has(name) && posts.some(({ body }) => JSON.stringify(body).includes(name)))
          found.set(name, (performance.now() - shown) / 1000);
    }
    connector.clear();
    return [...found.values()];
  }

  try {
    await bot.hearFrom('19:ops@thread.tacv2');
    await bot.alerts.alertHere('19:ops@thread.tacv2', {}, ana);
    await bot.expectTests(all, tests.recipient);
    await wait(10_000);
    connector.clear();
    const single: number[] = [];
    for (let count = 0; count < alone; count += 1) {
      await wait(Math.random() * loopbackTempo.quickMs);
      single.push(...(await show(1)));
    }
    const many: number[][] = [];
    for (let count = 0; count < rounds; count += 1) {
      await wait(3000 + Math.random() * loopbackTempo.quickMs);
      many.push(await show(atOnce));
    }
    return { single, many };
  } finally {
    await bot.stop();
    await connector.stop();
    await database.close();
    await sandbox.close();
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
