import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createAlertRoom } from '../../src/alerts/alert-room.ts';
import type { AlertDeps } from '../../src/alerts/deps.ts';
import { runAlertDigest } from '../../src/alerts/digest.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { takeIn } from '../../src/alerts/take-in.ts';
import { timeUp } from '../../src/alerts/time-up.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createSchedules } from '../support/alert-desk.ts';
import { ana, bo, facts } from '../support/alert-facts.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { aReference, channel, chat, type OutboxBench, startOutboxBench, tenantId } from '../support/outbox-bench.ts';

for (const backend of backends) {
  describe(`Alerts on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let bench: OutboxBench;
    let deps: AlertDeps;
    let timers: { data: object; milliseconds: number }[];
    let csm: string[];
    let schedules: ReturnType<typeof createSchedules>;
    let room: ReturnType<typeof createAlertRoom>;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      const tables = [
        'outbox',
        'posted_cards',
        'outbox_lanes',
        'conversations',
        'alerts',
        'alert_facts',
        'subscriptions',
      ] as const;
      await inTenant(database.kysely, tenantId, async (t) => {
        for (const table of tables) await t.deleteFrom(table).execute();
      });
      bench = await startOutboxBench(database);
      timers = [];
      csm = [];
      schedules = createSchedules();
      deps = {
        database,
        outbox: bench.outbox,
        timers: {
          async after(_t, _queue, data, milliseconds) {
            timers.push({ data, milliseconds });
          },
        },
        now: () => bench.clock.now(),
        newId: () => randomUUID(),
        async toCsm(_t, _tenant, { alert }) {
          csm.push(alert.id);
          return { id: 'ticket-1', number: 'CM-1000001' };
        },
      };
      room = createAlertRoom(deps, schedules.queue, tenantId);
    });
    afterEach(() => bench.connector.stop());

    const tell = (...list: AlertFact[]) => inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, list));
    const deliver = (conversationId = channel) => bench.deliver({ tenantId, conversationId });
    const posts = () => bench.connector.calls.filter((call) => call.method === 'POST');
    const updates = () => bench.connector.calls.filter((call) => call.method === 'PUT');
    const replies = () =>
      posts().flatMap((call) => (call.body.type === 'message' && call.body.text ? [call.body.text] : []));
    const lastCard = () =>
      JSON.stringify(
        bench.connector.calls.findLast((call) => JSON.stringify(call.body).includes('AdaptiveCard'))?.body,
      );

    const lastCardOf = (words: RegExp) =>
      JSON.stringify(updates().findLast((call) => words.test(JSON.stringify(call.body)))?.body ?? null);

    async function theAlert() {
      const [alert] = await room.open();
      assert.ok(alert);
      return alert;
    }

    it('posts one card for one case, keeps it in place, and tells history in its thread', async () => {
      await room.alertHere(channel, {}, ana);
      await tell(facts.quarantined('a@x.example'), facts.quarantined('b@x.example'));
      await deliver();
      assert.equal(posts().length, 1);
      assert.match(lastCard(), /2 people have it in quarantine/);
      assert.doesNotMatch(lastCard(), /x\.example/);
      const alert = await theAlert();
      const at = bench.clock.now().toISOString();
      await room.press(alert.id, { action: 'acknowledge', by: ana, at, revision: alert.revision });
      await deliver();
      assert.equal(updates().length, 1);
      assert.match(lastCard(), /Looked after/);
      assert.deepEqual(replies(), ['Ana looks after it.']);
      await tell(facts.allClear());
      await deliver();
      assert.ok(posts().some((call) => JSON.stringify(call.body).includes('All clear')));
      assert.ok(updates().some((call) => JSON.stringify(call.body).includes('Resolved')));
    });

    it('leaves the card open, with a word, when a later test passed that its people did not get', async () => {
      await room.alertHere(channel, {}, ana);
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      const { id, campaign } = await theAlert();
      const later = { campaign: { id: 'later', name: 'Town Hall' }, counts: { recipients: 1, inbox: 1 } };
      const unproven = [{ campaign: campaign?.id ?? '', troubled: 1, mended: 0 }];
      await tell(facts.allClear('2026-11-21T10:00:00.000Z', { ...later, clears: [], unproven }));
      await deliver();
      const alert = (await room.open()).find((one) => one.id === id);
      assert.equal(alert?.state, 'open');
      assert.match(lastCardOf(/Quarantine|quarantine/), /the person with trouble did not get it/);
      await tell(facts.allClear('2026-11-21T11:00:00.000Z', { ...later, clears: [campaign?.id] }));
      assert.ok(!(await room.open()).some((one) => one.id === id));
    });

    it('takes the same facts again without a word', async () => {
      await room.alertHere(channel, {}, ana);
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      assert.equal(bench.connector.calls.length, 1);
    });

    it('keeps nothing of facts whose transaction fails', async () => {
      await room.alertHere(channel, {}, ana);
      const failing = inTenant(database.kysely, tenantId, async (t) => {
        await takeIn(t, deps, tenantId, [facts.quarantined('a@x.example')]);
        throw new Error('stop');
      });
      await assert.rejects(failing, /stop/);
      await deliver();
      assert.deepEqual([await room.open(), bench.connector.calls], [[], []]);
      await tell(facts.quarantined('a@x.example'));
      assert.equal((await room.open()).length, 1);
    });

    it('gives twenty people who press at once one outcome each, and an audit row for every press', async () => {
      await tell(facts.quarantined('a@x.example'));
      const { id, revision } = await theAlert();
      const at = bench.clock.now().toISOString();
      const people = Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: `P${index}` }));
      const pressed = await Promise.all(
        people.map((by) => room.press(id, { action: 'assign', to: by, by, at, revision })),
      );
      const outcomes = pressed.map((one) => (one.found ? one.outcome : 'lost'));
      assert.deepEqual([...outcomes].sort(), ['done', ...Array.from({ length: 19 }, () => 'late')]);
      const winner = people[outcomes.indexOf('done')];
      for (const one of pressed) if (one.found && one.outcome === 'late') assert.equal(one.first?.by?.id, winner?.id);
      const rows = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('audit').selectAll().where('action', '=', 'alert.assign').execute(),
      );
      assert.equal(rows.length, 20);
      assert.equal(rows.filter((row) => row.outcome === 'done').length, 1);
    });

    it('goes one step further when nobody answers: a call by name, a second channel, the CSM', async () => {
      const second = '19:second@thread.tacv2';
      await bench.directory.remember(aReference(bench.connector.serviceUrl, second, 'channel'));
      const at = bench.clock.now().toISOString();
      const escalation = {
        afterMinutes: 30,
        mention: bo,
        secondConversationId: second,
        csm: true,
        csmBy: { ...ana, at },
      };
      await room.alertHere(channel, { escalation }, ana);
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      const { id } = await theAlert();
      assert.equal(timers[0]?.milliseconds, 30 * 60_000);
      await timeUp(deps, { tenantId, alertId: id });
      await deliver();
      assert.equal(replies().length, 0);
      for (let step = 0; step < 3; step += 1) {
        await bench.clock.advance(30 * 60_000);
        await timeUp(deps, { tenantId, alertId: id });
        await timeUp(deps, { tenantId, alertId: id });
        await deliver();
        await deliver(second);
      }
      const call = posts().find((one) => one.body.entities?.length > 0);
      assert.deepEqual(call?.body.entities, [
        { type: 'mention', text: '<at>Bo</at>', mentioned: { id: 'bo', name: 'Bo' } },
      ]);
      assert.equal(posts().filter((one) => one.body.channelData?.channel?.id === second).length, 1);
      assert.deepEqual(csm, [id]);
    });

    it('does not say that ContactMonkey was told where no way leads to it', async () => {
      const { toCsm: _none, ...alone } = deps;
      const escalation = { afterMinutes: 30, mention: null, secondConversationId: null, csm: true };
      await room.alertHere(channel, { escalation }, ana);
      await tell(facts.quarantined('a@x.example'));
      for (let step = 0; step < 3; step += 1) {
        await bench.clock.advance(30 * 60_000);
        await timeUp(alone, { tenantId, alertId: (await theAlert()).id });
      }
      const found = await room.find((await theAlert()).id);
      assert.deepEqual(found?.history.map(({ words }) => words).slice(1), [
        'Nobody has answered, so somebody was called.',
      ]);
    });

    it('brings a copy of a card up to date from the moment that somebody presses on it', async () => {
      await room.alertHere(channel, {}, ana);
      await tell(facts.quarantined('a@x.example'));
      bench.connector.fail({ status: 503, times: 1, delivered: true });
      await bench.until(deliver());
      await bench.until(deliver());
      const ids = posts().map((call) => call.answer?.id ?? '');
      assert.equal(ids.length, 2);
      const { id, revision } = await theAlert();
      const at = bench.clock.now().toISOString();
      for (const messageId of ids) await room.seen(id, channel, messageId);
      await room.press(id, { action: 'acknowledge', by: ana, at, revision });
      await bench.until(deliver());
      const updated = updates().filter((call) => JSON.stringify(call.body).includes('Looked after'));
      assert.deepEqual(updated.map((call) => call.path.split('/').at(-1)).sort(), [...ids].sort());
    });

    it('wakes a snoozed case in time', async () => {
      await tell(facts.quarantined('a@x.example'));
      const { id, revision } = await theAlert();
      const at = bench.clock.now();
      const until = new Date(at.getTime() + 3_600_000).toISOString();
      await room.press(id, { action: 'snooze', until, by: ana, at: at.toISOString(), revision });
      assert.equal(timers.at(-1)?.milliseconds, 3_600_000);
      await bench.clock.advance(3_600_000);
      await timeUp(deps, { tenantId, alertId: id });
      assert.equal((await theAlert()).state, 'open');
    });

    it('waits for the end of quiet hours with what can wait, and shows it then as it is by then', async () => {
      const quiet = { from: '08:00', to: '10:00', timeZone: 'UTC' };
      await room.alertHere(channel, { quiet }, ana);
      await tell(facts.junked('a@x.example'));
      await deliver();
      await tell(facts.junked('b@x.example'));
      await deliver();
      assert.equal(bench.connector.calls.length, 0);
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      assert.equal(posts().length, 1);
      await bench.clock.advance(3_600_000);
      await deliver();
      assert.equal(posts().length, 2);
      assert.match(lastCard(), /2 people have it in Junk Email/);
    });

    it('shows what is open to a place that asks later, moves, lists and stops', async () => {
      await tell(facts.quarantined('a@x.example'));
      await room.alertHere(chat, {}, ana);
      await deliver(chat);
      assert.equal(posts().length, 1);
      assert.notEqual(await room.move(chat, channel, ana), null);
      await deliver();
      assert.equal(posts().length, 2);
      const [place] = await room.places();
      assert.deepEqual([place?.conversationId, place?.kind, place?.state], [channel, 'channel', 'active']);
      assert.equal(await room.stop(channel, ana), true);
      assert.equal(await room.stop(channel, ana), false);
      await tell(facts.junked('a@x.example'));
      await deliver();
      assert.equal(posts().length, 2);
    });

    it('keeps a card true where alerts were stopped', async () => {
      await room.alertHere(channel, {}, ana);
      await tell(facts.quarantined('a@x.example'));
      await deliver();
      await room.stop(channel, ana);
      await tell(facts.cleared('a@x.example'));
      await deliver();
      assert.match(lastCard(), /Resolved/);
    });

    it('sums up in a digest what is not worth a card, and tells it once', async () => {
      const digest = { at: '08:00', days: ['monday' as const, 'friday' as const], timeZone: 'Europe/Berlin' };
      await room.alertHere(channel, { digest }, ana);
      assert.deepEqual(
        [...schedules.kept.values()].map(({ cron, timezone }) => [cron, timezone]),
        [['0 8 * * 1,5', 'Europe/Berlin']],
      );
      await tell(facts.junked('a@x.example'));
      await deliver();
      assert.equal(posts().length, 0);
      const job = { tenantId, conversationId: channel };
      assert.equal(await runAlertDigest(deps, job, 'j1'), 'posted');
      assert.equal(await runAlertDigest(deps, job, 'j1'), 'posted');
      await deliver();
      assert.equal(posts().length, 1);
      assert.match(lastCard(), /Alerts: 1 open/);
      await room.alertHere(channel, { digest: null }, ana);
      assert.equal(schedules.kept.size, 0);
      assert.equal(await runAlertDigest(deps, job, 'j2'), 'gone');
    });
  });
}
