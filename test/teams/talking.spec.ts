import assert from 'node:assert/strict';
import { colleague, reader, startTestBot, type TestBot, words } from '../support/teams-bot.ts';

const card = {
  type: 'AdaptiveCard' as const,
  version: '1.5' as const,
  fallbackText: 'Seven messages',
  body: [{ type: 'TextBlock', text: 'Seven messages' }],
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('talking with the bot in Teams', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  it('answers a message in the chat it came from, as a reply to it', async () => {
    const response = await bot.say('what is in quarantine?');
    assert.equal(response.status, 200);
    const [sent] = bot.connector.messages();
    assert.equal(sent?.body.text, 'You asked: what is in quarantine?');
    assert.equal(sent?.path, '/v3/conversations/a%3Achat-29%3Areader/activities/in1');
    assert.equal(sent?.authorization, null);
  });

  it('sends a card alone, with a summary for the feed', async () => {
    bot.assistant.onAsk = async () => words('**Seven** messages are held\nand more', { card });
    await bot.say('list');
    const [sent] = bot.connector.messages();
    assert.equal(sent?.body.text, undefined);
    assert.equal(sent?.body.summary, 'Seven messages are held');
    assert.deepEqual(sent?.body.attachments, [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: card },
    ]);
  });

  it('tells the assistant who asks, where, when, and what was said before', async () => {
    await bot.say('list', { locale: 'de-DE', localTimezone: 'Europe/Berlin' });
    await bot.say('why the second one?');
    const [first, second] = bot.assistant.asked;
    assert.deepEqual(first?.asker, {
      objectId: reader.aadObjectId,
      tenantId: bot.tenantId,
      name: 'Riley Reader',
      roles: ['reader'],
      timeZone: 'Europe/Berlin',
      locale: 'de-DE',
    });
    assert.equal(first?.place, 'personal');
    assert.equal(first?.now.toISOString(), '2026-11-21T09:00:00.000Z');
    assert.deepEqual(first?.conversation, {});
    assert.deepEqual(second?.conversation, { intent: 'asked list' });
  });

  it('keeps what was said before apart for each person of a channel', async () => {
    await bot.say('list', { place: 'channel' });
    await bot.say('list', { place: 'channel', from: colleague });
    assert.equal(bot.assistant.asked[1]?.asker.name, colleague.name);
    assert.deepEqual(bot.assistant.asked[1]?.conversation, {});
  });

  it('takes the questions of one person one after another, so that a follow-up knows its question', async () => {
    let finish = () => {};
    const first = new Promise<void>((resolve) => {
      finish = resolve;
    });
    bot.assistant.onAsk = async ({ text }) => {
      if (text === 'list') await first;
      return words(text);
    };
    const both = [bot.say('list'), bot.say('why the second one?')];
    await bot.clock.advance(100);
    assert.equal(bot.assistant.asked.length, 1);
    finish();
    await Promise.all(both);
    assert.deepEqual(bot.assistant.asked[1]?.conversation, { intent: 'asked list' });
  });

  it('takes a mention without words as a call for help', async () => {
    const mention = { type: 'mention', text: '<at>Quarantine Watch</at>', mentioned: { id: '28:bot' } };
    await bot.say('<at>Quarantine Watch</at>&nbsp;', { place: 'channel', entities: [mention] });
    assert.equal(bot.assistant.asked[0]?.text, 'help');
  });

  it('shows typing while it works, and goes on showing it', async () => {
    let finish = () => {};
    bot.assistant.onAsk = async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return words('done');
    };
    const answered = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    await bot.clock.advance(3600);
    finish();
    await answered;
    await bot.clock.advance(10_000);
    assert.equal(bot.connector.typings().length, 2);
    assert.equal(bot.connector.messages().length, 1);
  });

  it('shows no typing once the answer is on its way', async () => {
    const open = bot.connector.hold();
    const turn = bot.say('list');
    await bot.connector.message(1);
    await bot.clock.advance(9000);
    assert.equal(bot.connector.typings().length, 0);
    open();
    await turn;
  });

  it('posts the answer after a typing sign that is still on its way', async () => {
    let finish = () => {};
    bot.assistant.onAsk = () =>
      new Promise((resolve) => {
        finish = () => resolve(words('done'));
      });
    const open = bot.connector.hold();
    const turn = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    await bot.clock.advance(600);
    await until(() => bot.connector.typings().length === 1);
    finish();
    await bot.clock.advance(100);
    assert.equal(bot.connector.messages().length, 0);
    open();
    await bot.connector.message(1);
    await turn;
    assert.equal(bot.connector.typings().length, 1);
  });

  it('does not send a typing sign again that the connector did not take', async () => {
    bot.connector.fail({ status: 429, retryAfterSeconds: 1, when: (call) => call.body?.type === 'typing' });
    let finish = () => {};
    bot.assistant.onAsk = () =>
      new Promise((resolve) => {
        finish = () => resolve(words('done'));
      });
    const turn = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    await bot.clock.advance(600);
    await until(() => bot.connector.typings().length === 1);
    await bot.clock.advance(8000);
    finish();
    await turn;
    assert.equal(bot.connector.typings().length, 1);
  });

  it('gives a slow message turn back to Teams and posts the answer when it is there', async () => {
    let finish = () => {};
    bot.assistant.onAsk = () =>
      new Promise((resolve) => {
        finish = () => resolve(words('late but true'));
      });
    const turn = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    await bot.clock.advance(10_000);
    assert.equal((await turn).status, 200);
    assert.equal(bot.connector.messages().length, 0);
    finish();
    assert.equal((await bot.connector.message(1)).body.text, 'late but true');
  });

  it('stops what takes minutes and says so', async () => {
    bot.assistant.onAsk = () => new Promise(() => {});
    const turn = bot.say('list');
    while (bot.assistant.asked.length === 0) await bot.clock.advance(0);
    await bot.clock.advance(130_000);
    await turn;
    assert.match((await bot.connector.message(1)).body.text, /took too long/);
    assert.equal(bot.assistant.asked[0]?.signal?.aborted, true);
  });

  it('answers a fault of its own with a reference, and writes the detail to the log without the mail in it', async () => {
    bot.assistant.onAsk = async () => {
      throw new Error('Subject: Salaries 2027 could not be parsed');
    };
    const response = await bot.say('list');
    assert.equal(response.status, 200);
    const text = String(bot.connector.messages()[0]?.body.text);
    const reference = /QW-[0-9A-Z]{8}/.exec(text)?.[0];
    assert.ok(reference, text);
    assert.ok(!text.includes('Salaries'));
    const line = bot.lines.find((entry) => entry.reference === reference);
    assert.deepEqual(Object.keys(line?.fault ?? {}), ['name', 'places']);
    assert.ok(!JSON.stringify(bot.lines).includes('Salaries'));
  });

  it('says that an answer is too long for Teams when the connector refuses its size', async () => {
    bot.connector.fail({ status: 413, code: 'MessageSizeTooBig', times: 1 });
    await bot.say('list');
    assert.match(bot.connector.messages()[1]?.body.text, /too long for one Teams message/);
  });

  it('waits as long as a throttled connector asks and posts once more', async () => {
    bot.connector.fail({ status: 429, retryAfterSeconds: 2, times: 1 });
    const turn = bot.say('list');
    await bot.connector.message(1);
    await bot.clock.advance(1900);
    assert.equal(bot.connector.messages().length, 1);
    await bot.clock.advance(200);
    await turn;
    assert.equal(bot.connector.messages().length, 2);
  });

  it('does not try again what the connector refused for good', async () => {
    bot.connector.fail({ status: 403, code: 'BotDisabledByAdmin' });
    assert.equal((await bot.say('list')).status, 200);
    assert.equal(bot.connector.messages().length, 1);
  });

  it('asks a person who asks faster than it can answer to wait', async () => {
    bot.assistant.onAsk = () => new Promise(() => {});
    const turns = Array.from({ length: 6 }, () => bot.say('list'));
    assert.match((await bot.connector.message(1)).body.text, /still at work/);
    await bot.clock.advance(200_000);
    await Promise.all(turns);
  });
});
