import assert from 'node:assert/strict';
import { runAlertDigest } from '../../src/alerts/digest.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { fromCampaign } from '../../src/alerts/from-campaign.ts';
import { timeUp } from '../../src/alerts/time-up.ts';
import { setAside } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type AlertDesk, clearAlerts, sent, startAlertDesk } from '../support/alert-desk.ts';
import { ana, bo, campaign, facts } from '../support/alert-facts.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { aReference, channel, chat, tenantId } from '../support/outbox-bench.ts';

const sentAt = '2026-11-21T08:55:00.000Z';

for (const backend of backends) {
  describe(`A case over its life, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let desk: AlertDesk;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      await clearAlerts(database);
      desk = await startAlertDesk(database);
    });
    afterEach(() => desk.stop());

    const now = () => desk.bench.clock.now().toISOString();

    async function only() {
      const [alert, ...more] = await desk.room.open();
      assert.ok(alert);
      assert.deepEqual(more, []);
      return alert;
    }

    const resolve = async (id: string) => {
      const found = await desk.room.find(id);
      await desk.room.press(id, {
        action: 'resolve',
        note: '',
        by: ana,
        at: now(),
        revision: found?.alert.revision ?? 0,
      });
    };
    const held = (person: string, message: string, at = sentAt) =>
      facts.quarantined(`${person}@x.example`, at, { id: `q|${person}|${message}`, message });

    it('rests when nobody is responsible any more: no timer follows another', async () => {
      await desk.room.alertHere(channel, {}, ana);
      await desk.tell(held('a', 'm1'));
      await desk.room.stop(channel, ana);
      await desk.pass(31);
      assert.deepEqual(desk.timers, []);
      assert.equal((await only()).nextStepAt, null);
    });

    it('has one timer, however often it grows, and a late one of an earlier moment changes nothing', async () => {
      await desk.room.alertHere(channel, {}, ana);
      for (let person = 0; person < 30; person += 1) await desk.tell(held(`p${person}`, 'm1'));
      const alert = await only();
      assert.equal(desk.timers.length, 1);
      const until = new Date(desk.bench.clock.now().getTime() + 3_600_000).toISOString();
      await desk.room.press(alert.id, { action: 'snooze', until, by: ana, at: now(), revision: alert.revision });
      await desk.pass(40);
      await timeUp(desk.deps, { tenantId, alertId: alert.id, due: '2020-01-01T00:00:00.000Z' });
      assert.equal((await only()).state, 'snoozed');
      await desk.pass(30);
      assert.equal((await only()).state, 'open');
    });

    it('that waits for the end of quiet hours never comes to a place that stopped or moved its alerts', async () => {
      const quiet = { from: '08:00', to: '10:00', timeZone: 'UTC' };
      await desk.room.alertHere(channel, { quiet }, ana);
      await desk.room.alertHere(chat, { quiet }, ana);
      await desk.tell(facts.junked('a@x.example'));
      await desk.room.stop(channel, ana);
      await desk.tell(facts.junked('b@x.example'));
      await desk.pass(120);
      const cards = sent(desk.bench).posts.filter((body) => body.includes('AdaptiveCard'));
      assert.equal(cards.length, 1);
      assert.ok(cards[0]?.includes(chat) && cards[0].includes('2 people'));
    });

    it('opens again for people who were found after it was resolved, though their mail was sent before', async () => {
      await desk.tell(held('a', 'm1'));
      const { id } = await only();
      await desk.pass(5);
      await resolve(id);
      assert.deepEqual(await desk.room.open(), []);
      await desk.pass(1);
      await desk.tell(held('b', 'm1'), held('c', 'm1'));
      const alert = await only();
      assert.deepEqual([alert.id, alert.state, alert.affected.count], [id, 'reopened', 3]);
    });

    it('opens again when the same person asks again, and ends when that was answered', async () => {
      const request = (): AlertFact =>
        fromCampaign(
          {
            tenantId,
            kind: 'releaseRequested',
            key: 'requested|K',
            at: sentAt,
            campaign: null,
            sender: 's@x.example',
            subject: 'Town Hall',
            held: {
              recipient: 'a@x.example',
              networkMessageId: 'n',
              identity: 'K',
              reason: null,
              policy: null,
              policyType: null,
              quarantinePolicy: null,
              expiresAt: null,
            },
          },
          desk.bench.clock.now(),
        );
      const close = (): AlertFact => ({
        kind: 'releaseRequestClosed',
        id: `closed|${now()}`,
        at: now(),
        messageKey: 'K',
      });
      await desk.tell(request());
      await desk.pass(5);
      await desk.tell(close());
      assert.deepEqual(await desk.room.open(), []);
      await desk.pass(5);
      await desk.tell(request());
      const again = await only();
      assert.deepEqual([again.state, again.affected.count, again.affected.cleared], ['reopened', 1, 0]);
      await desk.pass(5);
      await desk.tell(close());
      assert.deepEqual(await desk.room.open(), []);
    });

    it('is one for all whom one answer refused, whatever its words name', async () => {
      await desk.room.alertHere(channel, {}, ana);
      const rejected = (person: number): AlertFact => ({
        kind: 'rejected',
        id: `r${person}`,
        at: sentAt,
        campaign,
        recipient: `p${person}@x.example`,
        message: 'm1',
        policy: null,
        code: `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient p${person}@x.example not found at 09:0${person}`,
      });
      await desk.tell(...[0, 1, 2, 3, 4].map(rejected));
      await desk.deliver();
      const alert = await only();
      assert.deepEqual([alert.affected.count, alert.detail], [5, '5.1.10']);
      const { posts, lastCard } = sent(desk.bench);
      assert.equal(posts.length, 1);
      assert.match(lastCard, /RecipientNotFound/);
      assert.doesNotMatch(lastCard, /x\.example/);
    });

    it('is ended by the release of its own message alone', async () => {
      const blocked: AlertFact = {
        kind: 'linkBlocked',
        id: 'l',
        at: sentAt,
        campaign,
        recipient: 'a@x.example',
        message: 'm1',
        policy: null,
        host: 'tk.cmnky.co',
      };
      await desk.tell(held('a', 'm1'), held('a', 'm2'), blocked);
      const release = (message: string): AlertFact => ({
        kind: 'recipientCleared',
        id: `c${message}`,
        at: sentAt,
        campaign,
        recipient: 'a@x.example',
        message,
      });
      await desk.tell(release('m1'));
      assert.equal((await desk.room.open()).length, 2);
      await desk.tell(release('m2'));
      assert.equal((await only()).reason, 'linkBlocked');
    });

    it('never changes before it was opened: the card and the digest tell when it was noticed', async () => {
      await desk.room.alertHere(channel, { digest: { at: '08:00', days: ['monday'], timeZone: 'UTC' } }, ana);
      await desk.pass(60);
      const job = { tenantId, conversationId: channel };
      await runAlertDigest(desk.deps, job, 'first');
      await desk.pass(60);
      await desk.tell(facts.junked('a@x.example', sentAt), held('b', 'm1'));
      await desk.tell({
        kind: 'recipientCleared',
        id: 'c',
        at: sentAt,
        campaign,
        recipient: 'b@x.example',
        message: 'm1',
      });
      const over = (await desk.room.since(new Date(0))).find(({ state }) => state === 'resolved');
      assert.equal(over?.resolved?.at, now());
      assert.equal(over?.changedAt, now());
      assert.equal(await runAlertDigest(desk.deps, job, 'second'), 'posted');
      await desk.deliver();
      assert.match(sent(desk.bench).lastCard, /1 alert is open, 1 is over/);
    });

    it('of more people than are kept says so, and does not end by counting', async () => {
      const people = Array.from({ length: 2001 }, (_, index) => held(`p${index}`, 'm1'));
      await desk.tell(...people);
      await desk.tell(
        ...people.map(
          (_, index): AlertFact => ({
            kind: 'recipientCleared',
            id: `c${index}`,
            at: sentAt,
            campaign,
            recipient: `p${index}@x.example`,
            message: 'm1',
          }),
        ),
      );
      const alert = await only();
      assert.deepEqual([alert.affected.count, alert.affected.cleared, alert.affected.more], [2000, 2000, true]);
      await desk.tell(facts.allClear('2026-11-21T12:00:00.000Z'));
      assert.deepEqual(await desk.room.open(), []);
    });

    it('takes its good news back on the card when ZAP comes later', async () => {
      await desk.room.alertHere(channel, {}, ana);
      await desk.tell(facts.allClear());
      await desk.deliver();
      assert.match(sent(desk.bench).lastCard, /All clear/);
      await desk.pass(60);
      await desk.tell({
        kind: 'zappedLate',
        id: 'z',
        at: now(),
        campaign,
        recipient: 'a@x.example',
        message: 'm1',
        policy: 'Default',
        to: 'quarantine',
      });
      await desk.deliver();
      const passed = sent(desk.bench).updates.at(-1) ?? '';
      assert.match(passed, /It passed first/);
      assert.match(passed, /1 person lost it again/);
      assert.doesNotMatch(passed, /All clear|Nothing needs to be done/);
    });

    it('calls nobody in quiet hours unless it is urgent', async () => {
      await desk.room.alertHere(channel, { quiet: { from: '09:10', to: '11:00', timeZone: 'UTC' } }, ana);
      await desk.tell(facts.junked('a@x.example'));
      await desk.pass(100);
      assert.deepEqual(sent(desk.bench).replies, []);
      await desk.pass(30);
      assert.match(sent(desk.bench).replies.join(), /Nobody has answered yet: 1 person has it in Junk/);
    });

    it('does not say that a place was told which cannot be reached', async () => {
      const second = '19:second@thread.tacv2';
      await desk.bench.directory.remember(aReference(desk.bench.connector.serviceUrl, second, 'channel'));
      await inTenant(database.kysely, tenantId, (t) => setAside(t, second, 'blocked', 'The bot was blocked there.'));
      const escalation = { afterMinutes: 30, mention: bo, secondConversationId: second, csm: false };
      await desk.room.alertHere(channel, { escalation }, ana);
      await desk.tell(held('a', 'm1'));
      await desk.pass(70);
      const { replies } = sent(desk.bench);
      assert.match(replies.join(), /second place cannot be told: The bot was blocked there/);
      assert.doesNotMatch(replies.join(), /a second channel was told/);
    });
  });
}
