import { startFakeConnector } from '../support/fake-connector.ts';
import { type Measurement, type Row, spread, under } from './parts/measurement.ts';
import { type Bot, startBot, startTenant, type Tenant } from './parts/processes.ts';
import { type Chat, manyTurns } from './parts/turns.ts';

const warmUp = 60;
const turns = { help: 600, quarantine: 150 };
const questions = { help: 'help', quarantine: 'what is in quarantine since yesterday?' };
const medianGoal = 1.5;
const p99Goal = 2;

/**
 * Own time of a turn against a bare teams-ai echo bot, over the same connector, in chats of their own. What the tenant takes for
 * its answers is left out: with one client it is measured in each turn, with ten the median of those is taken off each.
 */
export async function run(): Promise<Measurement> {
  const connector = await startFakeConnector();
  const tenant = await startTenant(3000);
  const bots = { ours: await startBot(tenant), echo: await startBot(null) };
  try {
    const chats = (count: number): Chat[] =>
      Array.from({ length: count }, (_, number) => ({
        tenantId: tenant.tenantId,
        objectId: tenant.reader,
        serviceUrl: connector.serviceUrl,
        conversation: `a:chat-${count}-${number}`,
      }));
    const rows: Row[] = [];
    for (const text of Object.values(questions)) await manyTurns(bots.ours.url, chats(3), text, warmUp);
    await manyTurns(bots.echo.url, chats(3), 'hello', warmUp * 3);
    for (const clients of [1, 10]) {
      connector.clear();
      const echo = spread(await manyTurns(bots.echo.url, chats(clients), 'hello', turns.help));
      for (const kind of ['help', 'quarantine'] as const) {
        connector.clear();
        const { own, waited } = await ownTimes(bots.ours, chats(clients), kind);
        const ours = spread(own);
        const who = `${kind === 'help' ? '“help”' : '“what is in quarantine …”'}, ${clients === 1 ? '1 client' : '10 clients'}`;
        const peer = (value: number) => `${value.toFixed(2)} ms`;
        rows.push(
          { what: `${who}: own time, median`, measured: peer(ours.median), peer: peer(echo.median) },
          { what: `${who}: own time, p99`, measured: peer(ours.p99), peer: peer(echo.p99) },
          under(`${who}: ratio, median`, ours.median / echo.median, medianGoal, ' ×'),
          under(`${who}: ratio, p99`, ours.p99 / echo.p99, p99Goal, ' ×'),
        );
        if (waited > 0) rows.push({ what: `${who}: the tenant took`, measured: peer(waited) });
      }
    }
    return { name: 'A turn against a bare teams-ai echo bot', rows };
  } finally {
    await stopAll(connector, tenant, Object.values(bots));
  }
}

let waitedAlone = 0;

async function ownTimes(
  bot: Bot,
  chats: Chat[],
  kind: keyof typeof questions,
): Promise<{ own: number[]; waited: number }> {
  await bot.report();
  if (kind === 'help') return { own: await manyTurns(bot.url, chats, questions.help, turns.help), waited: 0 };
  if (chats.length > 1) {
    const all = await manyTurns(bot.url, chats, questions.quarantine, turns.quarantine);
    return { own: all.map((took) => Math.max(0, took - waitedAlone)), waited: waitedAlone };
  }
  const waits: number[] = [];
  const own = await manyTurns(bot.url, chats, questions.quarantine, turns.quarantine, async (took) => {
    const { waited } = await bot.report();
    waits.push(waited);
    return took - waited;
  });
  waitedAlone = spread(waits).median;
  return { own, waited: waitedAlone };
}

async function stopAll(connector: { stop(): Promise<void> }, tenant: Tenant, bots: Bot[]): Promise<void> {
  for (const bot of bots) await bot.stop();
  await tenant.stop();
  await connector.stop();
}
