import { runCampaigns } from '../../../src/campaigns/watch/run-campaigns.ts';
import { usualTempo } from '../../../src/campaigns/watch/tempo.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { openJobs } from '../../../src/store/jobs.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { profile } from '../../support/questions.ts';
import { traced } from './watch-bench.ts';

/** What a worker process of the scale bench is told: its database, how many tenants there are, and seconds between polls of one. */
export interface ScaleTask {
  url: string | null;
  count: number;
  every: number;
  began: number;
}

/** What it tells when it is asked. Times in milliseconds since the epoch. */
export interface ScaleReport {
  polls: { tenant: number; from: number; to: number }[];
  facts: number;
  cpuMs: number;
  rss: number;
  faults: string[];
}

const recipients = 10;
const serviceMs = 20;
const report: ScaleReport = { polls: [], facts: 0, cpuMs: 0, rss: 0, faults: [] };

process.on('message', async (told: ScaleTask | 'report') => {
  if (told !== 'report') return work(told);
  const { user, system } = process.cpuUsage();
  process.send?.({ ...report, cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss }, () => process.exit(0));
});

async function work({ url, count, every, began }: ScaleTask): Promise<void> {
  const database = await openDatabase({ url, folder: null });
  const jobs = await openJobs(database, { queues: [], onError: ({ message }) => report.faults.push(message) });
  await runCampaigns({
    tenants: Array.from({ length: count }, (_, tenant) => watchedTenant(tenant, began)),
    database,
    queue: jobs,
    onFacts: async (_, fresh) => {
      report.facts += fresh.length;
    },
    now: () => new Date(),
    log: { warn: () => undefined, error: (meta) => report.faults.push(JSON.stringify(meta)) },
    tempo: { ...usualTempo, quickMs: every * 1000, details: 0 },
    concurrency: 8,
  });
}

/** A tenant with a campaign on its way, whose services answer after a while; each poll is written down. */
function watchedTenant(tenant: number, began: number): { tenant: TenantReader; profile: typeof profile } {
  const receivedAt = new Date(began - 60_000).toISOString();
  const traces = Array.from({ length: recipients }, (_unused, place) =>
    traced(`${tenant} ${place}`, 0, {
      receivedAt,
      recipient: `p${place}@contoso.example`,
      status: place === 0 ? 'Quarantined' : 'Pending',
    }),
  );
  const cmdlets = { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] };
  const { reader } = fakeTenantReader({ traces, hunting: false, cmdlets });
  const tenantId = `tenant-${String(tenant).padStart(5, '0')}`;
  let poll = { tenant, from: 0, to: 0 };

  async function answered(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, serviceMs));
    poll.to = Date.now();
  }

  const trace: TenantReader['trace'] = {
    ...reader.trace,
    async *pages(query, signal) {
      // Several reads may belong to one poll.
      if (Date.now() - poll.to > 2000) {
        poll = { tenant, from: Date.now(), to: Date.now() };
        report.polls.push(poll);
      }
      await answered();
      yield* reader.trace.pages(query, signal);
    },
  };
  const quarantine: TenantReader['quarantine'] = {
    ...reader.quarantine,
    async *pages(query, signal) {
      await answered();
      yield* reader.quarantine.pages(query, signal);
    },
  };
  return { tenant: { ...reader, tenantId, trace, quarantine }, profile };
}
