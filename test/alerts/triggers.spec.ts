import assert from 'node:assert/strict';
import type { CampaignFact } from '../../src/campaigns/test-campaign/facts.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Database } from '../../src/store/database.ts';
import { createRefusals } from '../../src/store/refusals.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type AlertDesk, clearAlerts, sent, startAlertDesk } from '../support/alert-desk.ts';
import { ana, bo } from '../support/alert-facts.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { channel, tenantId } from '../support/outbox-bench.ts';
import { profile } from '../support/questions.ts';
import { colleague, invokeBody, reader, startTestBot, type TestBot } from '../support/teams-bot.ts';

const at = '2026-11-21T08:55:00.000Z';
const campaign = { id: 'c1', name: 'Town Hall', subject: 'CM Test - Town Hall', sender: null, isTest: true };
const copy = { campaign, recipient: 'victim@contoso.example', networkMessageId: 'n1' };
const held = {
  ...copy,
  identity: 'n1\\r1',
  reason: 'HighConfPhish',
  policy: 'Default',
  policyType: 'HostedContentFilterPolicy',
  quarantinePolicy: 'AdminOnlyAccessPolicy',
  expiresAt: '2026-12-21T09:00:00.000Z',
};
const blind = (kind: 'noPermission' | 'throttled' | 'unreachable', sentence: string, area?: string) => ({
  kind: 'watchBlind' as const,
  why: { what: 'the message trace', kind, sentence, advice: 'Mend it.' },
  since: at,
  ...(area === undefined ? {} : { area }),
});

type Untimed<Fact> = Fact extends CampaignFact ? Omit<Fact, 'tenantId' | 'key' | 'at'> : never;
type Told = Untimed<CampaignFact>;

/** What the watch tells, and what everybody then reads on the card. */
const triggers: { name: string; fact: Told; card: RegExp[] }[] = [
  {
    name: 'quarantine',
    fact: { kind: 'recipientQuarantined', ...held },
    card: [/Campaign mail is in quarantine/, /High confidence phishing/, /1 person/],
  },
  { name: 'junk', fact: { kind: 'recipientJunked', ...copy }, card: [/went to Junk Email/] },
  {
    name: 'a rejection',
    fact: { kind: 'rejected', ...copy, reason: '550 5.7.1 refused for victim@contoso.example' },
    card: [/was rejected/, /5\.7\.1/],
  },
  {
    name: 'a late ZAP',
    fact: { kind: 'zappedLate', ...held, movedTo: 'Quarantine', zap: 'Phish ZAP' },
    card: [/taken out of mailboxes after delivery/],
  },
  {
    name: 'a blocked link',
    fact: { kind: 'linkBlocked', ...copy, host: 'tk.cmnky.co' },
    card: [/link .* is blocked/, /tk\.cmnky\.co/],
  },
  {
    name: 'a request for release',
    fact: { kind: 'releaseRequested', campaign, sender: 's@x.example', subject: 'Town Hall', held },
    card: [/ask for campaign mail to be released/],
  },
  {
    name: 'a test that does not come',
    fact: { kind: 'overdue', campaign, plannedFor: at, missing: 3 },
    card: [/has not arrived/],
  },
  {
    name: 'a permission that was lost',
    fact: blind('noPermission', 'Exchange refused.'),
    card: [/The watch cannot see/, /Exchange refused/],
  },
  {
    name: 'throttling',
    fact: blind('throttled', 'Exchange asks to wait.'),
    card: [/The watch cannot see/, /asks to wait/],
  },
  { name: 'an outage', fact: blind('unreachable', 'No answer.'), card: [/The watch cannot see/, /No answer/] },
  {
    name: 'a part that cannot be seen',
    fact: blind('noPermission', 'No hunting.', 'hunting'),
    card: [/The watch sees less/, /Medium/],
  },
  {
    name: 'a test that passed',
    fact: { kind: 'allClear', campaign, recipients: 3, clears: [] },
    card: [/All clear/, /3 of 3/],
  },
  {
    name: 'a test that passed as far as could be seen',
    fact: { kind: 'allClear', campaign, recipients: 3, clears: [], unchecked: ['Blocked links were not checked.'] },
    card: [/All clear/, /3 of 3/, /Blocked links were not checked/],
  },
];

