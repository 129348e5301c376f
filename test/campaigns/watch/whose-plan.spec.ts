import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { CampaignPlan } from '../../../src/campaigns/test-campaign/campaign.ts';
import { createCampaignRoom } from '../../../src/campaigns/watch/campaign-room.ts';
import { newestCampaigns, readCampaigns } from '../../../src/store/campaigns.ts';
import type { Database } from '../../../src/store/database.ts';
import { openTestDatabase } from '../../support/database.ts';
import { profile } from '../../support/questions.ts';
import { at, traced, watchBench } from './watch-bench.ts';

describe('Which mail begins a planned test', () => {
  let database: Database;
  let tenantId: string;

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase('pglite');
  });
  beforeEach(() => {
    tenantId = randomUUID();
  });
  after(() => database.close());

  async function plan(subject: string | null, given: Partial<CampaignPlan> = {}) {
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    const rest = { sender: null, regions: [], attachments: [], audience: null, createdBy: { id: 'r', name: 'Robin' } };
    const wish = { ...rest, name: subject ?? 'Any test', subject, plannedFor: at(0), ...given };
    return (await room.plan(wish, [], new Date(at(-5)))).id;
  }

  async function kept() {
    const campaigns = await readCampaigns(database, tenantId, (t) => newestCampaigns(t, 20));
    return new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  }

  it('leaves a plan without a sender to the organisation, whatever words an outsider writes', async () => {
    const id = await plan('Town Hall');
    const lies = ['Re: Town Hall catering invoice', 'Town Hall', 'CM Test - Town Hall'].map((subject, index) =>
      traced(`lie${index}`, 1, { subject, sender: 'joe@evil.example', status: 'Quarantined' }),
    );
    const { poll, tenant, kinds } = watchBench(database, tenantId, { traces: lies });
    await poll(2);
    assert.equal((await kept()).get(id)?.firstSeenAt, null);
    assert.deepEqual(kinds(), []);
    tenant.traces.push(traced('a', 10));
    await poll(11);
    assert.deepEqual([...(await kept()).keys()], [id]);
    assert.equal((await kept()).get(id)?.firstSeenAt, at(10));
  });

  it('does not take a colleague’s letter for it, but unmarked mail of a campaign sender', async () => {
    const id = await plan('e');
    const letter = { subject: 'Re: your resignation', sender: 'boss@contoso.example' };
    const { poll, tenant } = watchBench(database, tenantId, { traces: [traced('boss', 1, letter)] });
    await poll(2);
    assert.equal((await kept()).get(id)?.firstSeenAt, null);
    tenant.traces.push(traced('b', 3, { subject: 'December news', sender: 'people@contoso.example' }));
    await poll(4);
    assert.equal((await kept()).get(id)?.sender, 'people@contoso.example');
  });

  it('does not begin it with mail from another address than its sender uses', async () => {
    const id = await plan('Town Hall', { sender: 'people@contoso.example' });
    const from = (id: string, minutes: number, fromIp: string) =>
      traced(id, minutes, { sender: 'people@contoso.example', fromIp });
    const { poll, tenant } = watchBench(database, tenantId, { traces: [from('lie', 1, '203.0.113.66')] });
    await poll(2, profile);
    assert.equal((await kept()).get(id)?.firstSeenAt, null);
    tenant.traces.push(from('true', 3, '192.0.2.10'));
    await poll(4, profile);
    assert.equal((await kept()).get(id)?.firstSeenAt, at(3));
  });

  it('gives mail to the plan with the same subject before those that only fit', async () => {
    const exact = await plan('Town Hall', { plannedFor: at(-10) });
    const part = await plan('Hall');
    const any = await plan(null, { plannedFor: at(1) });
    const { poll, tenant } = watchBench(database, tenantId, { traces: [traced('a', 2)] });
    await poll(3);
    tenant.traces.push(traced('b', 4, { subject: 'CM Test - Town Hall agenda' }));
    await poll(5);
    const begun = [exact, part, any].map(async (id) => (await kept()).get(id)?.firstSeenAt);
    assert.deepEqual(await Promise.all(begun), [at(2), at(4), null]);
  });
});
