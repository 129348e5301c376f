import assert from 'node:assert/strict';
import { type CampaignWatch, startCampaignWatch, watchQueue } from '../../../src/campaigns/watch/schedule.ts';
import type { Database } from '../../../src/store/database.ts';
import { openJobs } from '../../../src/store/jobs.ts';
import { backends, openTestDatabase } from '../../support/database.ts';

const tenants = ['t1', 't2', 't3'];

for (const backend of backends) {
  describe(`The polls in the queue on ${backend}`, () => {
    let database: Database;

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('come for each tenant in turn, never two of one at once, though two workers share them', async function () {
      this.timeout(60_000);
      const faults: unknown[] = [];
      const running = new Map<string, number>();
      const polls = new Map<string, number>();
      let overlaps = 0;
      const poll = async (tenantId: string) => {
        const now = (running.get(tenantId) ?? 0) + 1;
        running.set(tenantId, now);
        if (now > 1) overlaps += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        running.set(tenantId, now - 1);
        polls.set(tenantId, (polls.get(tenantId) ?? 0) + 1);
        if (tenantId === 't2') throw new Error('the poll fails');
        return { facts: [], nextInMs: tenantId === 't3' ? 3_600_000 : 0, notRead: [] };
      };
      const onFault = (_: string, error: unknown) => faults.push(error);
      const workers = [];
      let watch: CampaignWatch | undefined;
      for (let worker = 0; worker < 2; worker += 1) {
        const jobs = await openJobs(database, { queues: [], onError: (error) => faults.push(error) });
        const ports = { queue: jobs, tenantIds: tenants, poll, now: () => new Date(), onFault };
        watch = await startCampaignWatch({ ...ports, afterFaultMs: 0, queueSeconds: 0.5 });
        workers.push(jobs);
      }
      const until = async (holds: () => boolean) => {
        for (let turn = 0; turn < 200 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      };
      try {
        await until(() => ['t1', 't2'].every((tenant) => (polls.get(tenant) ?? 0) >= 3));
        assert.ok((polls.get('t1') ?? 0) >= 3 && (polls.get('t2') ?? 0) >= 3, JSON.stringify([...polls]));
        // A process that starts while a poll runs may ask for one more; after that it waits its hour.
        const before = polls.get('t3') ?? 0;
        assert.ok(before === 1 || before === 2);
        await watch?.wake('t3');
        await until(() => polls.get('t3') === before + 1);
        assert.equal(polls.get('t3'), before + 1);
        assert.equal(overlaps, 0);
        const waiting = await workers[0]?.findJobs(watchQueue, { key: 't3', queued: true });
        assert.equal(waiting?.length, 1);
        assert.ok(
          faults.length > 0 && faults.every((fault) => String(fault).includes('the poll fails')),
          String(faults),
        );
      } finally {
        for (const jobs of workers) await jobs.stop({ graceful: false });
      }
    });
  });
}
