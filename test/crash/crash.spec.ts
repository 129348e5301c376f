import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crash } from './crash.ts';

describe('A bot that is killed at random', function () {
  this.timeout(120_000);

  it('loses no fact and no card, never shows an older state after a newer, and mends every copy', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qw-crash-'));
    try {
      const options = {
        url: null,
        folder: join(folder, 'data'),
        kills: 2,
        random: () => 0.2 + Math.random() * 0.8,
        longestLife: 60,
      };
      const { lostFacts, lostCards, goneBack, unexplained, stale, facts } = await crash(options);
      assert.deepEqual(
        { lostFacts, lostCards, goneBack, unexplained, stale },
        {
          lostFacts: [],
          lostCards: [],
          goneBack: [],
          unexplained: [],
          stale: [],
        },
      );
      assert.ok(facts > 0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
