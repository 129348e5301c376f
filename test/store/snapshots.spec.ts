import assert from 'node:assert/strict';
import { keptAudience, saveAudience } from '../../src/store/audiences.ts';
import type { Database } from '../../src/store/database.ts';
import { digestTold, keptDigests, removeDigest, saveDigest } from '../../src/store/digests.ts';
import {
  latestSnapshot,
  listSnapshots,
  oldestSnapshot,
  pruneSnapshots,
  saveSnapshot,
  snapshotAt,
  snapshotBefore,
} from '../../src/store/snapshots.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { addWaiver, listWaivers, withdrawWaiver } from '../../src/store/waivers.ts';
import { backends, openTestDatabase } from '../support/database.ts';

const ana = { id: 'ana-id', name: 'Ana' };

function file(takenAt: string, threshold: number, more: Record<string, unknown> = {}) {
  return {
    takenAt,
    notRead: [],
    'Get-HostedContentFilterPolicy': [{ Name: 'Default', BulkThreshold: threshold, ...more }],
  };
}

for (const backend of backends) {
  describe(`Snapshots on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('are kept once as long as nothing that counts changes, and say when that was last so', async () => {
      const first = await saveSnapshot(database, 'same', file('2026-11-01T08:00:00Z', 7, { OriginatingServer: 'DC1' }));
      const again = await saveSnapshot(database, 'same', file('2026-11-02T08:00:00Z', 7, { OriginatingServer: 'DC2' }));
      assert.deepEqual([first.isNew, again.isNew, again.id], [true, false, first.id]);
      const [only, ...others] = await listSnapshots(database, 'same');
      assert.deepEqual(others, []);
      assert.equal(only?.takenAt.toISOString(), '2026-11-01T08:00:00.000Z');
      assert.equal(only?.lastSeenAt.toISOString(), '2026-11-02T08:00:00.000Z');
      const latest = await latestSnapshot(database, 'same');
      assert.equal(latest?.file.takenAt, '2026-11-02T08:00:00.000Z');
      assert.deepEqual(latest?.file['Get-HostedContentFilterPolicy'], [
        { Name: 'Default', BulkThreshold: 7, OriginatingServer: 'DC2' },
      ]);
    });

    it('give what held at a time, and what held before', async () => {
      for (const [at, threshold] of [
        ['2026-11-01T08:00:00Z', 7],
        ['2026-11-03T08:00:00Z', 5],
        ['2026-11-05T08:00:00Z', 7],
      ] as const) {
        await saveSnapshot(database, 'at', file(at, threshold));
      }
      const thresholdAt = async (at: string) => {
        const found = await snapshotAt(database, 'at', new Date(at));
        const [row] = (found?.file['Get-HostedContentFilterPolicy'] ?? []) as { BulkThreshold?: number }[];
        return row?.BulkThreshold ?? null;
      };
      assert.equal(await thresholdAt('2026-10-31T00:00:00Z'), null);
      assert.equal(await thresholdAt('2026-11-02T00:00:00Z'), 7);
      assert.equal(await thresholdAt('2026-11-03T08:00:00Z'), 5);
      assert.equal(await thresholdAt('2027-01-01T00:00:00Z'), 7);
      const latest = await latestSnapshot(database, 'at');
      assert.ok(latest);
      assert.equal((await snapshotBefore(database, 'at', latest))?.takenAt.toISOString(), '2026-11-03T08:00:00.000Z');
      assert.equal((await oldestSnapshot(database, 'at'))?.takenAt.toISOString(), '2026-11-01T08:00:00.000Z');
    });

    it('are one row when two readers save the same at once', async () => {
      const saves = Array.from({ length: 8 }, () => saveSnapshot(database, 'race', file('2026-11-01T08:00:00Z', 7)));
      const results = await Promise.all(saves);
      assert.equal(results.filter(({ isNew }) => isNew).length, 1);
      assert.equal((await listSnapshots(database, 'race')).length, 1);
    });

    it('belong to one tenant', async () => {
      await saveSnapshot(database, 'mine', file('2026-11-01T08:00:00Z', 7));
      assert.equal(await latestSnapshot(database, 'theirs'), null);
      assert.equal(await pruneSnapshots(database, 'theirs', new Date('2028-01-01T00:00:00Z')), 0);
    });

    it('keep text that PostgreSQL would refuse', async () => {
      await saveSnapshot(database, 'odd', file('2026-11-01T08:00:00Z', 7, { Comments: 'a\0b\ud800' }));
      const latest = await latestSnapshot(database, 'odd');
      const [row] = (latest?.file['Get-HostedContentFilterPolicy'] ?? []) as { Comments?: string }[];
      assert.equal(row?.Comments, 'a\ufffdb\ufffd');
    });

    it('are thinned to one a day after a week and removed after 90 days, save the one that held then', async () => {
      const now = new Date('2026-11-21T12:00:00Z');
      const times = [
        '2026-08-01T08:00:00Z',
        '2026-08-20T08:00:00Z', // held 90 days ago, on 23 August
        '2026-09-01T08:00:00Z',
        '2026-09-01T23:59:59Z',
        '2026-11-20T08:00:00Z',
        '2026-11-20T09:00:00Z',
      ];
      for (const [index, at] of times.entries()) await saveSnapshot(database, 'old', file(at, index));
      assert.equal(await pruneSnapshots(database, 'old', now), 2);
      const left = (await listSnapshots(database, 'old')).map(({ takenAt }) => takenAt.toISOString().slice(0, 19));
      assert.deepEqual(left, [
        '2026-11-20T09:00:00',
        '2026-11-20T08:00:00',
        '2026-09-01T23:59:59',
        '2026-08-20T08:00:00',
      ]);
      assert.equal(await pruneSnapshots(database, 'old', now), 0);
    });
  });

  describe(`Waivers on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    const at = new Date('2026-11-01T08:00:00Z');
    const until = new Date('2026-12-01T00:00:00Z');
    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('hold from their first moment to before their last', async () => {
      await addWaiver(database, 'a', {
        findingKey: 'bulk|default',
        reason: 'Agreed with security.',
        by: ana,
        at,
        until,
      });
      const holding = async (time: string) => (await listWaivers(database, 'a', { at: new Date(time) })).length;
      assert.deepEqual([await holding('2026-11-01T07:59:59Z'), await holding('2026-11-01T08:00:00Z')], [0, 1]);
      assert.deepEqual([await holding('2026-11-30T23:59:59Z'), await holding('2026-12-01T00:00:00Z')], [1, 0]);
      assert.deepEqual(await listWaivers(database, 'b'), []);
    });

    it('take the place of the one before for the same finding, also when two press at once', async () => {
      const waiver = { findingKey: 'zap', reason: 'First.', by: ana, until };
      const presses = [0, 1, 2, 3].map((second) =>
        addWaiver(database, 'c', { ...waiver, at: new Date(at.getTime() + second * 1000) }),
      );
      await Promise.all(presses);
      const later = new Date('2026-11-02T00:00:00Z');
      assert.equal((await listWaivers(database, 'c', { at: later })).length, 1);
      assert.equal((await listWaivers(database, 'c')).length, 4);
    });

    it('end when they are withdrawn, and stay in the history with who did it', async () => {
      await addWaiver(database, 'd', { findingKey: 'zap', reason: 'First.', by: ana, at, until });
      const withdrawal = { findingKey: 'zap', by: { id: 'bo-id', name: 'Bo' }, at: new Date('2026-11-05T00:00:00Z') };
      assert.equal((await withdrawWaiver(database, 'd', withdrawal))?.reason, 'First.');
      assert.equal(await withdrawWaiver(database, 'd', withdrawal), null);
      assert.equal((await listWaivers(database, 'd', { at: new Date('2026-11-04T00:00:00Z') })).length, 1);
      assert.equal((await listWaivers(database, 'd', { at: new Date('2026-11-06T00:00:00Z') })).length, 0);
      const audit = await inTenant(database.kysely, 'd', (t) =>
        t.selectFrom('audit').select(['action', 'actor_name']).orderBy('at').execute(),
      );
      assert.deepEqual(audit, [
        { action: 'policy.waive', actor_name: 'Ana' },
        { action: 'policy.waiver.withdraw', actor_name: 'Bo' },
      ]);
    });
  });

  describe(`Audiences and digests on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('remember people with the date they were found, the newest finding only', async () => {
      const found = { readAt: new Date('2026-11-01T08:00:00Z'), addresses: ['ann@contoso.com'], notRead: [] };
      await saveAudience(database, 'a', 'history', { ...found, addresses: [] });
      await saveAudience(database, 'a', 'history', found);
      assert.deepEqual(await keptAudience(database, 'a', 'history'), found);
      assert.equal(await keptAudience(database, 'b', 'history'), null);
    });

    it('keep one digest for a conversation, whose times can change', async () => {
      const wish = { conversationId: 'c1', createdBy: 'ana-id', at: new Date('2026-11-01T08:00:00Z') };
      const first = await saveDigest(database, 'a', {
        ...wish,
        cron: '0 8 * * 1',
        timeZone: 'Europe/Berlin',
        onlyNews: false,
      });
      const told = new Date('2026-11-02T07:00:00Z');
      await digestTold(database, 'a', first.id, told);
      await digestTold(database, 'a', first.id, new Date('2026-11-01T00:00:00Z'));
      await saveDigest(database, 'a', { ...wish, cron: '0 9 * * 1', timeZone: 'Asia/Tokyo', onlyNews: true });
      const [kept, ...others] = await keptDigests(database, 'a');
      assert.deepEqual(others, []);
      assert.deepEqual(
        [kept?.id, kept?.cron, kept?.timeZone, kept?.onlyNews, kept?.toldUpTo],
        [first.id, '0 9 * * 1', 'Asia/Tokyo', true, told],
      );
      assert.equal((await removeDigest(database, 'a', 'c1'))?.id, first.id);
      assert.equal(await removeDigest(database, 'a', 'c1'), null);
    });
  });
}
