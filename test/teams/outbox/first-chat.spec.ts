import assert from 'node:assert/strict';
import { createStoredDirectory } from '../../../src/teams/outbox/stored-directory.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { aReference, tenantId } from '../../support/outbox-bench.ts';

describe('A person’s chat', function () {
  this.timeout(60_000);

  it('is told of when it is first heard of, and neither again nor for a channel', async () => {
    const database = await openTestDatabase('pglite');
    try {
      const first: object[] = [];
      const open = () =>
        createStoredDirectory({
          database,
          tenantIds: [tenantId],
          clock: createManualClock(),
          onFirstChat: async (chat) => void first.push(chat),
        });
      for (const directory of [open(), open()])
        for (const [id, kind] of [
          ['19:room@thread.tacv2', 'channel'],
          ['a:chat', 'personal'],
        ] as const)
          await directory.remember(aReference('https://smba.example', id, kind));
      assert.deepEqual(first, [{ tenantId, conversationId: 'a:chat', person: 'aaaa' }]);
    } finally {
      await database.close();
    }
  });
});
