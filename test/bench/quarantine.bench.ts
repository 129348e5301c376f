import { createAssistant } from '../../src/questions/create-assistant.ts';
import { now, reader } from '../support/questions.ts';
import { sandboxChat } from '../support/sandbox-chat.ts';

const size = 50_000;

/** First card and full count of a quarantine of 50,000 messages; the tenant's own answer time is measured and taken out. */
export async function run(): Promise<{ name: string; lines: string[] }> {
  const town = await sandboxChat({ quarantineSize: size });
  try {
    const raw = await pageTime(town);
    town.requests();
    const first = await timed(() => town.ask('what is in quarantine'));
    const calls = Object.values(town.requests()).reduce((sum, count) => sum + count, 0);
    const heap = process.memoryUsage().heapUsed;
    const counted = await timed(() => town.ask('how many?'));
    const grown = (process.memoryUsage().heapUsed - heap) / 1024 / 1024;
    return {
      name: `A quarantine of ${size.toLocaleString('en-US')} messages`,
      lines: [
        `first card: ${first.toFixed(0)} ms in ${calls} calls (bar: 3,000 ms beyond the tenant's own time)`,
        `one page of 1,000 messages through the client: ${raw.toFixed(0)} ms`,
        `full count: ${counted.toFixed(0)} ms, heap grown by ${grown.toFixed(0)} MB before collection`,
        `assistant alone (help, nothing read): ${(await idleTurn(town)).toFixed(2)} ms`,
      ],
    };
  } finally {
    await town.close();
  }
}

type Town = Awaited<ReturnType<typeof sandboxChat>>;

async function pageTime(town: Town): Promise<number> {
  const query = { from: new Date(town.sandbox.clock.now() - 86_400_000 * 29).toISOString() };
  return timed(async () => {
    for await (const _page of town.tenant.quarantine.pages(query)) return;
  });
}

async function idleTurn({ tenant, profile }: Town): Promise<number> {
  const assistant = createAssistant({ tenant, profile });
  const ask = () => assistant.ask({ text: 'help', asker: reader, place: 'personal', now, conversation: {}, files: [] });
  for (let warm = 0; warm < 20; warm += 1) await ask();
  const turns = 100;
  const total = await timed(async () => {
    for (let turn = 0; turn < turns; turn += 1) await ask();
  });
  return total / turns;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
