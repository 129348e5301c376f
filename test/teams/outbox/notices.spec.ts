import assert from 'node:assert/strict';
import { invokeBody, startTestBot, type TestBot, words } from '../../support/teams-bot.ts';

describe('words for the one who pressed', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await startTestBot();
  });
  afterEach(() => bot.stop());

  it('are shown on the card, and nothing is posted', async () => {
    bot.assistant.onPress = async () => words('You look after it now.', { notice: true, audience: 'askerOnly' });
    const answer = await bot.press('alert.acknowledge', { alert: 'a1', revision: '1' }, { place: 'channel' });
    assert.equal((await invokeBody(answer)).value, 'You look after it now.');
    assert.equal(bot.connector.messages().length, 0);
  });

  it('come with the place and the message that was pressed, so that a second copy of a card comes to light', async () => {
    await bot.press('alert.acknowledge', { alert: 'a1' }, { place: 'channel' });
    const [pressed] = bot.assistant.pressed;
    assert.deepEqual([pressed?.conversationId, pressed?.pressedMessageId], ['19:c@thread.tacv2', 'card-1']);
  });
});
