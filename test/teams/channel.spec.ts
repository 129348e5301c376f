import assert from 'node:assert/strict';
import { invokeBody, startTestBot, type TestBot, words } from '../support/teams-bot.ts';

const inChannel = { place: 'channel' as const };
const channelPath = /^\/v3\/conversations\/19%3Ac%40thread\.tacv2%3Bmessageid%3D7\//;
const personalPath = '/v3/conversations/a%3Apersonal-29%3Areader/activities';

describe('answers in a channel', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  it('posts what everybody may read into the thread', async () => {
    await bot.say('how many?', inChannel);
    assert.match(bot.connector.messages()[0]?.path ?? '', channelPath);
    assert.equal(bot.assistant.asked[0]?.place, 'channel');
  });

  it('sends details about people to the asker alone and says so in the thread', async () => {
    bot.assistant.onAsk = async () => words('ada@example.com got it', { audience: 'askerOnly' });
    await bot.say('who got it?', inChannel);
    const [created] = bot.connector.calls;
    assert.equal(created?.path, '/v3/conversations');
    assert.deepEqual(created?.body.members, [
      { id: '29:reader', aadObjectId: '11111111-1111-4111-8111-111111111111', name: 'Riley Reader' },
    ]);
    const [answer, notice] = bot.connector.messages();
    assert.equal(answer?.path, personalPath);
    assert.equal(answer?.body.text, 'ada@example.com got it');
    assert.match(notice?.path ?? '', channelPath);
    assert.match(notice?.body.text, /sent it to you in our personal chat/);
  });

  it('uses the personal chat it knows already, and not as a reply to an old message there', async () => {
    await bot.say('help');
    bot.connector.clear();
    bot.assistant.onAsk = async () => words('ada@example.com got it', { audience: 'askerOnly' });
    await bot.say('who got it?', inChannel);
    const [answer] = bot.connector.calls;
    assert.equal(answer?.path, '/v3/conversations/a%3Achat-29%3Areader/activities');
    assert.equal(answer?.body.replyToId, undefined);
  });

  it('holds details back when there is no way to the asker, and never posts them into the thread', async () => {
    bot.connector.fail({ status: 403, when: (call) => call.path === '/v3/conversations' });
    bot.assistant.onAsk = async () => words('ada@example.com got it', { audience: 'askerOnly' });
    await bot.say('who got it?', inChannel);
    const texts = bot.connector.messages().map((call) => String(call.body.text));
    assert.equal(texts.length, 1);
    assert.match(texts[0] ?? '', /held it back here/);
  });

  it('goes on in the personal chat where the answer was read', async () => {
    bot.assistant.onAsk = async () => words('ada@example.com got it', { audience: 'askerOnly' });
    await bot.say('who got it?', inChannel);
    const conversation = { id: 'a:personal-29:reader', conversationType: 'personal', tenantId: bot.tenantId };
    await bot.say('why?', { conversation });
    assert.deepEqual(bot.assistant.asked[1]?.conversation, { intent: 'asked who got it?' });
  });

  it('takes a chat without a type but with a group id for a group', async () => {
    await bot.say('list', { conversation: { id: '19:x@thread.v2', tenantId: bot.tenantId } });
    assert.equal(bot.assistant.asked[0]?.place, 'groupChat');
  });

  it('answers a button that asks for it in the personal chat, with the place of that chat', async () => {
    const response = await bot.press('quarantine.list', { sender: 'news', deliver: 'personal' }, inChannel);
    assert.equal(bot.assistant.pressed[0]?.place, 'personal');
    assert.deepEqual(bot.assistant.pressed[0]?.data, { sender: 'news' });
    assert.deepEqual(
      bot.connector.messages().map((call) => call.path),
      [personalPath],
    );
    assert.match((await invokeBody(response)).value, /in our personal chat/);
  });
});
