import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { CampaignFact } from '../../../src/campaigns/test-campaign/facts.ts';
import type { Observation } from '../../../src/campaigns/test-campaign/observe.ts';
import { keepPoll } from '../../../src/campaigns/watch/keep-poll.ts';
import { usualTempo } from '../../../src/campaigns/watch/tempo.ts';
import { changeCampaigns, copiesOfCampaign, newestCampaigns, readCampaigns } from '../../../src/store/campaigns.ts';
import type { Database } from '../../../src/store/database.ts';
import { openTestDatabase } from '../../support/database.ts';
import { profile } from '../../support/questions.ts';
import { anyRows, at } from '../test-campaign/arbitrary-rows.ts';

describe('What the watch keeps', function () {
  this.timeout(60_000);
  let database: Database;

  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  /** Polls that bring these rows part by part; what is in the store and what was told at the end. */
  async function keptAfter(parts: readonly (readonly Observation[])[]) {
    const tenantId = randomUUID();
    const facts: CampaignFact[] = [];
    const poll = {
      tenantId,
      profile,
      domains: new Set(['contoso.example']),
      tempo: usualTempo,
      newId: randomUUID,
      onFacts: async (_: unknown, fresh: CampaignFact[]) => {
        facts.push(...fresh);
      },
    };
    for (const [index, observations] of parts.entries()) {
      const now = new Date(at(index === parts.length - 1 ? 700 : 20 + index));
      const read = {
        observations: [...observations],
        requests: null,
        failed: [],
        gaps: [],
        releases: false,
        requestsCut: false,
        hunting: 'done' as const,
      };
      await changeCampaigns(database, tenantId, (t) => keepPoll(t, read, { ...poll, now }));
    }
    const campaigns = await readCampaigns(database, tenantId, (t) => newestCampaigns(t, 20));
    const copies = [];
    for (const { id } of campaigns) {
      const found = await readCampaigns(database, tenantId, (t) => copiesOfCampaign(t, id));
      copies.push(
        ...found.map(({ networkMessageId, recipient, evidence }) => ({ networkMessageId, recipient, evidence })),
      );
    }
    const key = (copy: { networkMessageId: string; recipient: string }) => `${copy.networkMessageId} ${copy.recipient}`;
    return {
      states: campaigns.map(({ state }) => state),
      copies: copies.sort((a, b) => key(a).localeCompare(key(b))),
      facts,
    };
  }

  /** Rows without a mail of their own follow their message, so that they count only once it is known. */
  const oneMessage = anyRows.map((rows) =>
    rows.filter(({ networkMessageId, mail }) => networkMessageId === 'm1' && mail !== null),
  );

  it('is the same for rows in any order, late or twice, and each fact is told once', async () => {
    const cases = oneMessage.chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        order: fc.shuffledSubarray(rows, { minLength: rows.length }),
        again: fc.subarray(rows),
        cut: fc.integer({ min: 0, max: rows.length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows, order, again, cut }) => {
        const straight = await keptAfter([rows]);
        const other = await keptAfter([order.slice(0, cut), order.slice(cut), again]);
        assert.deepEqual(other.copies, straight.copies);
        assert.deepEqual(other.states, straight.states);
        const keys = other.facts.map(({ key }) => key);
        assert.equal(new Set(keys).size, keys.length);
      }),
      { numRuns: 40 },
    );
  });
});
