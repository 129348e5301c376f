import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createCampaignRoom } from '../../../src/campaigns/watch/campaign-room.ts';
import { noteFault } from '../../../src/campaigns/watch/note-fault.ts';
import { newestCampaigns, readCampaigns, standsOf } from '../../../src/store/campaigns.ts';
import type { Database } from '../../../src/store/database.ts';
import { openTestDatabase } from '../../support/database.ts';
import { quarantined } from '../../support/quarantined-mail.ts';
import { profile } from '../../support/questions.ts';
import { at, traced, watchBench } from './watch-bench.ts';

describe('What the watch makes of doubtful and late news', () => {
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

  const kept = () => readCampaigns(database, tenantId, (t) => newestCampaigns(t, 400));

  it('gathers a flood of mail that claims to be a test in one campaign, and leaves the real test of that hour alone', async () => {
    const flood = Array.from({ length: 100 }, (_, index) =>
      traced(`f${index}`, 1, { subject: `CM Test - Flood ${index}`, fromIp: '203.0.113.66', status: 'Quarantined' }),
    );
    const { poll, tenant, facts } = watchBench(database, tenantId, { traces: flood });
    await poll(2);
    tenant.traces.push(
      traced('real', 3, { subject: 'CM Test - December', fromIp: '192.0.2.24', status: 'Quarantined' }),
    );
    await poll(4);
    const campaigns = await kept();
    assert.deepEqual(campaigns.map(({ name }) => name).sort(), ['CM Test - December', 'Mail that claims to be a test']);
    const opened = facts.flatMap((fact) => (fact.kind === 'campaignOpened' ? [fact.campaign.name] : []));
    assert.equal(opened.length, 2);
  });

  it('lets no more than so many tests begin in an hour, from however many addresses', async () => {
    const traces = Array.from({ length: 60 }, (_, index) =>
      traced(`f${index}`, 1, { subject: `CM Test - Flood ${index}`, fromIp: `203.0.113.${index}` }),
    );
    const { poll } = watchBench(database, tenantId, { traces });
    await poll(2);
    assert.equal((await kept()).length, 41);
  });

  it('does not count the tests of an address that the profile names', async () => {
    const known = { ...profile, sendingIps: ['192.0.2.24'] };
    const traces = Array.from({ length: 15 }, (_, index) =>
      traced(`t${index}`, 1, { subject: `CM Test - News ${index}`, fromIp: '192.0.2.24' }),
    );
    const { poll } = watchBench(database, tenantId, { traces });
    await poll(2, known);
    assert.equal((await kept()).length, 15);
  });

  it('does not take mail for a test of a sender whose addresses are known, when it comes from another', async () => {
    const known = {
      ...profile,
      senders: [{ address: 'news@contoso.example', path: 'email-delivery' as const }],
      sendingIps: ['192.0.2.24'],
    };
    const { poll } = watchBench(database, tenantId, {
      traces: [
        traced('lie', 1, { subject: 'CM Test - Pay now', fromIp: '203.0.113.66' }),
        traced('true', 1, { subject: 'CM Test - Town Hall', fromIp: '192.0.2.24' }),
      ],
    });
    await poll(2, known);
    assert.deepEqual((await kept()).map(({ name }) => name).sort(), [
      'CM Test - Town Hall',
      'Mail that claims to be a test',
    ]);
  });

  it('tells a held copy again when its cause becomes known, and not a third time', async () => {
    const { poll, tenant, facts, fail } = watchBench(database, tenantId, {
      traces: [traced('a', 1, { status: 'Quarantined' })],
    });
    fail('quarantine.pages', 'throttled');
    await poll(2);
    tenant.failing = {};
    tenant.messages.push(quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall', policyName: 'Strict' }));
    for (const minute of [3, 4]) await poll(minute);
    const told = facts.flatMap((fact) => (fact.kind === 'recipientQuarantined' ? [[fact.reason, fact.policy]] : []));
    assert.deepEqual(told, [
      [null, null],
      ['Spam', 'Strict'],
    ]);
  });

  it('tells a rejected copy again when the answer of the other server was read', async () => {
    const step = {
      messageTraceId: traced('a', 1).messageTraceId,
      at: at(1),
      event: 'Fail',
      action: '',
      detail: '550 5.7.1 no',
      data: '',
    };
    const { poll, facts } = watchBench(database, tenantId, {
      traces: [traced('a', 1, { status: 'Failed' })],
      details: [step],
    });
    for (const minute of [2, 3, 4]) await poll(minute);
    const told = facts.flatMap((fact) => (fact.kind === 'rejected' ? [fact.reason] : []));
    assert.deepEqual(told, [null, '550 5.7.1 no']);
  });

  it('counts a planned recipient whose copy comes hours late to the plan', async () => {
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    const people = ['ada@contoso.example', 'bob@contoso.example'].map((address) => ({ address, because: null }));
    const createdBy = { id: 'robin', name: 'Robin' };
    const rest = { sender: null, regions: [], attachments: [], audience: null, createdBy };
    const plan = { name: 'Town Hall', subject: 'Town Hall', plannedFor: at(0), ...rest };
    const { id } = await room.plan(plan, people, new Date(at(0)));
    const { poll, tenant } = watchBench(database, tenantId, { traces: [traced('a', 1)] });
    await poll(2);
    tenant.traces.push(traced('b', 91, { recipient: 'bob@contoso.example' }));
    await poll(92);
    assert.equal((await kept()).length, 1);
    const stands = await readCampaigns(database, tenantId, (t) => standsOf(t, id));
    assert.deepEqual(stands.map(({ recipient, kind }) => [recipient, kind]).sort(), [
      ['ada@contoso.example', 'delivered'],
      ['bob@contoso.example', 'delivered'],
    ]);
  });

  it('takes a second test with another envelope sender of ContactMonkey for the same mail', async () => {
    const known = { ...profile, mailFromDomains: ['em7121.contoso.example'] };
    const sent = (id: string, minutes: number, status: string) =>
      traced(id, minutes, { sender: `bounce-${id}@em7121.contoso.example`, status });
    const { poll, tenant, facts } = watchBench(database, tenantId, { traces: [sent('b', 1, 'Quarantined')] });
    await poll(2, known);
    tenant.traces.push(sent('d', 90, 'Delivered'));
    await poll(91, known);
    await poll(120, known);
    const [clear] = facts.filter((fact) => fact.kind === 'allClear');
    assert.ok(clear?.kind === 'allClear');
    assert.equal(clear.clears.length, 1);
  });

  it('says of a test that passed what could not be looked at, and nothing where all was', async () => {
    const unchecked = async (refuse: boolean, hunting = true) => {
      const { poll, facts, fail } = watchBench(database, randomUUID(), { traces: [traced('c', 1)], hunting });
      if (refuse) fail('hunting.emailEvents', 'noPermission');
      for (const minutes of [2, 3, 30, 60]) await poll(minutes);
      const clear = facts.find((fact) => fact.kind === 'allClear');
      return clear?.kind === 'allClear' ? clear.unchecked : null;
    };
    assert.deepEqual(await unchecked(false), []);
    for (const [refuse, hunting] of [
      [true, true],
      [false, false],
    ] as const) {
      const [sentence = '', ...more] = (await unchecked(refuse, hunting)) ?? [];
      assert.match(sentence, /^Blocked links and moves to Junk Email after delivery were not checked: /);
      assert.deepEqual(more, []);
    }
  });

  it('takes no request for answered that it did not come to read', async () => {
    const requests = Array.from({ length: 1_500 }, (_, index) =>
      quarantined(`r${index}`, { receivedAt: at(-60 - index), releaseStatus: 'Requested' }),
    );
    const { poll, tenant, kinds } = watchBench(
      database,
      tenantId,
      { messages: requests.slice(0, 1_000) },
      { pages: 1 },
    );
    await poll(0);
    tenant.messages.push(...requests.slice(1_000).map((message) => ({ ...message, receivedAt: at(-1) })));
    await poll(6);
    assert.ok(!kinds().includes('releaseRequestClosed'));
  }).timeout(20_000);

  it('says that it is blind when it fails by its own fault, and that it sees again', async () => {
    const { poll, facts, kinds } = watchBench(database, tenantId, { traces: [traced('a', 1)] });
    const onFacts = async (_: unknown, fresh: typeof facts) => {
      facts.push(...fresh);
    };
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    for (const minute of [1, 2, 3, 4]) await noteFault({ database, tenantId, onFacts }, new Date(at(minute)));
    assert.deepEqual(kinds(), ['watchBlind']);
    assert.match((await room.sight()).blind?.why.sentence ?? '', /fault of its own/);
    await poll(5);
    assert.ok(kinds().includes('watchSeesAgain'));
    assert.equal((await room.sight()).blind, null);
  });

  it('keeps that it is blind though telling of it is what fails', async () => {
    const onFacts = async () => {
      throw new Error('the outbox is full');
    };
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    for (const minute of [1, 2, 3]) await noteFault({ database, tenantId, onFacts }, new Date(at(minute)));
    assert.equal((await room.sight()).blind?.since, at(1));
  });

  it('tells once when hunting is lost that was to be had, and when it is back; a tenant without it lacks nothing', async () => {
    const { poll, fail, tenant, facts } = watchBench(database, tenantId, { traces: [traced('a', 1)], hunting: true });
    await poll(2);
    await poll(3);
    fail('hunting.emailEvents', 'noPermission');
    for (const minute of [7, 11, 15]) await poll(minute);
    const areas = () => facts.flatMap((fact) => ('area' in fact ? [[fact.kind, fact.area]] : []));
    assert.deepEqual(areas(), [['watchBlind', 'later moves, presses and attachments']]);
    const room = createCampaignRoom({ database, tenantId, wake: async () => undefined });
    assert.deepEqual(
      (await room.sight()).lacks.map(({ kind }) => kind),
      ['noPermission'],
    );
    tenant.failing = {};
    await poll(7 * 60);
    assert.deepEqual(areas().at(-1), ['watchSeesAgain', 'later moves, presses and attachments']);
    tenantId = randomUUID();
    const without = watchBench(database, tenantId, { traces: [traced('a', 1)], hunting: false });
    for (const minute of [2, 5, 9]) await without.poll(minute);
    assert.ok(!without.kinds().includes('watchBlind'));
  });
});
