import assert from 'node:assert/strict';
import { entryFacts, type KnownEntry, readAllowEntries } from '../../src/alerts/upkeep/allow-entries.ts';
import { keepUp } from '../../src/alerts/upkeep/upkeep.ts';
import { newWatchState } from '../../src/campaigns/watch/watch-state.ts';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import type { AllowEntry } from '../../src/defender/gaps/allow-entries.ts';
import { type NotRead, NotReadError } from '../../src/defender/reading.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import type { Row, TenantReader } from '../../src/microsoft365/tenant-reader.ts';
import { createSandboxTenant } from '../../src/sandbox/tenant.ts';
import { saveWatchState } from '../../src/store/campaigns.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type AlertDesk, clearAlerts, sent, startAlertDesk } from '../support/alert-desk.ts';
import { ana, facts } from '../support/alert-facts.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { channel, tenantId } from '../support/outbox-bench.ts';

const day = 86_400_000;
const profile = parseSenderProfile({
  regions: ['us'],
  senders: [{ address: 'news@contoso.example', path: 'email-delivery' }],
}).profile;

for (const backend of backends) {
  describe(`The upkeep of alerts, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let desk: AlertDesk;
    let rows: Row[];
    let failing: NotRead | null;
    let calls: number;
    let tenant: TenantReader;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      await clearAlerts(database);
      await inTenant(database.kysely, tenantId, async (t) => {
        for (const table of ['alert_upkeep', 'campaign_watches', 'alert_history'] as const)
          if (table !== 'alert_history') await t.deleteFrom(table).execute();
      });
      desk = await startAlertDesk(database);
      rows = [];
      failing = null;
      calls = 0;
      tenant = {
        ...fakeTenantReader({}).reader,
        tenantId,
        async cmdlet(_name, parameters) {
          calls += 1;
          if (failing !== null) throw new NotReadError(failing);
          return rows
            .filter(({ ListType }) => ListType === parameters?.ListType)
            .map(({ ListType: _list, ...row }) => row);
        },
      };
      await desk.room.alertHere(channel, {}, ana);
    });
    afterEach(() => desk.stop());

    const inDays = (days: number) => new Date(desk.bench.clock.now().getTime() + days * day).toISOString();
    const allow = (Value: string, ExpirationDate: string | null, more: Row = {}): Row => ({
      ListType: Value.includes('/') ? 'Url' : 'Sender',
      Value,
      Action: 'Allow',
      ExpirationDate,
      ...more,
    });
    const polled = (blind = false) =>
      inTenant(database.kysely, tenantId, (t) => {
        const why = { what: 'the trace', kind: 'throttled' as const, sentence: 'S.', advice: 'A.' };
        const state = { ...newWatchState, blind: blind ? { since: desk.bench.clock.now().toISOString(), why } : null };
        return saveWatchState(t, tenantId, state, desk.bench.clock.now());
      });
    const startedAt = new Date(0);
    async function up(started = startedAt) {
      await keepUp({ deps: desk.deps, tenant, profile, startedAt: started });
      await desk.deliver();
    }
    /** Days go by with the watch at work. */
    async function days(count: number) {
      await desk.bench.clock.advance(count * day);
      await polled();
      await up();
    }

    it('says a week and a day before that an allow entry of the campaigns runs out, and when it has', async () => {
      rows = [
        allow('tk.cmnky.co/api/v1/*', inDays(9)),
        allow('news@contoso.example', inDays(40)),
        allow('elsewhere.example/*', inDays(1)),
      ];
      await polled();
      await up();
      assert.deepEqual(await desk.room.open(), []);
      await days(3);
      const [alert] = await desk.room.open();
      assert.deepEqual(
        [alert?.reason, alert?.severity, alert?.detail],
        ['allowEntryExpiring', 'low', 'Url: tk.cmnky.co/api/v1/*'],
      );
      assert.match(sent(desk.bench).lastCard, /runs out within seven days/);
      await days(1);
      assert.equal((await desk.room.open())[0]?.revision, alert?.revision);
      await days(4.5);
      assert.equal((await desk.room.open())[0]?.severity, 'medium');
      assert.match(sent(desk.bench).replies.join(), /runs out within a day/);
      rows = rows.slice(1);
      await days(1);
      assert.match(sent(desk.bench).replies.join(), /It has run out: mail that needed it is held/);
      assert.equal(sent(desk.bench).posts.filter((body) => body.includes('AdaptiveCard')).length, 1);
      assert.equal(sent(desk.bench).posts.filter((body) => body.includes('AdaptiveCard')).length, 1);
    });

    it('ends the case when the entry was renewed, and opens it again when it is taken out of the list', async () => {
      rows = [allow('tk.cmnky.co/api/v1/*', null, { RemoveAfter: 45, LastUsedDate: inDays(-40) })];
      await polled();
      await up();
      assert.equal((await desk.room.open()).length, 1);
      rows = [allow('tk.cmnky.co/api/v1/*', null, { RemoveAfter: 45, LastUsedDate: inDays(0) })];
      await days(1);
      assert.deepEqual(await desk.room.open(), []);
      assert.match(sent(desk.bench).replies.join(), /It stays until/);
      rows = [];
      await days(1);
      const [alert] = await desk.room.open();
      assert.equal(alert?.state, 'reopened');
      assert.match(alert?.notes.join() ?? '', /not in the list any more/);
      rows = [allow('tk.cmnky.co/api/v1/*', null)];
      await days(1);
      assert.deepEqual(await desk.room.open(), []);
    });

    it('reads the list a few times a day, with two calls, however often it looks after the rest', async () => {
      await polled();
      for (let minutes = 0; minutes < 60; minutes += 5) {
        await up();
        await desk.bench.clock.advance(5 * 60_000);
        await polled();
      }
      assert.equal(calls, 2);
    });

    it('takes a list that could not be read for no news, says so after the second time, and closes that by itself', async () => {
      rows = [allow('tk.cmnky.co/api/v1/*', inDays(30))];
      await polled();
      await up();
      failing = {
        what: 'the allow list',
        kind: 'noPermission',
        sentence: 'Exchange refused.',
        advice: 'Assign the role.',
      };
      await days(1);
      assert.deepEqual(await desk.room.open(), []);
      await days(1);
      const [blind, ...more] = await desk.room.open();
      assert.deepEqual(
        [blind?.reason, blind?.severity, blind?.notes, more],
        ['watchBlind', 'medium', ['Exchange refused.', 'Assign the role.'], []],
      );
      failing = null;
      await days(1);
      assert.deepEqual(await desk.room.open(), []);
    });

    it('says so when the watch does not run, and closes that when it runs again', async () => {
      await polled();
      await up();
      await desk.bench.clock.advance(16 * 60_000);
      await up(desk.bench.clock.now());
      assert.deepEqual(await desk.room.open(), [], 'a process that just began waits for the first look');
      await up();
      const [silent] = await desk.room.open();
      assert.deepEqual([silent?.reason, silent?.detail, silent?.severity], ['watchBlind', 'the watch itself', 'high']);
      assert.match(silent?.notes[0] ?? '', /does not run\. Its last look was at/);
      await up();
      assert.equal((await desk.room.open()).length, 1);
      await polled();
      await up();
      assert.deepEqual(await desk.room.open(), []);
    });

    it('closes the alert of a blind watch that sees again, whatever became of the news of it', async () => {
      await desk.tell(facts.blind());
      await polled(true);
      await up();
      assert.equal((await desk.room.open()).length, 1);
      await desk.bench.clock.advance(60_000);
      await polled();
      await up();
      assert.deepEqual(await desk.room.open(), []);
    });

    it('does what a lost timer should have done', async () => {
      await desk.tell(facts.quarantined('a@x.example'));
      desk.timers.length = 0;
      await desk.bench.clock.advance(40 * 60_000);
      await polled();
      await up();
      assert.equal((await desk.room.open())[0]?.state, 'escalated');
    });

    it('forgets marks of facts after 90 days and the people of cases that are long over after 180, and no numbers', async () => {
      await desk.tell(facts.quarantined('a@x.example'), facts.cleared('a@x.example'), facts.junked('b@x.example'));
      const marks = () =>
        inTenant(database.kysely, tenantId, (t) => t.selectFrom('alert_facts').select('id').execute());
      await days(89);
      assert.equal((await marks()).length, 3);
      await days(2);
      assert.equal((await marks()).length, 0);
      await days(100);
      const all = await desk.room.since(new Date(0));
      const over = all.find(({ state }) => state === 'resolved');
      const open = all.find(({ reason }) => reason === 'junked');
      assert.deepEqual([over?.affected.addresses, over?.affected.count], [[], 1]);
      assert.deepEqual(
        over?.causes?.map(({ affected }) => [affected.addresses, affected.count]),
        [[[], 1]],
      );
      assert.deepEqual(open?.affected.addresses, ['b@x.example']);
      const found = await desk.room.find(over?.id ?? '');
      assert.ok((found?.history.length ?? 0) > 0);
    });
  });
}

describe('Allow entries over time', () => {
  const now = new Date('2026-11-21T09:00:00.000Z');
  const entry = (endsAt: number | null): AllowEntry => ({
    listType: 'Url',
    where: 'Url',
    value: 'tk.cmnky.co/*',
    endsAt,
    rolling: false,
    note: null,
  });

  it('are told once for each stage, also when the process was away in between', () => {
    let known: KnownEntry[] = [];
    const told: string[] = [];
    for (const hours of [400, 160, 159, 20, 19, 0, -5]) {
      const result = entryFacts(known, [entry(now.getTime() + hours * 3_600_000)], now);
      known = result.known;
      for (const fact of result.facts) told.push(fact.kind === 'allowEntryExpiring' ? fact.stage : fact.kind);
    }
    assert.deepEqual(told, ['week', 'day', 'expired']);
    assert.deepEqual(
      entryFacts([], [entry(now.getTime() + 3_600_000)], now).facts.map((fact) => 'stage' in fact && fact.stage),
      ['day'],
    );
  });

  it('are read from a tenant over the wire', async function () {
    this.timeout(30_000);
    const sandbox = await createSandboxTenant({ quarantineSize: 10 });
    try {
      const { urls, clientId, clientSecret } = sandbox;
      const credential = { kind: 'secret' as const, clientId, secret: clientSecret };
      const at = { entraUrl: urls.entra, exchangeUrl: urls.exchange, graphUrl: urls.graph };
      const reader = createTenantReader({ tenantId: sandbox.tenantId, ...at, credential });
      const about = { senders: [{ address: 'benefits@healthplan.example', path: null }] };
      const found = await readAllowEntries(reader, about, new Date(sandbox.clock.now()));
      assert.deepEqual(
        found.map(({ listType, value, rolling }) => [listType, value, rolling]),
        [['Sender', 'benefits@healthplan.example', true]],
      );
    } finally {
      await sandbox.close();
    }
  });
});
