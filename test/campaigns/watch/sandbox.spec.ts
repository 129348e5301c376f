import assert from 'node:assert/strict';
import { buildReport } from '../../../src/campaigns/report/build-report.ts';
import type { CampaignFact } from '../../../src/campaigns/test-campaign/facts.ts';
import { createCampaignRoom } from '../../../src/campaigns/watch/campaign-room.ts';
import { pollCampaigns } from '../../../src/campaigns/watch/poll.ts';
import { parseSenderProfile } from '../../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../../src/microsoft365/create-tenant-reader.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import { createSandboxTenant, type SandboxTenant } from '../../../src/sandbox/tenant.ts';
import type { Licence } from '../../../src/sandbox/tenant-data.ts';
import type { Database } from '../../../src/store/database.ts';
import { openTestDatabase } from '../../support/database.ts';

const hour = 3_600_000;
const noSparing = { exchangeRequests: 5_000, traceRequests: 5_000, huntingRequests: 5_000, graphRequests: 5_000 };

describe('The watch over a simulated tenant', function () {
  this.timeout(60_000);
  let database: Database;
  let sandbox: SandboxTenant;

  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());
  afterEach(() => sandbox.close());

  async function watched(licence: Licence, tenantId: string) {
    sandbox = await createSandboxTenant({ quarantineSize: 600, licence });
    const { urls, clientId, clientSecret } = sandbox;
    const at = { entraUrl: urls.entra, exchangeUrl: urls.exchange, graphUrl: urls.graph };
    const credential = { kind: 'secret' as const, clientId, secret: clientSecret };
    const limits = { ...noSparing, attempts: 1 };
    const reader = createTenantReader({ tenantId: sandbox.tenantId, ...at, credential, limits });
    const tenant: TenantReader = { ...reader, tenantId };
    const { profile } = parseSenderProfile(sandbox.profile);
    const facts: CampaignFact[] = [];
    const onFacts = async (_: unknown, fresh: CampaignFact[]) => {
      facts.push(...fresh);
    };
    const now = sandbox.clock.now();
    const poll = (hoursAgo: number) =>
      pollCampaigns({ tenant, profile, database, onFacts }, new Date(now - hoursAgo * hour));
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    return { tenant, facts, poll, room, now, profile };
  }

  /** Every test mail of the last days, as the trace has it. */
  async function testMail(tenant: TenantReader, now: number) {
    const rows = [];
    const period = { from: new Date(now - 5 * 24 * hour).toISOString(), to: new Date(now).toISOString() };
    for await (const page of tenant.trace.pages({ ...period, subject: 'CM Test -' })) rows.push(...page);
    return rows;
  }

  it('finds every test by itself, with the fate of each copy, though time passes between polls', async () => {
    const { tenant, facts, poll, room, now } = await watched('P2', 'rich');
    for (let hoursAgo = 5 * 24; hoursAgo >= 0; hoursAgo -= 4) await poll(hoursAgo);
    const rows = await testMail(tenant, now);
    assert.ok(rows.length >= 5);
    const found = await room.newest(50);
    const subjects = new Set(rows.map(({ subject }) => subject));
    assert.deepEqual(new Set(found.map(({ campaign }) => campaign.subject)), subjects);
    const counted = found.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
    assert.ok(counted > 0 && counted <= rows.length);
    const held = facts.filter((fact) => fact.kind === 'recipientQuarantined');
    assert.equal(held.length, rows.filter(({ status }) => status === 'Quarantined').length);
    assert.ok(
      held.every((fact) => fact.kind === 'recipientQuarantined' && fact.policy !== null && fact.expiresAt !== null),
    );
    assert.equal(new Set(facts.map(({ key }) => key)).size, facts.length);
    const old = found.filter(({ campaign }) => Date.parse(campaign.firstSeenAt ?? '') < now - 60 * hour);
    assert.ok(old.every(({ campaign }) => campaign.state === 'closed'));
  });

  it('does as well without hunting, with less detail', async () => {
    const { tenant, facts, poll, room, now } = await watched('P1', 'plain');
    const rows = await testMail(tenant, now);
    const last = Math.max(...rows.map(({ receivedAt }) => Date.parse(receivedAt)));
    const hoursAgo = (now - last) / hour;
    for (const after of [-1, 0.01, 0.1, 0.5, 0.9]) if (hoursAgo - after >= 0) await poll(hoursAgo - after);
    const [newest] = await room.newest(1);
    assert.ok(newest);
    const details = await room.details(newest.campaign.id);
    assert.ok(details);
    const { recipients, passed } = buildReport({ ...details, now: new Date(now) });
    assert.ok(recipients.every(({ kind }) => kind !== 'pending' && kind !== 'notSeen'));
    assert.equal(passed, !recipients.some(({ kind }) => kind !== 'delivered'));
    const quarantined = recipients.filter(({ kind }) => kind === 'quarantined');
    assert.ok(quarantined.every(({ reason, policy }) => reason !== null && policy !== null));
    assert.ok(
      recipients.some(({ time }) => time?.precision === 'exact') || recipients.every(({ time }) => time === null),
    );
    assert.ok(recipients.every(({ links }) => links === 'unknown'));
    const others = recipients.filter(({ kind }) => kind !== 'quarantined');
    assert.ok(others.every(({ authentication }) => authentication === null));
    assert.ok(quarantined.length === 0 || quarantined.some(({ authentication }) => authentication?.spf != null));
    assert.ok(facts.some(({ kind }) => kind === 'campaignOpened'));
  });

  it('says that it is blind in an outage, and loses nothing of what came meanwhile', async () => {
    const { tenant, facts, poll, now } = await watched('P1', 'outage');
    const rows = await testMail(tenant, now);
    const last = Math.max(...rows.map(({ receivedAt }) => Date.parse(receivedAt)));
    const hoursAgo = (now - last) / hour;
    await poll(hoursAgo + 1);
    const before = facts.length;
    sandbox.faults.add({ action: 'forbiddenNul', service: 'exchange' });
    for (const later of [0.5, 0.4, 0.3, -0.01]) await poll(Math.max(0, hoursAgo + later));
    assert.deepEqual(
      facts.slice(before).map(({ kind }) => kind),
      ['watchBlind'],
    );
    sandbox.faults.clear();
    await poll(Math.max(0, hoursAgo - 0.02));
    const kinds = facts.slice(before).map(({ kind }) => kind);
    assert.ok(kinds.includes('watchSeesAgain') && kinds.includes('campaignOpened'));
  });
});