describe('What the watch tells of', function () {
  this.timeout(60_000);
  let database: Database;
  let desk: AlertDesk;

  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());
  beforeEach(async () => {
    await clearAlerts(database);
    desk = await startAlertDesk(database);
  });
  afterEach(() => desk.stop());

  const tell = (key: string, ...list: Told[]) =>
    inTenant(database.kysely, tenantId, (t) =>
      desk.onFacts(
        t,
        list.map((fact, index) => ({ ...fact, tenantId, key: `${key}|${index}`, at }) as CampaignFact),
      ),
    );

  for (const { name, fact, card } of triggers) {
    it(`comes to the channel once, as one card that names no recipient: ${name}`, async () => {
      await desk.room.alertHere(channel, {}, ana);
      await tell('k', fact);
      await desk.deliver();
      await tell('k', fact);
      await desk.deliver();
      const { posts, updates, lastCard } = sent(desk.bench);
      assert.deepEqual([posts.length, updates.length], [1, 0]);
      for (const words of card) assert.match(lastCard, words);
      assert.doesNotMatch(lastCard, /victim@/);
    });
  }

  it('keeps the one card when what was held or refused gets its cause a look later', async () => {
    await desk.room.alertHere(channel, {}, ana);
    const vague = { ...held, identity: null, reason: null, policy: null, expiresAt: null };
    await tell('v', { kind: 'recipientQuarantined', ...vague }, { kind: 'rejected', ...copy, reason: null });
    await desk.deliver();
    await tell('k', { kind: 'recipientQuarantined', ...held }, { kind: 'rejected', ...copy, reason: '550 5.7.1 No.' });
    await desk.deliver();
    const { posts, updates } = sent(desk.bench);
    assert.equal(posts.filter((body) => body.includes('AdaptiveCard')).length, 2);
    assert.match(updates.join(), /High confidence phishing/);
    assert.match(updates.join(), /5\.7\.1/);
    const alert = (await desk.room.open()).find(({ reason }) => reason === 'quarantined');
    assert.deepEqual([alert?.example, alert?.policy], [held.identity, 'Default']);
  });

  describe('and the buttons of its card in Teams', () => {
    let bot: TestBot;

    beforeEach(async () => {
      await desk.room.alertHere(channel, {}, ana);
      await tell('k', { kind: 'recipientQuarantined', ...held });
      await desk.deliver();
      bot = await startTestBot({ env: { OPERATOR_GROUPS: colleague.aadObjectId } });
      const onFault = (error: unknown) => assert.fail(String(error));
      const refusals = createRefusals({ database: async () => database, tenantId, onFault });
      const tenant = { ...fakeTenantReader({}).reader, tenantId };
      const assistant = createAssistant({ tenant, profile, refusals, alerts: desk.room, tickets: desk.tickets });
      bot.assistant.onPress = async (request) => (await assistant.press(request)).answer;
    });
    afterEach(() => bot.stop());

    async function press(verb: string, from: typeof reader, more: object = {}) {
      const [alert] = await desk.room.open();
      const data = { alert: alert?.id, revision: String(alert?.revision), card: 'alert', ...more };
      const answer = await bot.press(verb, data, { from, place: 'channel' });
      return (await invokeBody(answer)).value;
    }

    it('refuse a reader in private, leave the card as it is, and keep who it was', async () => {
      const said = await press('alert.acknowledge', reader);
      assert.match(said, /looked after by operators and approvers\. Nothing was changed/);
      await desk.deliver();
      assert.equal(sent(desk.bench).updates.length, 0);
      const kept = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('audit').selectAll().where('outcome', '=', 'refused').execute(),
      );
      assert.ok(kept.some(({ actor, action }) => actor === reader.aadObjectId && action === 'alert.acknowledge'));
    });

    it('acknowledge, harmlessly twice, snooze, hand over by name and resolve', async () => {
      assert.match(await press('alert.acknowledge', colleague), /You look after it now/);
      assert.match(await press('alert.acknowledge', colleague), /already looked after, by you/);
      assert.match(await press('alert.snooze', colleague, { until: '1h' }), /Snoozed until/);
      const [snoozed] = await desk.room.open();
      assert.equal(snoozed?.state, 'snoozed');
      await desk.room.press(snoozed.id, {
        action: 'wake',
        by: bo,
        at: desk.bench.clock.now().toISOString(),
        revision: 0,
      });
      assert.match(await press('alert.assign', colleague, { to: bo.id }), /Bo has it now/);
      await desk.deliver();
      const calls = desk.bench.connector.calls.filter(({ body }) => body.entities?.length > 0);
      assert.equal(calls.length, 1);
      assert.match(calls[0]?.body.text, /<at>Bo<\/at> Casey gave you this: 1 person has it in quarantine/);
      assert.match(await press('alert.assign', colleague, { to: 'somebody-else' }), /Casey has it now/);
      assert.match(await press('alert.resolve', colleague), /Resolved/);
      await desk.deliver();
      assert.match(sent(desk.bench).lastCard, /Resolved/);
    });

    it('of a question about the alert do not make that question a copy of the card', async () => {
      const { connector } = desk.bench;
      const [alert] = await desk.room.open();
      const data = { alert: alert?.id, revision: String(alert?.revision), until: '1h' };
      await bot.press('alert.snooze', data, { from: colleague, place: 'channel', replyToId: 'the-question' });
      await desk.deliver();
      assert.ok(connector.calls.some(({ method }) => method === 'PUT'));
      assert.ok(!connector.calls.some(({ path }) => path.includes('the-question')));
    });
  });
});
