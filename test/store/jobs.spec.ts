import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Database } from '../../src/store/database.ts';
import { openJobs, within } from '../../src/store/jobs.ts';
import { backends, openTestDatabase } from '../support/database.ts';

/** Long enough that nothing in these tests is found by looking. */
const pollingIntervalSeconds = 25;

for (const backend of backends) {
  describe(`The job queue on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let jobs: PgBoss;
    const faults: Error[] = [];
    const onError = (error: Error) => void faults.push(error);

    before(async () => {
      database = await openTestDatabase(backend);
      const where =
        'connection' in database.jobs
          ? { db: database.jobs.connection, backend: 'pglite' as const }
          : { connectionString: database.jobs.connectionString };
      const earlier = new PgBoss(where);
      earlier.on('error', onError);
      await earlier.start();
      await earlier.createQueue('old');
      await earlier.stop({ graceful: false });
      jobs = await openJobs(database, { queues: ['now', 'later', 'many', 'old', 'left'], onError });
    });
    after(async () => {
      await jobs.stop({ graceful: false });
      await database.close();
      assert.deepEqual(faults, []);
    });

    /** Works on a queue; `run(count)` resolves with when that many jobs had begun. */
    async function workOn(queue: string, localConcurrency = 1, handle = async () => {}) {
      const begun: number[] = [];
      await jobs.work(queue, { pollingIntervalSeconds, localConcurrency }, async () => {
        begun.push(performance.now());
        await handle();
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return {
        begun,
        async run(count: number): Promise<number> {
          while (begun.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
          return begun[count - 1] ?? 0;
        },
      };
    }

    it('begins a job at once when its transaction ends, though nobody looks for it', async () => {
      const worked = await workOn('now');
      let ended = 0;
      await database.kysely.transaction().execute(async (t) => {
        await jobs.send('now', {}, within(t));
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.deepEqual(worked.begun, []);
        ended = performance.now();
      });
      assert.ok((await worked.run(1)) - ended < 1000);
    });

    it('begins a job for later when its time comes', async () => {
      const worked = await workOn('later');
      const sent = performance.now();
      await jobs.send('later', {}, { startAfter: 1 });
      await jobs.send('later', {}, { startAfter: new Date(Date.now() + 1500) });
      const [first, second] = [(await worked.run(1)) - sent, (await worked.run(2)) - sent];
      assert.ok(first >= 950 && first < 2000, `${first} ms`);
      assert.ok(second >= 1450 && second < 2500, `${second} ms`);
    });

    it('has all workers of a queue busy while there are jobs', async () => {
      let [busy, most] = [0, 0];
      const worked = await workOn('many', 4, async () => {
        busy += 1;
        most = Math.max(most, busy);
        await new Promise((resolve) => setTimeout(resolve, 150));
        busy -= 1;
      });
      for (let count = 0; count < 12; count += 1) await jobs.send('many', {}, { startAfter: 1 });
      await worked.run(12);
      assert.equal(most, 4);
    });

    it('wakes the workers of a queue that an earlier version made', async () => {
      const worked = await workOn('old');
      const sent = performance.now();
      await jobs.send('old', {});
      assert.ok((await worked.run(1)) - sent < 1000);
    });

    it('gives a job to another worker when the first gave no sign for twenty seconds', async () => {
      await jobs.send('left', { of: 'a' }, { retryLimit: 1 });
      const taken = await jobs.fetch('left');
      assert.equal(taken.length, 1);
      assert.deepEqual(await jobs.fetch('left'), []);
      await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '21 s', started_on = started_on - interval '21 s'
        where name = 'left'`.execute(database.kysely);
      await jobs.supervise('left');
      const again = await jobs.fetch('left');
      assert.deepEqual(
        again.map((job) => job.data),
        [{ of: 'a' }],
      );
    });
  });
}
