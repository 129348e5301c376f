import assert from 'node:assert/strict';
import type { CampaignFact } from '../../src/campaigns/test-campaign/facts.ts';
import { pollCampaigns } from '../../src/campaigns/watch/poll.ts';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import { systemTiming, type Timing } from '../../src/microsoft365/wire/timing.ts';
import { createSandboxTenant } from '../../src/sandbox/tenant.ts';
import { openTestDatabase } from '../support/database.ts';
import { heldTests } from '../support/held-tests.ts';
import { holdingFaults, serviceFaults } from './fault-lists.ts';

const faults = serviceFaults.filter((name) => !holdingFaults.has(name));
const limits = { exchangeRequests: 5000, traceRequests: 5000, huntingRequests: 5000, graphRequests: 5000, attempts: 1 };
const pollEvery = 6 * 60_000;

describe('A watch whose services fail in every way they know, one after another', function () {
  this.timeout(120_000);

  it('tells of every held test, no fact of it twice, and sees again in the end', async () => {
    const sandbox = await createSandboxTenant({ quarantineSize: 50 });
    const database = await openTestDatabase('pglite');
    const { urls, clientId, clientSecret, tenantId } = sandbox;
    const at = { entraUrl: urls.entra, exchangeUrl: urls.exchange, graphUrl: urls.graph };
    const credential = { kind: 'secret' as const, clientId, secret: clientSecret };
    const timing: Timing = {
      ...systemTiming,
      now: () => sandbox.clock.now(),
      sleep: async (milliseconds) => sandbox.clock.advance(milliseconds),
    };
    const tenant = createTenantReader({ tenantId, ...at, credential, limits, timing });
    const { profile } = parseSenderProfile(sandbox.profile);
    const facts: CampaignFact[] = [];
    const onFacts = async (_: unknown, fresh: CampaignFact[]) => void facts.push(...fresh);
    const tests = heldTests(sandbox);
    const poll = async () => {
      sandbox.clock.advance(pollEvery);
      await pollCampaigns({ tenant, profile, database, onFacts }, new Date(sandbox.clock.now()));
    };
    try {
      await poll();
      const before = facts.length;
      for (const action of faults) {
        tests.show(`CM Test - ${action}`);
        sandbox.faults.add({ action, probability: 0.7, seed: faults.indexOf(action) });
        await poll();
        sandbox.faults.clear();
      }
      await poll();
      await poll();
      const told = facts.slice(before).filter(({ kind }) => kind === 'recipientQuarantined');
      const names = told.map((fact) => ('campaign' in fact ? (fact.campaign?.name ?? '') : ''));
      assert.deepEqual(new Set(names), new Set(faults.map((name) => `CM Test - ${name}`)));
      assert.equal(new Set(facts.map(({ key }) => key)).size, facts.length, 'a fact is told once');
      const struck = new Set(sandbox.log.entries().flatMap(({ fault }) => fault ?? []));
      assert.ok(struck.size > faults.length / 2, [...struck].join(', '));
      const sight = facts.filter(({ kind }) => kind === 'watchBlind' || kind === 'watchSeesAgain');
      assert.notEqual(sight.at(-1)?.kind, 'watchBlind');
    } finally {
      await database.close();
      await sandbox.close();
    }
  });
});
