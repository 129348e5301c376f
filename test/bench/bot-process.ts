import { channel } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/main.ts';

/** The bot in a process of its own, before the tenant of its environment. Answers its parent with what it waited for. */
let underWay = 0;
let since = 0;
let waited = 0;
let requests = 0;
let heap = 0;
let loop = performance.eventLoopUtilization();

function began(): void {
  if (underWay === 0) since = performance.now();
  underWay += 1;
  requests += 1;
}

function ended(): void {
  underWay -= 1;
  if (underWay === 0) waited += performance.now() - since;
  heap = Math.max(heap, process.memoryUsage().heapUsed);
}

channel('undici:request:create').subscribe(began);
channel('undici:request:trailers').subscribe(ended);
channel('undici:request:error').subscribe(ended);
setInterval(() => {
  heap = Math.max(heap, process.memoryUsage().heapUsed);
}, 20).unref();

const server = await start(readConfig(process.env, { sandbox: true }));
process.send?.({ url: server.url });
process.on('message', async () => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  process.send?.({
    waited,
    requests,
    busy: performance.eventLoopUtilization(loop).utilization,
    heap,
    rss: process.memoryUsage().rss,
    peakRss: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024,
  });
  waited = 0;
  requests = 0;
  loop = performance.eventLoopUtilization();
  heap = process.memoryUsage().heapUsed;
});
process.once('disconnect', () => process.exit(0));
