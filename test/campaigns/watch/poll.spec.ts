import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { newestCampaigns, readCampaigns } from '../../../src/store/campaigns.ts';
import type { Database } from '../../../src/store/database.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { guid, quarantined } from '../../support/quarantined-mail.ts';
import { profile } from '../../support/questions.ts';
import { at, traced, watchBench } from './watch-bench.ts';

for (const backend of backends) {
  describe(`The watch over test campaigns on ${backend}`, () => {
    let database: Database;
    let tenantId: string;

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
    });
    beforeEach(() => {
      tenantId = randomUUID();
    });
    after(() => database.close());

    const kept = () => readCampaigns(database, tenantId, (t) => newestCampaigns(t, 10));
    const bench = (...given: Parameters<typeof watchBench> extends [unknown, unknown, ...infer Rest] ? Rest : never) =>
      watchBench(database, tenantId, ...given);

    it('opens a campaign for mail with the marker and follows it to its end', async () => {
      const { poll, tenant, kinds } = bench();
      await poll(0);
      assert.deepEqual(await kept(), []);
      tenant.traces.push(traced('a', 1, { status: 'Pending' }));
      await poll(2);
      assert.equal((await kept())[0]?.state, 'sent');
      tenant.traces[0] = traced('a', 1);
      await poll(3);
      assert.equal((await kept())[0]?.state, 'arriving');
      await poll(17);
      assert.equal((await kept())[0]?.state, 'watching');
      await poll(60 * 50);
      const [campaign] = await kept();
      assert.equal(campaign?.state, 'closed');
      assert.deepEqual(
        campaign?.transitions.map(({ to }) => to),
        ['planned', 'sent', 'arriving', 'settled', 'watching', 'closed'],
      );
      assert.deepEqual(kinds(), ['campaignOpened', 'settled', 'allClear']);
    });

    it('tells of each copy in quarantine once, with reason and policy, however often it is polled', async () => {
      const { poll, facts } = bench({
        traces: [traced('a', 1, { status: 'Quarantined' })],
        messages: [quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall', policyName: 'Strict' })],
      });
      for (const minute of [2, 3, 4, 30]) await poll(minute);
      const told = facts.filter(({ kind }) => kind === 'recipientQuarantined');
      assert.equal(told.length, 1);
      const [fact] = told;
      assert.ok(fact?.kind === 'recipientQuarantined');
      assert.equal(fact.policy, 'Strict');
      assert.equal(fact.reason, 'Spam');
      assert.equal(fact.networkMessageId, guid('a'));
      assert.ok(!facts.some(({ kind }) => kind === 'allClear'));
    });

    it('keeps the facts with the rows they came from, or neither', async () => {
      const { poll, breakFacts, kinds } = bench({ traces: [traced('a', 1, { status: 'FilteredAsSpam' })] });
      breakFacts(new Error('the outbox is full'));
      await assert.rejects(poll(2), /outbox/);
      assert.deepEqual(await kept(), []);
      breakFacts(null);
      await poll(3);
      assert.deepEqual(kinds(), ['campaignOpened', 'recipientJunked']);
    });

    it('tells when a delivered copy is moved later', async () => {
      const { poll, tenant, kinds } = bench({ traces: [traced('a', 1)] });
      await poll(2);
      await poll(20);
      tenant.messages.push(quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall' }));
      await poll(200);
      await poll(205);
      assert.deepEqual(kinds(), ['campaignOpened', 'settled', 'allClear', 'zappedLate']);
    });

    it('forgets campaigns half a year after they are over', async () => {
      const { poll } = bench({ traces: [traced('a', 1)] });
      for (const minute of [2, 20, 60 * 60]) await poll(minute);
      assert.equal((await kept())[0]?.state, 'closed');
      await poll(170 * 24 * 60);
      assert.equal((await kept()).length, 1);
      await poll(182 * 24 * 60);
      assert.deepEqual(await kept(), []);
    });

    it('takes a second test with the same subject for another campaign', async () => {
      const { poll, tenant, facts } = bench({ traces: [traced('a', 1, { status: 'Quarantined' })] });
      await poll(2);
      tenant.traces.push(traced('b', 12));
      await poll(13);
      const campaigns = await kept();
      assert.equal(campaigns.length, 2);
      assert.deepEqual(campaigns.map(({ firstSeenAt }) => firstSeenAt).sort(), [at(1), at(12)]);
      await poll(30);
      const [cleared] = facts.filter((fact) => fact.kind === 'allClear');
      assert.ok(cleared?.kind === 'allClear');
      assert.deepEqual(cleared.clears, [campaigns.find(({ firstSeenAt }) => firstSeenAt === at(1))?.id]);
    });

    it('clears an earlier test by what those got who had trouble, not by the mail of others', async () => {
      const to = (name: string, minutes: number, status = 'Delivered') =>
        traced(`${name}${minutes}`, minutes, { recipient: `${name}@contoso.example`, status });
      const held = ['ada', 'bob', 'cleo'].map((name) => to(name, 1, 'Quarantined'));
      const { poll, tenant, facts } = bench({ traces: [...held, to('eve', 1)] });
      for (const minute of [2, 70]) await poll(minute);
      const [first] = await kept();
      const clear = () => {
        const fact = facts.findLast(({ kind }) => kind === 'allClear');
        return fact?.kind === 'allClear' ? { clears: fact.clears, unproven: fact.unproven } : null;
      };
      tenant.traces.push(to('dan', 100), to('eve', 100));
      for (const minute of [102, 120]) await poll(minute);
      assert.deepEqual(clear(), { clears: [], unproven: [{ campaign: first?.id, troubled: 3, mended: 0 }] });
      tenant.traces.push(to('ada', 200), to('bob', 200));
      for (const minute of [202, 220]) await poll(minute);
      assert.deepEqual(clear()?.unproven, [{ campaign: first?.id, troubled: 3, mended: 2 }]);
      tenant.traces.push(to('cleo', 300));
      for (const minute of [302, 320]) await poll(minute);
      assert.deepEqual(clear()?.unproven, []);
      assert.ok(clear()?.clears.includes(first?.id ?? ''));
    });

    it('does not believe a marker in the mail of others', async () => {
      const { poll } = bench({ traces: [traced('a', 1, { sender: 'liar@elsewhere.example' })] });
      await poll(2);
      assert.deepEqual(await kept(), []);
    });

    it('makes the same number of calls for one campaign and for many of many recipients', async () => {
      const small = bench({ traces: [traced('a', 1)] });
      await small.poll(2);
      await small.poll(3);
      const few = small.calls.length;
      tenantId = randomUUID();
      const many = Array.from({ length: 900 }, (_, index) =>
        traced(`m${index}`, 1, { recipient: `p${index}@contoso.example`, subject: `CM Test - Letter ${index % 20}` }),
      );
      const large = bench({ traces: many });
      await large.poll(2);
      await large.poll(3);
      assert.ok(few > 0);
      assert.ok(large.calls.length <= few + 2, `${few} calls, then ${large.calls.length}: ${large.calls.join()}`);
    }).timeout(20_000);

    it('asks little while nothing runs, and leaves a longer pause', async () => {
      const { poll, calls } = bench();
      await poll(0);
      const { nextInMs } = await poll(10);
      assert.deepEqual(calls.slice(0, 3), ['trace.pages', 'quarantine.pages', 'quarantine.pages']);
      assert.ok(calls.filter((call) => call.startsWith('hunting')).length === 0);
      assert.equal(nextInMs, 5 * 60_000);
    });

    it('polls quickly while a campaign is on its way', async () => {
      const { poll } = bench({ traces: [traced('a', 1)] });
      assert.equal((await poll(2)).nextInMs, 60_000);
      assert.equal((await poll(30)).nextInMs, 300_000);
    });

    it('calls itself blind after failures in a row, once, and says when it sees again', async () => {
      const { poll, tenant, fail, facts, kinds } = bench();
      await poll(0);
      fail('trace.pages', 'noPermission');
      for (const minute of [1, 2, 3, 4, 5]) await poll(minute);
      assert.deepEqual(kinds(), ['watchBlind']);
      const [fact] = facts;
      assert.ok(fact?.kind === 'watchBlind' && fact.why.kind === 'noPermission' && fact.since === at(1));
      tenant.failing = {};
      tenant.traces.push(traced('a', 2));
      await poll(6);
      assert.deepEqual(kinds().toSorted(), ['campaignOpened', 'watchBlind', 'watchSeesAgain']);
    });

    it('tells of a request for release once while it is open', async () => {
      const held = quarantined('a', { receivedAt: at(-60), releaseStatus: 'Requested' });
      const { poll, tenant, kinds } = bench({ messages: [held] });
      await poll(0);
      await poll(6);
      assert.deepEqual(kinds(), ['releaseRequested']);
      tenant.messages[0] = { ...held, releaseStatus: 'Denied' };
      await poll(12);
      tenant.messages[0] = held;
      await poll(18);
      assert.deepEqual(kinds(), ['releaseRequested', 'releaseRequestClosed', 'releaseRequested']);
    });

    it('reads more where hunting is to be had, and says what it could not', async () => {
      const { poll, tenant, clicks, kinds } = bench({ traces: [traced('a', 1)], hunting: true });
      await poll(2);
      clicks.push({
        at: at(4),
        networkMessageId: guid('a'),
        account: 'ada@contoso.example',
        url: 'https://contactmonkey.com/api/v1/tracker?x=1',
        actionType: 'ClickBlocked',
        clickedThrough: false,
      });
      await poll(5);
      assert.ok(kinds().includes('linkBlocked'));
      tenant.hunting = false;
      const { notRead } = await poll(9);
      assert.deepEqual(
        notRead.map(({ kind }) => kind),
        ['notLicensed'],
      );
      assert.deepEqual((await poll(13)).notRead, []);
    });

    it('tells everything once though two processes poll the tenant at the same time', async () => {
      const traces = ['a', 'b', 'c'].map((id) =>
        traced(id, 1, { status: 'Quarantined', recipient: `${id}@contoso.example` }),
      );
      const first = bench({ traces });
      const second = bench({ traces });
      await Promise.all([first.poll(2), second.poll(2), first.poll(3), second.poll(3)]);
      const keys = [...first.facts, ...second.facts].map(({ key }) => key);
      assert.equal(keys.length, 4);
      assert.equal(new Set(keys).size, 4);
      assert.equal((await kept()).length, 1);
    });

    it('keeps tenants apart', async () => {
      const first = bench({ traces: [traced('a', 1)] });
      await first.poll(2);
      tenantId = randomUUID();
      const second = bench();
      await second.poll(2);
      assert.deepEqual(await kept(), []);
      assert.equal(profile.testSubjectPrefix, 'CM Test - ');
    });
  });
}
