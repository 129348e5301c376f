import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createAlertRoom } from '../../../src/alerts/alert-room.ts';
import type { AlertDeps } from '../../../src/alerts/deps.ts';
import { takeIn } from '../../../src/alerts/take-in.ts';
import type { Database } from '../../../src/store/database.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { connectorFailures } from '../../crash/fault-lists.ts';
import { ana, facts } from '../../support/alert-facts.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import type { Failure } from '../../support/fake-connector.ts';
import { aReference, type OutboxBench, startOutboxBench, tenantId } from '../../support/outbox-bench.ts';

const channels = ['19:a@thread.tacv2', '19:b@thread.tacv2'];
const campaigns = [1, 2, 3].map((number) => ({ id: `faulty-${number}`, name: `Faulty ${number}` }));
const rounds = 120;

/** Everything that Teams documents and a network does, the pauses longer than those of the clock's steps among them. */
const failures: Failure[] = [...connectorFailures, { status: 429, retryAfterSeconds: 20, times: 2 }];

for (const backend of backends) {
  describe(`Alerts while Teams fails in every way it knows, on ${backend}`, function () {
    this.timeout(120_000);
    let database: Database;
    let bench: OutboxBench;

    before(async () => {
      database = await openTestDatabase(backend);
      bench = await startOutboxBench(database);
    });
    after(async () => {
      await bench.connector.stop();
      await database.close();
    });

    it('end in the true state, with nothing lost and nothing gone back', async () => {
      const timers = { after: async () => {} };
      const deps: AlertDeps = {
        database,
        outbox: bench.outbox,
        timers,
        now: () => bench.clock.now(),
        newId: () => randomUUID(),
      };
      const queue = {
        schedule: async () => {},
        unschedule: async () => {},
        getSchedules: async () => [],
        previewSchedule: () => [],
        work: async () => '',
      };
      const room = createAlertRoom(deps, queue, tenantId);
      let seed = 7;
      const next = () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed / 2_147_483_647;
      };
      await heardOf();
      for (const id of channels) await room.alertHere(id, {}, ana);
      for (let round = 0; round < rounds; round += 1) {
        const at = bench.clock.now().toISOString();
        const campaign = campaigns[Math.floor(next() * campaigns.length)];
        const fact =
          round % 15 === 14 ? facts.allClear(at) : facts.quarantined(`r${round}@x.example`, at, { campaign });
        await inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, [fact]));
        const failure = failures[round % failures.length];
        if (failure !== undefined && next() < 0.8) bench.connector.fail(failure);
        for (const conversationId of channels) await bench.until(bench.deliver({ tenantId, conversationId }));
        await bench.clock.advance(5000 + next() * 60_000);
        if (round % 7 === 6) await heardOf();
      }
      await settle();
      for (const campaign of campaigns) {
        const at = bench.clock.now().toISOString();
        const fact = facts.quarantined('last@x.example', at, { campaign, id: `last ${campaign.id}` });
        await inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, [fact]));
      }
      await settle();
      const alerts = await inTenant(database.kysely, tenantId, (t) => t.selectFrom('alerts').selectAll().execute());
      const posted = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('posted_cards').selectAll().execute(),
      );
      const waiting = await bench.rows();
      assert.deepEqual(
        waiting.filter((row) => row.state === 'waiting' || row.state === 'failed'),
        [],
      );
      assert.equal(alerts.length, 4);
      for (const alert of alerts) {
        for (const conversationId of channels) {
          const card = posted.find(
            (row) => row.conversation_id === conversationId && row.card_key === `alert/${alert.id}`,
          );
          assert.ok(card?.activity_id, `${conversationId} shows no card of ${alert.case_key}`);
          const versions = versionsOf(card.activity_id);
          if (alert.content.reason !== 'passed') assert.equal(versions.at(-1), alert.revision);
          const numbers = versions.filter((version) => typeof version === 'number');
          assert.deepEqual(
            numbers,
            [...numbers].sort((one, other) => one - other),
          );
        }
      }
    });

    /** The bot is heard of in every channel, as when it is installed again. */
    async function heardOf(): Promise<void> {
      for (const id of channels) await bench.directory.remember(aReference(bench.connector.serviceUrl, id, 'channel'));
    }

    async function settle(): Promise<void> {
      bench.connector.healed();
      for (let turn = 0; turn < 12; turn += 1) {
        await bench.clock.advance(700_000);
        await heardOf();
        for (const conversationId of channels) await bench.until(bench.deliver({ tenantId, conversationId }));
      }
    }

    /** What a message showed, in order: the number of the version, or words where the card was too big. */
    function versionsOf(activityId: string): (number | string)[] {
      return bench.connector.calls
        .filter((call) => call.answer?.id !== undefined)
        .filter((call) =>
          call.method === 'PUT' ? call.path.endsWith(`/${activityId}`) : call.answer?.id === activityId,
        )
        .map((call) => {
          const text = JSON.stringify(call.body);
          const [, version] = /Version (\d+)\./.exec(text) ?? [];
          return version === undefined ? 'short' : Number(version);
        });
    }
  });
}
