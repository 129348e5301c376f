import assert from 'node:assert/strict';
import type { Database } from '../../../src/store/database.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { createMayHear, type MayHear } from '../../../src/teams/may-hear.ts';
import { checkedLane } from '../../../src/teams/outbox/checked-lane.ts';
import type { RolesVerdict } from '../../../src/teams/roles.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { aMessage, channel, chat, type OutboxBench, startOutboxBench, tenantId } from '../../support/outbox-bench.ts';
import { createListeningAssistant, createMemoryLog } from '../../support/teams-bot.ts';

for (const backend of backends) {
  describe(`Whom news is sent to, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let bench: OutboxBench;
    let verdict: RolesVerdict;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      await inTenant(database.kysely, tenantId, async (t) => {
        for (const table of ['outbox', 'outbox_lanes', 'conversations'] as const) await t.deleteFrom(table).execute();
      });
      bench = await startOutboxBench(database);
      verdict = { known: true, roles: ['reader'] };
    });
    afterEach(() => bench.connector.stop());

    const assistant = createListeningAssistant();
    const mayHear: MayHear = createMayHear((id) =>
      id === tenantId ? { tenantId, assistant, roles: async () => verdict } : null,
    );

    function send(conversationId: string) {
      const { deliver, clock } = bench;
      const { log } = createMemoryLog();
      return bench.until(checkedLane({ database, deliver, mayHear, clock, log })({ tenantId, conversationId }));
    }

    async function news(text: string, conversationId = chat): Promise<void> {
      await bench.enqueue({ kind: 'message', message: aMessage(text), conversationId });
    }

    it('is sent to a person who holds a role, and to a customer success manager', async () => {
      await news('one');
      assert.equal(await send(chat), null);
      verdict = { known: true, roles: ['csm'] };
      await news('two');
      await send(chat);
      assert.equal(bench.connector.messages().length, 2);
    });

    it('is left out for a person who lost every role, and does not come later either', async () => {
      verdict = { known: true, roles: [] };
      await news('one');
      assert.equal(await send(chat), null);
      verdict = { known: true, roles: ['reader'] };
      await send(chat);
      assert.equal(bench.connector.calls.length, 0);
      assert.deepEqual(
        (await bench.rows()).map(({ state, why }) => [state, why]),
        [['skipped', 'The person may not be told any more.']],
      );
    });

    it('waits while the directory cannot be asked, and is sent once it can', async () => {
      verdict = { known: false };
      await news('one');
      const rest = await send(chat);
      assert.equal(rest?.getTime(), bench.clock.now().getTime() + 5 * 60_000);
      assert.equal(bench.connector.calls.length, 0);
      verdict = { known: true, roles: ['operator', 'reader'] };
      await send(chat);
      assert.equal(bench.connector.messages().length, 1);
    });

    it('reaches a channel whoever is in it', async () => {
      verdict = { known: true, roles: [] };
      await news('one', channel);
      await send(channel);
      assert.equal(bench.connector.calls.length, 1);
    });

    it('is for nobody of a tenant that is not served', async () => {
      assert.equal(await mayHear('9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902', 'x'), 'no');
    });
  });
}
