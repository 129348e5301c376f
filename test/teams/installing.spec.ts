import assert from 'node:assert/strict';
import { startTestBot, stranger, type TestBot } from '../support/teams-bot.ts';

const botAccount = { id: '28:bot', name: 'Quarantine Watch' };

describe('installing the app', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  const install = (more = {}) => bot.post(bot.activity({ type: 'installationUpdate', action: 'add', ...more }));
  const join = (more = {}) =>
    bot.post(bot.activity({ type: 'conversationUpdate', membersAdded: [botAccount], ...more }));
  const texts = () => bot.connector.messages().map((call) => call.body.text);

  it('greets once, though Teams tells of an installation twice', async () => {
    await Promise.all([install(), join()]);
    await install({ action: 'add-upgrade' });
    assert.deepEqual(texts(), ['Welcome to Quarantine Watch']);
  });

  it('greets again when it is installed anew, though it did not hear of its removal', async () => {
    await install();
    await bot.clock.advance(61_000);
    await install();
    assert.equal(texts().length, 2);
  });

  it('does not greet those who get a newer version of it', async () => {
    await install({ action: 'add-upgrade' });
    assert.deepEqual(texts(), []);
  });

  it('greets again after it was removed and installed anew', async () => {
    await install();
    await install({ action: 'remove' });
    await install();
    assert.equal(texts().length, 2);
  });

  it('greets a team for everybody', async () => {
    await join({ place: 'channel', from: stranger });
    assert.deepEqual(texts(), ['Welcome to Quarantine Watch']);
  });

  it('tells a stranger who installs it for himself whom to ask', async () => {
    await install({ from: stranger });
    assert.match(String(texts()[0]), /only people your administrator has named/);
  });

  it('tells a stranger once, though Teams tells of an installation twice', async () => {
    await Promise.all([install({ from: stranger }), join({ from: stranger })]);
    assert.equal(texts().length, 1);
  });

  it('does not greet when other people join', async () => {
    await join({ place: 'channel', membersAdded: [{ id: '29:somebody' }] });
    assert.deepEqual(texts(), []);
  });
});
