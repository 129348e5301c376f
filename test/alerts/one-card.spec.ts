import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Alert } from '../../src/alerts/alert.ts';
import { causesOf } from '../../src/alerts/causes.ts';
import { saveAlert } from '../../src/store/alerts.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type AlertDesk, clearAlerts, sent, startAlertDesk } from '../support/alert-desk.ts';
import { ana, campaign, facts } from '../support/alert-facts.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { channel, tenantId } from '../support/outbox-bench.ts';

const sentAt = '2026-11-21T08:55:00.000Z';

for (const backend of backends) {
  describe(`One test in the channel, on ${backend}`, function () {
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
      await desk.room.alertHere(channel, {}, ana);
    });
    afterEach(() => desk.stop());

    const held = (person: string, policy: string | null, reason = 'Bulk') =>
      facts.quarantined(`${person}@x.example`, sentAt, { id: `${person}|${policy}`, message: 'm1', policy, reason });
    const withoutCause = (person: string) => held(person, null, 'unknown reason');
    const released = (person: string) => ({ ...facts.cleared(`${person}@x.example`, sentAt), message: 'm1' });
    const cards = () => sent(desk.bench).posts.filter((body) => body.includes('AdaptiveCard'));
    const counts = (alert: Alert) => causesOf(alert).map(({ policy, affected }) => [policy, affected.count]);

    async function only() {
      const [alert, ...more] = await desk.room.open();
      assert.ok(alert);
      assert.deepEqual(more, []);
      return alert;
    }

    async function toldOf(...list: Parameters<AlertDesk['tell']>) {
      await desk.tell(...list);
      await desk.deliver();
    }

    it('is one card for all that is held, whatever policies hold it, and another for what went to Junk Email', async () => {
      await toldOf(
        held('a', 'Retail stores anti-spam'),
        held('b', 'EU offices anti-spam', 'Spam'),
        held('c', 'Strict Preset Security Policy'),
        facts.junked('d@x.example', sentAt),
        facts.junked('e@x.example', sentAt),
      );
      assert.equal(cards().length, 2);
      const [card = ''] = cards().filter((body) => body.includes('is in quarantine'));
      assert.match(card, /3 people have it in quarantine/);
      for (const words of [/Retail stores anti-spam – Bulk/, /EU offices anti-spam – Spam/, /Strict preset – Bulk/])
        assert.match(card, words);
      assert.deepEqual(sent(desk.bench).replies, []);
    });

    it('changes in place when causes are found late, and the thread hears of each once', async () => {
      await toldOf(withoutCause('a'), withoutCause('b'), withoutCause('c'));
      const { id } = await only();
      await toldOf(held('a', 'Strict'), held('b', 'Strict'));
      await toldOf(held('c', 'Default', 'Spam'));
      const alert = await only();
      assert.equal(alert.id, id);
      assert.deepEqual(counts(alert), [
        ['Strict', 2],
        ['Default', 1],
      ]);
      assert.equal(cards().length, 1);
      assert.deepEqual(sent(desk.bench).replies, [
        'The cause is known now: Strict – Bulk.',
        'The cause is known now: Default – Spam.',
      ]);
    });

    it('tells all causes that are found at once in one reply', async () => {
      await toldOf(held('a', 'Strict'));
      await toldOf(held('b', 'Strict'), held('c', 'Default', 'Spam'), held('d', 'EU offices'), held('e', 'EU offices'));
      assert.deepEqual(sent(desk.bench).replies, [
        'Now 5 people have it in quarantine. New causes: EU offices – Bulk; Default – Spam.',
      ]);
    });

    it('stays open while one cause holds mail, ends with the last, and opens again as the same card', async () => {
      await toldOf(held('a', 'Strict'), held('b', 'Default', 'Spam'));
      await toldOf(released('a'));
      const alert = await only();
      assert.match(sent(desk.bench).lastCard, /1 person, has it now/);
      await toldOf(released('b'));
      assert.deepEqual(await desk.room.open(), []);
      assert.match(sent(desk.bench).lastCard, /Resolved/);
      await desk.pass(5);
      await toldOf(held('c', 'Default', 'Spam'));
      const again = await only();
      assert.deepEqual([again.id, again.state, again.affected.count], [alert.id, 'reopened', 3]);
      assert.equal(cards().length, 1);
    });

    it('is escalated, snoozed and resolved as a whole', async () => {
      await toldOf(held('a', 'Strict'), held('b', 'Default', 'Spam'));
      const { id, revision } = await only();
      const press = { by: ana, at: desk.bench.clock.now().toISOString(), revision };
      await desk.room.press(id, { ...press, action: 'escalate' });
      assert.equal((await only()).state, 'escalated');
      await desk.room.press(id, { ...press, action: 'resolve', note: '' });
      assert.deepEqual(await desk.room.open(), []);
    });

    describe('with cases of a version that made one of each cause', () => {
      async function kept(id: string, policy: string | null, detail: string, people: string[], more: object = {}) {
        const addresses = people.map((person) => `${person}@x.example|m1`);
        const alert: Alert = {
          id,
          caseKey: ['campaign', campaign.id, 'quarantined', policy ?? '', detail]
            .map((part) => encodeURIComponent(part.toLowerCase()))
            .join('/'),
          reason: 'quarantined',
          severity: 'high',
          campaign,
          policy,
          detail,
          example: null,
          notes: [],
          expiresAt: null,
          state: 'open',
          revision: 1,
          affected: { count: people.length, cleared: 0, addresses, clearedAddresses: [] },
          openedAt: sentAt,
          changedAt: sentAt,
          lastTroubleAt: sentAt,
          troubleRevision: 1,
          acknowledged: null,
          assigned: null,
          resolved: null,
          snoozedUntil: null,
          step: 0,
          nextStepAt: null,
          ...more,
        };
        await inTenant(database.kysely, tenantId, (t) => saveAlert(t, tenantId, alert, 0, []));
      }

      // History is never removed, so each test has cases of its own.
      let first: string;
      let second: string;
      beforeEach(() => {
        [first, second] = [randomUUID(), randomUUID()];
      });

      const all = async () =>
        Object.fromEntries((await desk.room.open()).map((alert) => [alert.id, counts(alert)] as const));

      it('goes on in each of them, and opens no further one', async () => {
        await kept(first, 'Strict', 'Bulk', ['a']);
        await kept(second, 'Default', 'Spam', ['b']);
        await toldOf(held('c', 'Strict'), held('d', 'Default', 'Spam'), held('a', 'Strict'));
        assert.deepEqual(await all(), { [first]: [['Strict', 2]], [second]: [['Default', 2]] });
        await toldOf(held('e', 'EU offices'));
        const people = Object.values(await all()).flat();
        assert.deepEqual(people.map(([, count]) => count).sort(), [1, 2, 2]);
        await toldOf(...['a', 'b', 'c', 'd', 'e'].map(released));
        assert.deepEqual(await desk.room.open(), []);
      });

      it('finds late causes for their people where they are', async () => {
        await kept(first, null, 'unknown reason', ['a', 'b']);
        await toldOf(held('a', 'Strict'), held('b', 'Default', 'Spam'));
        assert.deepEqual(await all(), {
          [first]: [
            ['Default', 1],
            ['Strict', 1],
          ],
        });
      });

      it('opens the one of its cause again when nothing is open', async () => {
        const resolved = { by: ana, at: sentAt, revision: 2 };
        await kept(first, 'Strict', 'Bulk', ['a'], { state: 'resolved', resolved, revision: 2 });
        await toldOf(held('b', 'Strict'));
        const alert = await only();
        assert.deepEqual([alert.id, alert.state, alert.affected.count], [first, 'reopened', 2]);
      });

      it('shows policy and reason on the card as before', async () => {
        await kept(first, 'Strict', 'Bulk', ['a']);
        const { revision } = await only();
        const at = desk.bench.clock.now().toISOString();
        await desk.room.press(first, { action: 'acknowledge', by: ana, at, revision });
        await desk.deliver();
        assert.match(sent(desk.bench).lastCard, /"Strict"[\s\S]+"Bulk"/);
      });
    });
  });
}
