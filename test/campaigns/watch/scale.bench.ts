import { performance } from 'node:perf_hooks';
import { runCampaigns } from '../../../src/campaigns/watch/run-campaigns.ts';
import { usualTempo } from '../../../src/campaigns/watch/tempo.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import { openJobs } from '../../../src/store/jobs.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { profile } from '../../support/questions.ts';
import { traced } from './watch-bench.ts';

/**
 * Many tenants, each with a running campaign of ten recipients, on one process and then shared by two workers. Services answer at
 * once, so that what is measured is our own work. `node test/campaigns/watch/scale.bench.ts [tenants] [seconds] [poll seconds]`
 */
const [count = 1000, seconds = 120, every = 60] = process.argv.slice(2).map(Number);

async function measure(backend: (typeof backends)[number], workers: number): Promise<void> {
  const database = await openTestDatabase(backend);
  const began = Date.now();
  const polls = new Map<string, number[]>();
  const underWay = new Set<string>();
  let doubles = 0;
  let facts = 0;
  const tenants = Array.from({ length: count }, (_, index) => {
    const traces = Array.from({ length: 10 }, (_unused, place) =>
      traced(`${index} ${place}`, 0, {
        receivedAt: new Date(began - 60_000).toISOString(),
        recipient: `p${place}@contoso.example`,
        status: place === 0 ? 'Quarantined' : 'Pending',
      }),
    );
    const { reader } = fakeTenantReader({
      traces,
      hunting: false,
      cmdlets: { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] },
    });
    const tenantId = `tenant-${String(index).padStart(5, '0')}`;
    const trace: TenantReader['trace'] = {
      ...reader.trace,
      async *pages(query, signal) {
        if (underWay.has(tenantId)) doubles += 1;
        underWay.add(tenantId);
        polls.set(tenantId, [...(polls.get(tenantId) ?? []), Date.now()]);
        yield* reader.trace.pages(query, signal);
        underWay.delete(tenantId);
      },
    };
    return { tenant: { ...reader, tenantId, trace }, profile };
  });
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const queues = [];
  for (let worker = 0; worker < workers; worker += 1) {
    const jobs = await openJobs(database, {
      queues: [],
      onError: (error) => process.stderr.write(`${error.message}\n`),
    });
    queues.push(jobs);
    await runCampaigns({
      tenants,
      database,
      queue: jobs,
      onFacts: async (_, fresh) => {
        facts += fresh.length;
      },
      now: () => new Date(),
      log: { warn: () => undefined, error: (meta) => process.stderr.write(`${JSON.stringify(meta)}\n`) },
      tempo: { ...usualTempo, quickMs: every * 1000, details: 0 },
      concurrency: 8,
      queueSeconds: 0.5,
    });
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const elapsed = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  for (const jobs of queues) await jobs.stop({ graceful: false });
  const gaps = [...polls.values()].flatMap((times) =>
    times.slice(1).map((time, index) => time - (times[index] ?? time)),
  );
  const done = [...polls.values()].reduce((sum, times) => sum + times.length, 0);
  const late = gaps.map((gap) => gap / 1000 - every).sort((a, b) => a - b);
  const at = (share: number) => (late[Math.floor((late.length - 1) * share)] ?? 0).toFixed(2);
  const cpuMs = (cpu.user + cpu.system) / 1000 / Math.max(1, done);
  process.stdout.write(
    `${backend}, ${workers} worker(s): ${count} tenants, ${polls.size} polled, ${done} polls in ${elapsed.toFixed(0)} s, ${doubles} double, ` +
      `delay median ${at(0.5)} s, p99 ${at(0.99)} s, worst ${at(1)} s, ${cpuMs.toFixed(1)} ms CPU a poll, ` +
      `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, ${facts} facts\n`,
  );
  await database.close();
}

for (const backend of backends) {
  await measure(backend, 1);
  if (backend === 'postgres') await measure(backend, 2);
}
process.exit(0);
