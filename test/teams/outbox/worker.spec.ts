import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Database } from '../../../src/store/database.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { outboxUpkeepQueue, startOutboxWorker, type WorkQueue } from '../../../src/teams/outbox/worker.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { channel, type OutboxBench, startOutboxBench, tenantId } from '../../support/outbox-bench.ts';

for (const backend of backends) {
  describe(`Who sends what waits, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let bench: OutboxBench;
    const handlers = new Map<string, Parameters<WorkQueue['work']>[2]>();
    const crons: string[] = [];

    before(async () => {
      database = await openTestDatabase(backend);
      bench = await startOutboxBench(database);
      await bench.card('one');
      bench.woken.length = 0;
      const queue: WorkQueue = {
        async work(name, _options, handler) {
          handlers.set(name, handler);
          return name;
        },
        createQueue: async () => {},
        schedule: async (name, cron) => void crons.push(`${name} ${cron}`),
      };
      const { outbox, deliver, clock } = bench;
      const log = { error: () => undefined } as never;
      await startOutboxWorker({ database, queue, outbox, deliver, tenantIds: [tenantId], clock, log });
    });
    after(async () => {
      await bench.connector.stop();
      await database.close();
    });

    const upkeep = () => handlers.get(outboxUpkeepQueue)?.([]);

    it('goes on with what an earlier process left', () => {
      assert.deepEqual(
        bench.woken.map(({ conversationId }) => conversationId),
        [channel],
      );
    });

    it('looks every quarter of an hour for conversations whose job got lost', async () => {
      bench.woken.length = 0;
      assert.deepEqual(crons, [`${outboxUpkeepQueue} */15 * * * *`]);
      await upkeep();
      assert.equal(bench.woken.length, 1);
    });

    it('forgets what was settled a month ago, and nothing else', async () => {
      await bench.until(bench.deliver({ tenantId, conversationId: channel }));
      await bench.card('two', { id: 'late', cardKey: 'case-2' });
      const before = await bench.rows();
      assert.deepEqual(
        before.map(({ state }) => state),
        ['done', 'waiting'],
      );
      await upkeep();
      assert.equal((await bench.rows()).length, 2);
      await inTenant(database.kysely, tenantId, (t) =>
        sql`update outbox set settled_at = settled_at - interval '31 days', created_at = created_at - interval '31 days'`.execute(
          t,
        ),
      );
      await upkeep();
      assert.deepEqual(
        (await bench.rows()).map(({ id }) => id),
        ['late'],
      );
    });
  });
}
