import { startFakeConnector } from '../support/fake-connector.ts';
import { type Measurement, type Row, spread, under } from './parts/measurement.ts';
import { type Bot, startBot, startTenant } from './parts/processes.ts';
import { type Chat, manyTurns } from './parts/turns.ts';

const help = 'help';
const quarantine = 'what is in quarantine since yesterday?';
const rounds = 6;
const turnsPerRound = { [help]: 150, [quarantine]: 40 };
const medianGoal = 1.5;
const p99Goal = 2;

/**
 * Own time of a turn against a bare teams-ai echo bot, over the same connector, in chats of their own, in turns so that a busy
 * machine disturbs both alike. What the tenant takes for its answers is left out: with one client it is measured in each turn;
 * with ten, what the bot idles is what the tenant keeps it waiting.
 */
export async function run(): Promise<Measurement> {
  const connector = await startFakeConnector();
  const tenant = await startTenant(3000);
  const ours = await startBot(tenant);
  const echo = await startBot(null);
  try {
    const chats = (count: number): Chat[] =>
      Array.from({ length: count }, (_, number) => ({
        tenantId: tenant.tenantId,
        objectId: tenant.reader,
        serviceUrl: connector.serviceUrl,
        conversation: `a:chat-${count}-${number}`,
      }));
    for (const text of [help, quarantine]) await manyTurns(ours.url, chats(5), text, 100);
    await manyTurns(echo.url, chats(5), 'hello', 400);
    const rows: Row[] = [];
    for (const clients of [1, 10]) {
      const times = { echo: [] as number[], [help]: [] as number[], [quarantine]: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        connector.clear();
        times.echo.push(...(await manyTurns(echo.url, chats(clients), 'hello', turnsPerRound[help])));
        for (const text of [help, quarantine] as const)
          times[text].push(...(await ownTimes(ours, chats(clients), text, turnsPerRound[text])));
      }
      rows.push(...compare(`${help}, ${clients} at once`, times[help], times.echo));
      rows.push(...compare(`quarantine, ${clients} at once`, times[quarantine], times.echo));
    }
    return {
      name: 'Own time of a turn against a bare teams-ai echo bot',
      rows,
      lines: [
        `help: “${help}”, which reads nothing; quarantine: “${quarantine}”, in a company that holds 3,000 messages`,
      ],
    };
  } finally {
    await ours.stop();
    await echo.stop();
    await tenant.stop();
    await connector.stop();
  }
}

async function ownTimes(bot: Bot, chats: Chat[], text: string, turns: number): Promise<number[]> {
  await bot.report();
  if (text === help) return manyTurns(bot.url, chats, text, turns);
  if (chats.length === 1)
    return manyTurns(bot.url, chats, text, turns, async (took) => took - (await bot.report()).waited);
  const all = await manyTurns(bot.url, chats, text, turns);
  const { busy } = await bot.report();
  return all.map((took) => took * busy);
}

function compare(what: string, ours: number[], peer: number[]): Row[] {
  const [own, echo] = [spread(ours), spread(peer)];
  const line = (at: 'median' | 'p99', goal: number): Row[] => [
    { what: `${what}: ${at}`, measured: `${own[at].toFixed(2)} ms`, peer: `${echo[at].toFixed(2)} ms` },
    under(`${what}: ratio of ${at}`, own[at] / echo[at], goal, ' ×'),
  ];
  return [...line('median', medianGoal), ...line('p99', p99Goal)];
}
