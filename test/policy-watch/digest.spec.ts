import assert from 'node:assert/strict';
import type { PolicyDigest } from '../../src/policy-watch/digest.ts';
import {
  type DigestPorts,
  digestQueue,
  listDigests,
  runDigest,
  startDigests,
  subscribeDigest,
  unsubscribeDigest,
} from '../../src/policy-watch/digest-schedule.ts';
import { DigestTimesError, nextTimes, weeklyCron } from '../../src/policy-watch/digest-times.ts';
import { waive } from '../../src/policy-watch/waivers.ts';
import type { Database } from '../../src/store/database.ts';
import { openJobs } from '../../src/store/jobs.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { aWatchedTenant, minutesAfter, monday, type WatchedTenant } from './watched-tenant.ts';

const berlin = { cron: '0 8 * * 1', timeZone: 'Europe/Berlin', onlyNews: false };
const channel = { conversationId: '19:channel@thread.tacv2', createdBy: 'ana-id', now: monday };

for (const backend of backends) {
  describe(`The digest of a channel on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let queue: Awaited<ReturnType<typeof openJobs>>;
    const faults: Error[] = [];
    before(async () => {
      database = await openTestDatabase(backend);
      queue = await openJobs(database, { queues: [digestQueue], onError: (error) => faults.push(error) });
    });
    after(async () => {
      await queue.stop({ graceful: false });
      await database.close();
      assert.deepEqual(faults, []);
    });

    function channelOf(watched: WatchedTenant) {
      const posts: { conversationId: string; digest: PolicyDigest; key: string }[] = [];
      const clock = { now: monday };
      const { tenantId } = watched.deps.tenant;
      const ports: DigestPorts<PolicyDigest> = {
        database,
        queue,
        tenantIds: [tenantId],
        depsOf: (id) => (id === tenantId ? watched.deps : null),
        answerOf: (digest) => digest,
        post: async ({ conversationId }, digest, key) => void posts.push({ conversationId, digest, key }),
        now: () => clock.now,
      };
      const run = (subscriptionId: string, id = 'job-1') =>
        runDigest(ports, { id, data: { tenantId, subscriptionId } });
      return { posts, clock, tenantId, ports, run };
    }

    it('is scheduled in its time zone, once for a conversation, and can be changed and ended', async () => {
      const { tenantId, ports } = channelOf(aWatchedTenant(database));
      const { subscription, next } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel });
      assert.equal(next[0]?.toISOString(), '2026-11-23T07:00:00.000Z');
      await subscribeDigest(ports, tenantId, { ...berlin, cron: '30 9 * * 5', ...channel });
      const key = `${tenantId}/${subscription.id}`;
      const [scheduled, ...others] = await queue.getSchedules(digestQueue, key);
      assert.deepEqual(others, []);
      assert.deepEqual([scheduled?.cron, scheduled?.timezone], ['30 9 * * 5', 'Europe/Berlin']);
      const [listed] = await listDigests(ports, tenantId, monday);
      assert.equal(listed?.next[0]?.toISOString(), '2026-11-20T08:30:00.000Z');
      assert.equal((await unsubscribeDigest(ports, tenantId, channel.conversationId))?.id, subscription.id);
      assert.equal(await unsubscribeDigest(ports, tenantId, channel.conversationId), null);
      assert.deepEqual(await queue.getSchedules(digestQueue, key), []);
    });

    it('tells what changed since the last one, and which waivers end soon', async () => {
      const watched = aWatchedTenant(database);
      const { posts, clock, tenantId, ports, run } = channelOf(watched);
      const { subscription } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel });
      assert.equal(await run(subscription.id, 'first'), 'posted');
      const first = posts[0];
      assert.deepEqual([first?.conversationId, first?.key], [channel.conversationId, `${subscription.id}/first`]);
      assert.equal(first?.digest.changes, null);
      watched.row('Get-HostedContentFilterPolicy').MarkAsSpamWebBugsInHtml = 'On';
      clock.now = minutesAfter(monday, 7 * 24 * 60);
      const until = minutesAfter(clock.now, 24 * 60);
      await waive(database, tenantId, {
        findingKey: 'zap',
        reason: 'Agreed.',
        by: { id: 'a', name: 'Ana' },
        until,
        now: clock.now,
      });
      assert.equal(await run(subscription.id, 'second'), 'posted');
      const { changes, endingWaivers } = posts[1]?.digest ?? {};
      assert.equal(changes?.report?.from, monday.toISOString());
      assert.deepEqual(
        changes?.report?.changes.map(({ setting }) => setting),
        ['MarkAsSpamWebBugsInHtml'],
      );
      assert.deepEqual(
        endingWaivers?.map(({ findingKey }) => findingKey),
        ['zap'],
      );
    });

    it('is left out without news where only news is wanted', async () => {
      const watched = aWatchedTenant(database);
      const { posts, clock, tenantId, ports, run } = channelOf(watched);
      const { subscription } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel, onlyNews: true });
      assert.equal(await run(subscription.id), 'posted');
      clock.now = minutesAfter(monday, 24 * 60);
      assert.equal(await run(subscription.id), 'noNews');
      watched.row('Get-HostedContentFilterPolicy').BulkThreshold = 3;
      clock.now = minutesAfter(monday, 2 * 24 * 60);
      assert.equal(await run(subscription.id), 'posted');
      assert.equal(posts.length, 2);
    });

    it('is told again in full when it could not be posted', async () => {
      const watched = aWatchedTenant(database);
      const { posts, clock, tenantId, ports } = channelOf(watched);
      const { subscription } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel });
      const job = { id: 'job', data: { tenantId, subscriptionId: subscription.id } };
      await runDigest(ports, job);
      watched.row('Get-HostedContentFilterPolicy').BulkThreshold = 3;
      clock.now = minutesAfter(monday, 60);
      const failing = { ...ports, post: () => Promise.reject(new Error('Teams is away')) };
      await assert.rejects(runDigest(failing, job), /Teams is away/);
      clock.now = minutesAfter(monday, 120);
      await runDigest(ports, job);
      assert.equal(posts[1]?.digest.changes?.report?.changes.length, 1);
    });

    it('is gone after it was ended, or when its tenant is not served', async () => {
      const { posts, tenantId, ports, run } = channelOf(aWatchedTenant(database));
      assert.equal(await run('no-such-subscription'), 'gone');
      const { subscription } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel });
      const data = { tenantId: 'another', subscriptionId: subscription.id };
      assert.equal(await runDigest(ports, { id: 'job', data }), 'gone');
      assert.deepEqual(posts, []);
    });

    it('is brought in line with what was asked for at the start, and posted by the queue', async () => {
      const { posts, tenantId, ports } = channelOf(aWatchedTenant(database));
      const { subscription } = await subscribeDigest(ports, tenantId, { ...berlin, ...channel });
      const key = `${tenantId}/${subscription.id}`;
      const orphan = `${tenantId}/orphan`;
      await queue.unschedule(digestQueue, key);
      await queue.schedule(digestQueue, '0 8 * * *', {}, { key: orphan });
      await startDigests(ports);
      assert.equal((await queue.getSchedules(digestQueue, key)).length, 1);
      assert.deepEqual(await queue.getSchedules(digestQueue, orphan), []);
      await queue.send(digestQueue, { tenantId, subscriptionId: subscription.id });
      const deadline = Date.now() + 20_000;
      while (posts.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(
        posts.map(({ conversationId }) => conversationId),
        [channel.conversationId],
      );
      await queue.offWork(digestQueue);
    });

    it('keeps to the wall clock of its zone over a change of summer time, and refuses times that make no sense', () => {
      const preview: Parameters<typeof nextTimes>[1] = (cron, options) => queue.previewSchedule(cron, options);
      const daily = { cron: '0 8 * * *', timeZone: 'Europe/Berlin' };
      const times = nextTimes(daily, preview, new Date('2027-03-27T00:00:00Z')).map((time) => time.toISOString());
      assert.deepEqual(times.slice(0, 2), ['2027-03-27T07:00:00.000Z', '2027-03-28T06:00:00.000Z']);
      const wrong: [typeof daily, RegExp][] = [
        [{ ...daily, timeZone: 'Middle/Earth' }, /no time zone/],
        [{ ...daily, cron: 'every monday' }, /five cron fields/],
        [{ ...daily, cron: '61 8 * * *' }, /five cron fields/],
        [{ ...daily, cron: '* * * * *' }, /once an hour/],
        [{ ...daily, cron: '0 0 8 * * *' }, /five cron fields/],
      ];
      for (const [given, message] of wrong) {
        assert.throws(
          () => nextTimes(given, preview, monday),
          (error) => error instanceof DigestTimesError && message.test(error.message),
        );
      }
      assert.equal(weeklyCron(['friday', 'monday', 'monday'], '08:30'), '30 8 * * 1,5');
      assert.throws(() => weeklyCron(['monday'], '25:00'), DigestTimesError);
      assert.throws(() => weeklyCron([], '08:00'), DigestTimesError);
    });
  });
}
