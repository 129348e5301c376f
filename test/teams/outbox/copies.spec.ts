import assert from 'node:assert/strict';
import { adoptCopy } from '../../../src/store/card-copies.ts';
import type { Database } from '../../../src/store/database.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { channel, type OutboxBench, standing, startOutboxBench, tenantId } from '../../support/outbox-bench.ts';

const lane = { tenantId, conversationId: channel };

for (const backend of backends) {
  describe(`A second copy of a card, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let bench: OutboxBench;

    beforeEach(async () => {
      database = await openTestDatabase(backend);
      bench = await startOutboxBench(database);
      await bench.card('one');
      await bench.until(bench.deliver(lane));
    });
    afterEach(async () => {
      await bench.connector.stop();
      await database.close();
    });

    /** Somebody presses on a message that nobody knew for the card. */
    async function pressedOn(messageId: string, id: string): Promise<void> {
      const isNew = await inTenant(database.kysely, tenantId, (t) =>
        adoptCopy(t, tenantId, channel, 'case-1', messageId, bench.clock.now()),
      );
      assert.equal(isNew, true);
      await bench.card('two', { id });
    }

    const shown = () => standing(bench.connector).roots;

    it('is brought up to date when it comes to light while the card is being changed', async () => {
      await bench.card('two');
      const open = bench.connector.hold();
      const calls = bench.connector.calls.length;
      const delivered = bench.deliver(lane);
      while (bench.connector.calls.length === calls) await new Promise((resolve) => setTimeout(resolve, 5));
      await pressedOn('copy-a', 'pressed-a');
      open();
      await bench.until(delivered);
      assert.equal(shown().get('copy-a'), 'two');
    });

    it('stays known beside others', async () => {
      await pressedOn('copy-a', 'pressed-a');
      await pressedOn('copy-b', 'pressed-b');
      await bench.until(bench.deliver(lane));
      await bench.card('three');
      await bench.until(bench.deliver(lane));
      assert.deepEqual([...shown().values()], ['three', 'three', 'three']);
    });
  });
}
