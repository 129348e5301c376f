import assert from 'node:assert/strict';
import type { CampaignFact } from '../../../src/campaigns/test-campaign/facts.ts';
import { runCampaigns } from '../../../src/campaigns/watch/run-campaigns.ts';
import { usualTempo } from '../../../src/campaigns/watch/tempo.ts';
import type { Database } from '../../../src/store/database.ts';
import { openJobs } from '../../../src/store/jobs.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { profile } from '../../support/questions.ts';
import { traced } from './watch-bench.ts';

for (const backend of backends) {
  describe(`The running watch on ${backend}`, () => {
    let database: Database;

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('hands facts out soon after a plan, without waiting for its usual pause', async function () {
      this.timeout(60_000);
      const cmdlets = { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] };
      const { reader, tenant, calls } = fakeTenantReader({ cmdlets, hunting: false });
      const facts: CampaignFact[] = [];
      const faults: unknown[] = [];
      const jobs = await openJobs(database, { queues: [], onError: (error) => faults.push(error) });
      const until = async (holds: () => boolean) => {
        for (let turn = 0; turn < 200 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
        assert.ok(holds());
      };
      try {
        const { room } = await runCampaigns({
          tenants: [{ tenant: reader, profile }],
          database,
          queue: jobs,
          onFacts: async (_, fresh) => {
            facts.push(...fresh);
          },
          now: () => new Date(),
          log: { warn: (meta) => faults.push(meta), error: (meta) => faults.push(meta) },
          tempo: { ...usualTempo, quickMs: 300_000 },
          queueSeconds: 0.5,
        });
        await until(() => calls.includes('trace.pages'));
        assert.equal(room('elsewhere'), null);
        const receivedAt = new Date().toISOString();
        tenant.traces.push(traced('a', 0, { receivedAt, status: 'FilteredAsSpam' }));
        await new Promise((resolve) => setTimeout(resolve, 300));
        const sent = { sender: null, subject: 'Town Hall', regions: [], attachments: [], audience: null };
        await room(reader.tenantId)?.plan(
          { name: 'Town Hall', plannedFor: receivedAt, createdBy: { id: 'r', name: 'Robin' }, ...sent },
          [{ address: 'ada@contoso.example', because: null }],
          new Date(),
        );
        await until(() => facts.length >= 3);
        assert.deepEqual(
          facts.map(({ kind }) => kind),
          ['campaignOpened', 'recipientJunked', 'settled'],
        );
        assert.deepEqual(faults, []);
      } finally {
        await jobs.stop({ graceful: false });
      }
    });
  });
}
