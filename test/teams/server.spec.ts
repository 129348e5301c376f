import assert from 'node:assert/strict';
import { sandboxConfig, startTestBot, type TestBot, words } from '../support/teams-bot.ts';

describe('the server', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  it('says that it lives and that it is ready', async () => {
    const health = await fetch(`${bot.server.url}/healthz`);
    assert.deepEqual([health.status, await health.json()], [200, { status: 'ok' }]);
    const ready = await fetch(`${bot.server.url}/readyz`);
    assert.equal(ready.status, 200);
  });

  it('knows no other routes and methods', async () => {
    assert.equal((await fetch(`${bot.server.url}/`)).status, 404);
    assert.equal((await fetch(`${bot.server.url}/api/messages`)).status, 405);
  });

  it('does not start without a bot identity outside the sandbox', async () => {
    const config = { ...sandboxConfig(), sandbox: false };
    await assert.rejects(startTestBot({ config: () => config }), /Without BOT_APP_ID/);
  });

  it('says that its port is taken instead of ending the process', async () => {
    const port = Number(new URL(bot.server.url).port);
    await assert.rejects(startTestBot({ config: (config) => ({ ...config, port }) }), /Port \d+ is taken/);
  });

  it('lets a question under way finish before it stops, and takes no new one', async () => {
    let finish = () => {};
    bot.assistant.onAsk = () =>
      new Promise((resolve) => {
        finish = () => resolve(words('just in time'));
      });
    const turn = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    const stopped = bot.server.stop();
    await assert.rejects(fetch(`${bot.server.url}/healthz`, { headers: { connection: 'close' } }));
    finish();
    assert.equal((await turn).status, 200);
    await stopped;
    assert.equal(bot.connector.messages()[0]?.body.text, 'just in time');
  });

  it('stops in bounded time when a question does not end, and tells the person', async () => {
    bot.assistant.onAsk = () => new Promise(() => {});
    const turn = bot.say('list').catch(() => null);
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    const stopped = bot.server.stop();
    await bot.clock.advance(10_000);
    assert.match((await bot.connector.message(1)).body.text, /being restarted/);
    await bot.clock.advance(1000);
    await stopped;
    await turn;
  });
});
