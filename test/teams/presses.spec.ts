import assert from 'node:assert/strict';
import type { Answer } from '../../src/questions/question.ts';
import { invokeBody, startTestBot, stranger, type TestBot, words } from '../support/teams-bot.ts';

const messageType = 'application/vnd.microsoft.activity.message';

describe('pressed buttons', () => {
  let bot: TestBot;
  let finish: (answer: Answer) => void;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  function answerLater(): void {
    bot.assistant.onPress = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
  }

  async function untilPressed(times = 1): Promise<void> {
    while (bot.assistant.pressed.length < times) await bot.clock.advance(0);
  }

  it('posts the answer as a new message and tells the person where it is', async () => {
    const response = await bot.press('quarantine.why', { key: 'id-1', parts: ['a', 'b'], page: 2, odd: { a: 1 } });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { statusCode: 200, type: messageType, value: 'Answered below.' });
    assert.equal(bot.connector.messages()[0]?.body.text, 'You pressed: quarantine.why');
    assert.deepEqual(bot.assistant.pressed[0]?.data, { key: 'id-1', parts: ['a', 'b'], page: '2' });
  });

  it('answers within three seconds when the work takes longer, and posts the answer afterwards', async () => {
    answerLater();
    const pressed = bot.press('quarantine.why');
    await untilPressed();
    await bot.clock.advance(2500);
    assert.match((await invokeBody(await pressed)).value, /Working on it/);
    assert.equal(bot.connector.messages().length, 0);
    finish(words('the cause'));
    assert.equal((await bot.connector.message(1)).body.text, 'the cause');
  });

  it('takes a second press of the same button as the same job', async () => {
    answerLater();
    const presses = [bot.press('quarantine.why', { key: '1' }), bot.press('quarantine.why', { key: '1' })];
    await untilPressed();
    await bot.clock.advance(2500);
    await Promise.all(presses);
    finish(words('the cause'));
    await bot.connector.message(1);
    await bot.clock.advance(5000);
    assert.equal(bot.assistant.pressed.length, 1);
    assert.equal(bot.connector.messages().length, 1);
  });

  it('takes presses of different buttons as different jobs', async () => {
    await Promise.all([bot.press('quarantine.why', { key: '1' }), bot.press('quarantine.why', { key: '2' })]);
    assert.equal(bot.connector.messages().length, 2);
  });

  it('refuses a person without rights to that person alone and leaves the channel as it is', async () => {
    const response = await bot.press('quarantine.why', {}, { from: stranger, place: 'channel' });
    assert.match((await invokeBody(response)).value, /only people your administrator has named/);
    assert.equal(bot.connector.calls.length, 0);
    assert.equal(bot.assistant.pressed.length, 0);
  });

  it('answers a fault with a reference and a valid response', async () => {
    bot.assistant.onPress = async () => {
      throw new TypeError('x is not a function');
    };
    const response = await bot.press('quarantine.why');
    assert.equal(response.status, 200);
    const body = await invokeBody(response);
    assert.equal(body.type, messageType);
    assert.match(body.value, /Reference: QW-/);
  });

  it('tells of a fault that comes after the response', async () => {
    let fail = (_error: Error) => {};
    bot.assistant.onPress = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const pressed = bot.press('quarantine.why');
    await untilPressed();
    await bot.clock.advance(2500);
    await pressed;
    fail(new Error('late'));
    assert.match((await bot.connector.message(1)).body.text, /Reference: QW-/);
  });

  it('understands clients that submit a button as a message', async () => {
    await bot.post(bot.activity({ value: { verb: 'quarantine.why', key: 'id-1' } }));
    assert.equal(bot.assistant.pressed[0]?.verb, 'quarantine.why');
    assert.deepEqual(bot.assistant.pressed[0]?.data, { key: 'id-1' });
    assert.equal(bot.connector.messages()[0]?.body.text, 'You pressed: quarantine.why');
  });

  it('answers invokes it does not know in the form Teams expects, without the SDK’s 501', async () => {
    const invoke = async (name: string, value: object = {}) => {
      const response = await bot.post(bot.activity({ type: 'invoke', name, value }));
      return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
    };
    const text = /does not know that action/;
    const malformed = await invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: { no: 1 } } });
    assert.equal(malformed.status, 200);
    assert.equal(malformed.body.type, 'application/vnd.microsoft.error');
    assert.match(malformed.body.value.message, text);
    assert.match((await invoke('task/fetch')).body.task.value, text);
    assert.match((await invoke('composeExtension/query')).body.composeExtension.text, text);
    assert.deepEqual((await invoke('application/search')).body.value, { results: [] });
    assert.deepEqual(await invoke('no/such'), { status: 200, body: {} });
    const nameless = await bot.post(bot.activity({ type: 'invoke' }));
    assert.equal(nameless.status, 200);
  });

  it('ignores kinds of activity it has no use for', async () => {
    for (const type of ['messageReaction', 'messageUpdate', 'event', 'somethingNew']) {
      assert.equal((await bot.post(bot.activity({ type }))).status, 200);
    }
    assert.equal(bot.connector.calls.length, 0);
  });
});
