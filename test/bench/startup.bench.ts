import { startFakeConnector } from '../support/fake-connector.ts';
import { type Measurement, spread, under } from './parts/measurement.ts';
import { type Bot, startBot, startTenant, type Tenant } from './parts/processes.ts';
import { productionStart } from './parts/production-start.ts';
import { turn } from './parts/turns.ts';

const runs = 7;
const goal = 1.3;

interface Stage {
  milliseconds: number[];
  megabytes: number[];
}

/** From the start of the process to listening, and to the first answered turn, against a bare teams-ai echo bot; in turns. */
export async function run(): Promise<Measurement> {
  const connector = await startFakeConnector();
  const tenant = await startTenant(100);
  const stages = { ours: stage(), echo: stage(), oursFirst: stage(), echoFirst: stage() };
  try {
    for (let round = 0; round <= runs; round += 1) {
      const production = await productionStart();
      const ours = await firstTurn(tenant, connector.serviceUrl, tenant);
      const echo = await firstTurn(null, connector.serviceUrl, tenant);
      if (round === 0) continue;
      add(stages.ours, production.milliseconds, production.rss);
      add(stages.echo, echo.listening, echo.rssBefore);
      add(stages.oursFirst, ours.answered, ours.rssAfter);
      add(stages.echoFirst, echo.answered, echo.rssAfter);
    }
  } finally {
    await tenant.stop();
    await connector.stop();
  }
  const ratio = (what: string, ours: number[], echo: number[], unit: string, bar?: number) => {
    const [own, peer] = [spread(ours).median, spread(echo).median];
    const row = { what, measured: `${own.toFixed(0)} ${unit}`, peer: `${peer.toFixed(0)} ${unit}` };
    return bar === undefined ? [row] : [row, under(`${what}: ratio`, own / peer, bar, ' ×')];
  };
  return {
    name: 'Start against a bare teams-ai echo bot',
    rows: [
      ...ratio('until it listens', stages.ours.milliseconds, stages.echo.milliseconds, 'ms', goal),
      ...ratio('memory then', stages.ours.megabytes, stages.echo.megabytes, 'MB', goal),
      ...ratio(
        'until its first turn (“help”) is answered',
        stages.oursFirst.milliseconds,
        stages.echoFirst.milliseconds,
        'ms',
      ),
      ...ratio('memory then, after a turn', stages.oursFirst.megabytes, stages.echoFirst.megabytes, 'MB'),
    ],
    lines: [`medians of ${runs} starts each, one after another; ours until it listens is the production start`],
  };
}

function stage(): Stage {
  return { milliseconds: [], megabytes: [] };
}

function add(to: Stage, milliseconds: number, bytes: number): void {
  to.milliseconds.push(milliseconds);
  to.megabytes.push(bytes / 2 ** 20);
}

async function firstTurn(before: Tenant | null, serviceUrl: string, tenant: Tenant) {
  const started = performance.now();
  const bot: Bot = await startBot(before);
  try {
    const rssBefore = (await bot.report()).rss;
    const asked = performance.now();
    const listening = bot.startedIn;
    const chat = { tenantId: tenant.tenantId, objectId: tenant.reader, serviceUrl, conversation: `a:first-${started}` };
    await turn(bot.url, chat, 'help');
    const answered = listening + performance.now() - asked;
    return { listening, answered, rssBefore, rssAfter: (await bot.report()).rss };
  } finally {
    await bot.stop();
  }
}
