import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { authenticationOf, pathOf } from '../../../src/campaigns/test-campaign/outcome.ts';
import { createCampaignRoom } from '../../../src/campaigns/watch/campaign-room.ts';
import type { EmailEvent } from '../../../src/defender/mail-events.ts';
import { copiesOfCampaign, newestCampaigns, readCampaigns } from '../../../src/store/campaigns.ts';
import type { Database } from '../../../src/store/database.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import { guid, quarantined } from '../../support/quarantined-mail.ts';
import { at, traced, watchBench } from './watch-bench.ts';

const hours = 60;
const header = [
  'Authentication-Results: spf=pass (sender IP is 192.0.2.24) smtp.mailfrom=mail.contoso.example; dkim=fail',
  ' header.d=contoso.example; dmarc=pass action=none header.from=contoso.example; compauth=pass reason=100',
  'X-Forefront-Antispam-Report: CIP:192.0.2.24;CTRY:;LANG:en;SCL:5;SFV:SPM;CAT:SPM;DIR:INB;',
].join('\r\n');

function hunted(id: string, recipient: string): EmailEvent {
  return {
    at: at(1),
    networkMessageId: guid(id),
    internetMessageId: null,
    senderFromAddress: 'news@contoso.example',
    senderFromDomain: null,
    senderMailFromAddress: null,
    senderMailFromDomain: null,
    senderIp: null,
    recipient,
    subject: 'CM Test - Town Hall',
    direction: 'Inbound',
    deliveryAction: 'Delivered',
    deliveryLocation: 'Inbox/folder',
    latestDeliveryAction: null,
    latestDeliveryLocation: null,
    threatTypes: [],
    detectionMethods: {},
    confidenceLevel: {},
    bulkComplaintLevel: null,
    emailAction: null,
    emailActionPolicy: null,
    emailActionPolicyGuid: null,
    authentication: { spf: null, dkim: null, dmarc: null, compAuth: null },
    orgLevelAction: null,
    orgLevelPolicy: null,
    userLevelAction: null,
    userLevelPolicy: null,
    transportRules: [],
    connectors: null,
  };
}

for (const backend of backends) {
  describe(`The watch before its first poll and after the end of a test, on ${backend}`, () => {
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
    const copies = async () => {
      const [campaign] = await kept();
      return readCampaigns(database, tenantId, (t) => copiesOfCampaign(t, campaign?.id ?? ''));
    };

    it('finds tests of the two days before it first looked, once, and none from before', async () => {
      const { poll, kinds } = watchBench(database, tenantId, {
        traces: [
          traced('old', -49 * hours, { subject: 'CM Test - Too old' }),
          traced('new', -47 * hours, { subject: 'CM Test - In time' }),
        ],
      });
      await poll(0);
      assert.deepEqual(
        (await kept()).map(({ subject, state }) => [subject, state]),
        [['CM Test - In time', 'watching']],
      );
      await poll(5);
      assert.deepEqual(kinds(), ['campaignOpened', 'settled', 'allClear']);
    });

    it('hears of a release days after the test was closed, with few calls', async () => {
      const held = quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall' });
      const { poll, tenant, kinds, calls } = watchBench(database, tenantId, {
        traces: [traced('a', 1, { status: 'Quarantined' }), traced('b', 1, { recipient: 'bob@contoso.example' })],
        messages: [held],
      });
      for (const minute of [2, 20, 52 * hours]) await poll(minute);
      assert.equal((await kept())[0]?.state, 'closed');
      tenant.messages[0] = { ...held, releaseStatus: 'Released' };
      await poll(100 * hours);
      assert.equal(kinds().at(-1), 'recipientReleased');
      assert.equal((await kept())[0]?.state, 'closed');
      await poll(100 * hours + 5);
      await poll(101 * hours);
      assert.equal(kinds().filter((kind) => kind === 'recipientReleased').length, 1);
      assert.ok(calls.filter((call) => call === 'quarantine.pages').length <= 2, calls.join());
    });

    it('reads authentication, links and files of held mail without hunting, once for each message', async () => {
      const held = quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall' });
      const body = '<a href="https://tk.cmnky.co/api/v1/tracker?cs=1&amp;i=2">Read</a>';
      const shown = { subject: '', sender: '', recipients: [], isHtml: true, body, attachments: ['agenda.pdf'] };
      const { poll, calls } = watchBench(database, tenantId, {
        traces: [traced('a', 1, { status: 'Quarantined' })],
        messages: [held],
        headers: { [held.identity]: header },
        previews: { [held.identity]: shown },
      });
      await poll(2);
      await poll(3);
      assert.ok(calls.includes('quarantine.header') && calls.includes('quarantine.preview'));
      const [copy] = await copies();
      assert.ok(copy);
      assert.deepEqual(authenticationOf(copy.evidence), { spf: 'pass', dkim: 'fail', dmarc: 'pass', compAuth: 'pass' });
      assert.equal(pathOf(copy.evidence), 'email-delivery');
      assert.deepEqual(copy.evidence.linkHosts, ['tk.cmnky.co']);
      assert.deepEqual(copy.evidence.files, [{ name: 'agenda.pdf', threats: [] }]);
      await poll(4);
      assert.ok(!calls.includes('quarantine.header'));
    });

    it('counts a press by a sign-in name that is no mail address to the only recipient', async () => {
      const { poll, clicks, tenant } = watchBench(database, tenantId, { traces: [traced('a', 1)], hunting: true });
      await poll(2);
      tenant.events.push(hunted('a', 'ada@contoso.example'));
      const press = {
        networkMessageId: guid('a'),
        url: 'https://tk.cmnky.co/api/v1/tracker?a=1',
        clickedThrough: false,
      };
      clicks.push({ ...press, at: at(4), account: 'u1234@corp.contoso.example', actionType: 'ClickBlocked' });
      await poll(5);
      const found = await copies();
      assert.deepEqual(
        found.map(({ recipient, evidence }) => [recipient, evidence.clicks.length]),
        [['ada@contoso.example', 1]],
      );
    });

    it('tells that somebody ended the watch, in the same transaction, once', async () => {
      const { facts } = watchBench(database, tenantId);
      const onFacts = async (_: unknown, fresh: typeof facts) => {
        facts.push(...fresh);
      };
      const room = createCampaignRoom({ database, tenantId, wake: async () => undefined, onFacts });
      const plan = { name: 'Town Hall', sender: null, subject: 'Town Hall', plannedFor: at(0), regions: [] };
      const createdBy = { id: 'robin', name: 'Robin' };
      const whole = { ...plan, attachments: [], audience: null, createdBy };
      const { id } = await room.plan(whole, [], new Date(at(0)));
      for (const minute of [1, 2]) await room.cancel(id, createdBy, new Date(at(minute)));
      assert.deepEqual(
        facts.map((fact) => [fact.kind, fact.kind === 'campaignCancelled' ? fact.by : null]),
        [['campaignCancelled', 'Robin']],
      );
    });

    it('does not ask again for the header of a message that is gone', async () => {
      const held = quarantined('a', { receivedAt: at(1), subject: 'CM Test - Town Hall' });
      const { poll, calls } = watchBench(database, tenantId, {
        traces: [traced('a', 1, { status: 'Quarantined' })],
        messages: [held],
      });
      await poll(2);
      await poll(3);
      assert.ok(calls.includes('quarantine.header'));
      await poll(4);
      assert.ok(!calls.includes('quarantine.header'));
    });
  });
}
