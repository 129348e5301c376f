import assert from 'node:assert/strict';
import type { Database } from '../../../src/store/database.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { backends, openTestDatabase } from '../../support/database.ts';
import {
  aMessage,
  aReference,
  channel,
  chat,
  type OutboxBench,
  standing,
  startOutboxBench,
  tenantId,
} from '../../support/outbox-bench.ts';

const lane = { tenantId, conversationId: channel };

for (const backend of backends) {
  describe(`Sending what waits, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let bench: OutboxBench;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      await inTenant(database.kysely, tenantId, async (t) => {
        for (const table of ['outbox', 'posted_cards', 'outbox_lanes', 'conversations'] as const)
          await t.deleteFrom(table).execute();
      });
      bench = await startOutboxBench(database);
    });
    afterEach(() => bench.connector.stop());

    it('posts a card once, changes it in place, and puts history into its thread', async () => {
      await bench.card('one');
      await bench.deliver(lane);
      await bench.reply('grew');
      await bench.card('two');
      await bench.deliver(lane);
      const { roots, replies } = standing(bench.connector);
      assert.deepEqual([...roots.values()], ['two']);
      assert.deepEqual(replies, ['grew']);
      assert.deepEqual(
        bench.connector.calls.map((call) => call.method),
        ['POST', 'POST', 'PUT'],
      );
    });

    it('makes no call when the card looks so already', async () => {
      await bench.card('one');
      await bench.deliver(lane);
      await bench.card('one');
      await bench.deliver(lane);
      assert.equal(bench.connector.calls.length, 1);
    });

    it('brings a card to its newest state at once and never back', async () => {
      await bench.card('one', { notBefore: new Date(bench.clock.now().getTime() + 60_000) });
      await bench.card('two');
      await bench.card('three');
      await bench.deliver(lane);
      await bench.clock.advance(120_000);
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['three']);
      assert.equal(bench.connector.calls.length, 1);
      assert.deepEqual(
        (await bench.rows()).map((row) => row.state),
        ['skipped', 'done', 'skipped'],
      );
    });

    it('takes the same delivery once', async () => {
      await bench.card('one', { id: 'same' });
      await bench.card('other', { id: 'same' });
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['one']);
    });

    it('leaves history out where there are no threads', async () => {
      await bench.card('one', { conversationId: chat });
      await bench.reply('grew', { conversationId: chat });
      await bench.deliver({ tenantId, conversationId: chat });
      assert.equal(bench.connector.calls.length, 1);
    });

    it('keeps the order when Teams asks for a pause, and lets all workers wait', async () => {
      await bench.card('one');
      await bench.reply('first');
      await bench.reply('second');
      bench.connector.fail({
        status: 429,
        retryAfterSeconds: 30,
        times: 1,
        when: (call) => call.body?.text === 'first',
      });
      const rest = await bench.deliver(lane);
      assert.equal(rest?.getTime(), bench.clock.now().getTime() + 30_000);
      assert.notEqual(await bench.workerOf('w2')(lane), null);
      assert.equal(bench.connector.calls.length, 2);
      await bench.clock.advance(30_000);
      assert.equal(await bench.workerOf('w2')(lane), null);
      assert.deepEqual(standing(bench.connector).replies, ['first', 'second']);
    });

    it('lets the whole tenant wait when several conversations are asked to', async () => {
      const rooms = ['19:a@thread.tacv2', '19:b@thread.tacv2', '19:c@thread.tacv2', '19:d@thread.tacv2'];
      for (const id of rooms) {
        await bench.directory.remember(aReference(bench.connector.serviceUrl, id, 'channel'));
        await bench.card('one', { conversationId: id });
      }
      bench.connector.fail({ status: 429, retryAfterSeconds: 60, times: 3 });
      for (const conversationId of rooms) await bench.deliver({ tenantId, conversationId });
      assert.equal(bench.connector.calls.length, 3);
      await bench.clock.advance(60_000);
      for (const conversationId of rooms) await bench.deliver({ tenantId, conversationId });
      assert.equal(standing(bench.connector).roots.size, 4);
    });

    for (const status of [412, 502, 503, 504]) {
      it(`tries again after a ${status}, later each time`, async () => {
        await bench.card('one');
        bench.connector.fail({ status, times: 2 });
        await bench.until(bench.deliver(lane));
        const [first, second] = bench.connector.calls.map(({ at }) => at);
        assert.ok(first !== undefined && second !== undefined && second - first >= 1000);
        await bench.clock.advance(5000);
        await bench.deliver(lane);
        assert.deepEqual([...standing(bench.connector).roots.values()], ['one']);
      });
    }

    it('does not hurry after a 500 on a post, and still loses nothing', async () => {
      await bench.card('one');
      bench.connector.fail({ status: 500, times: 1 });
      const rest = await bench.deliver(lane);
      assert.equal(rest?.getTime(), bench.clock.now().getTime() + 120_000);
      await bench.clock.advance(120_000);
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['one']);
    });

    for (const code of [
      'BotDisabledByAdmin',
      'ConversationBlockedByUser',
      'BotNotInConversationRoster',
      'SomethingNew',
    ]) {
      it(`sets a conversation aside on 403 ${code}, and goes on when the bot is heard of again`, async () => {
        await bench.card('one');
        bench.connector.fail({ status: 403, code, times: 1 });
        assert.equal(await bench.deliver(lane), null);
        await bench.card('two');
        await bench.deliver(lane);
        assert.equal(bench.connector.calls.length, 1);
        assert.equal(await bench.directory.find(channel), null);
        await bench.clock.advance(60_000);
        bench.woken.length = 0;
        await bench.directory.remember(aReference(bench.connector.serviceUrl, channel, 'channel'));
        assert.equal(bench.woken[0]?.conversationId, channel);
        await bench.deliver(lane);
        assert.deepEqual([...standing(bench.connector).roots.values()], ['two']);
      });
    }

    it('posts a card anew when somebody deleted it', async () => {
      await bench.card('one');
      await bench.deliver(lane);
      await bench.card('two');
      bench.connector.fail({ status: 404, code: 'ActivityNotFoundInConversation', times: 1 });
      await bench.deliver(lane);
      const { roots } = standing(bench.connector);
      assert.deepEqual([...roots.values()], ['one', 'two']);
      await bench.card('three');
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['one', 'three']);
    });

    it('posts the card again before a reply whose thread is gone', async () => {
      await bench.card('one');
      await bench.deliver(lane);
      await bench.reply('grew');
      bench.connector.fail({ status: 404, code: 'ConversationNotFound', times: 1 });
      await bench.deliver(lane);
      const { roots, replies } = standing(bench.connector);
      assert.deepEqual([[...roots.values()], replies], [['one', 'one'], ['grew']]);
    });

    it('sends the short form of what is too big, and keeps to it', async () => {
      await bench.card('one');
      bench.connector.fail({
        status: 413,
        code: 'MessageSizeTooBig',
        when: (call) => JSON.stringify(call.body).includes('"attachments"'),
      });
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['short one']);
      await bench.card('two');
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['short two']);
    });

    it('gives up what Teams takes in no form, and goes on with the next', async () => {
      await bench.enqueue({ kind: 'message', message: aMessage('bad') });
      await bench.card('one');
      bench.connector.fail({ status: 400, when: (call) => JSON.stringify(call.body).includes('bad') });
      await bench.deliver(lane);
      assert.deepEqual([...standing(bench.connector).roots.values()], ['one']);
      assert.equal((await bench.rows())[0]?.state, 'failed');
    });

    it('sends again what may have arrived, and says so', async () => {
      await bench.card('one');
      bench.connector.fail({ status: 503, times: 1, delivered: true });
      await bench.until(bench.deliver(lane));
      assert.deepEqual([...standing(bench.connector).roots.values()], ['one', 'one']);
      assert.ok(bench.lines.some((line) => line.event === 'outbox.maybeTwice'));
    });

    it('lets one worker send to a conversation, and another when the first is not heard of any more', async () => {
      await bench.card('one');
      const open = bench.connector.hold();
      const first = bench.deliver(lane);
      while (bench.connector.calls.length < 1) await bench.clock.advance(0);
      const until = await bench.workerOf('w2')(lane);
      assert.equal(until?.getTime(), bench.clock.now().getTime() + 60_000);
      assert.equal(bench.connector.calls.length, 1);
      open();
      await first;
      assert.equal(standing(bench.connector).roots.size, 1);
    });

    it('never sends to an address that is not allowed', async () => {
      const id = '19:evil@thread.tacv2';
      await bench.directory.remember(aReference('https://evil.example/', id, 'channel'));
      await bench.card('one', { conversationId: id });
      await bench.deliver({ tenantId, conversationId: id });
      assert.equal(bench.connector.calls.length, 0);
      assert.equal(await bench.directory.find(id), null);
    });

    it('gives the conversation up while a limit of half a minute runs', async () => {
      for (let number = 0; number < 65; number += 1)
        await bench.enqueue({ kind: 'message', message: aMessage(`m${number}`) });
      const rest = await bench.until(bench.deliver(lane));
      const { calls } = bench.connector;
      assert.equal(calls.length, 60);
      assert.ok(rest !== null && rest.getTime() > Number(calls.at(-1)?.at));
    });

    it('keeps under the limits of a thread by itself', async () => {
      for (let number = 0; number < 12; number += 1)
        await bench.enqueue({ kind: 'message', message: aMessage(`m${number}`) });
      let rest: Date | null;
      do {
        rest = await bench.until(bench.deliver(lane));
        if (rest !== null) await bench.clock.advance(rest.getTime() - bench.clock.now().getTime());
      } while (rest !== null);
      const times = bench.connector.calls.map(({ at }) => at);
      assert.ok((times[7] ?? 0) - (times[0] ?? 0) >= 1000);
      assert.ok((times[8] ?? 0) - (times[0] ?? 0) >= 2000);
      assert.equal(bench.connector.calls.length, 12);
    });
  });
}
