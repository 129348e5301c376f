import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Database } from '../../../src/store/database.ts';
import { outboxQueue } from '../../../src/store/outbox.ts';
import { releaseLane, takeLane } from '../../../src/store/outbox-lane.ts';
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

    it('comes again once to a conversation that another sends to, however many jobs found it taken', async () => {
      await inTenant(database.kysely, tenantId, (t) => {
        const now = bench.clock.now();
        const until = new Date(now.getTime() + 30_000);
        return takeLane(t, { tenantId, conversationId: channel, lease: 'another', now, until });
      });
      bench.woken.length = 0;
      const handle = handlers.get(outboxQueue);
      for (let job = 0; job < 20; job += 1) await handle?.([{ data: { tenantId, conversationId: channel } }]);
      assert.equal(bench.woken.length, 20);
      assert.equal(new Set(bench.woken.map((job) => (job as { id?: string }).id)).size, 1);
      assert.ok((bench.woken[0]?.startAfter ?? 0) >= 30);
      await inTenant(database.kysely, tenantId, (t) => releaseLane(t, { conversationId: channel, lease: 'another' }));
    });

    it('does not come again to a conversation for which nothing waits', async () => {
      await bench.until(bench.deliver({ tenantId, conversationId: channel }));
      bench.woken.length = 0;
      await handlers.get(outboxQueue)?.([{ data: { tenantId, conversationId: channel } }]);
      assert.deepEqual(bench.woken, []);
    });

    it('forgets what was settled a month ago, and nothing else', async () => {
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
