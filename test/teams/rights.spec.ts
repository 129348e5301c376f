import assert from 'node:assert/strict';
import { NotReadError } from '../../src/defender/reading.ts';
import type { MemberGroups } from '../../src/teams/roles.ts';
import { reader, startTestBot, stranger, type TestBot } from '../support/teams-bot.ts';

const readers = '44444444-4444-4444-8444-444444444444';
const operators = '55555555-5555-4555-8555-555555555555';

describe('who may ask', () => {
  let bot: TestBot;
  let asked: { user: string; groups: string[] }[];
  let memberGroups: MemberGroups;

  async function start(env: Record<string, string>): Promise<void> {
    bot = await startTestBot({
      env,
      memberGroups: async (user, groups) => {
        asked.push({ user, groups });
        return memberGroups(user, groups);
      },
    });
  }

  beforeEach(() => {
    asked = [];
    memberGroups = async () => [];
  });
  afterEach(() => bot.stop());

  it('refuses a stranger politely, asks the assistant nothing and writes it to the log', async () => {
    await start({ READER_GROUPS: reader.aadObjectId });
    await bot.say('what is in quarantine?', { from: stranger });
    assert.match(bot.connector.messages()[0]?.body.text, /only people your administrator has named/);
    assert.equal(bot.assistant.asked.length, 0);
    const line = bot.lines.find((entry) => entry.event === 'refused');
    assert.equal(line?.user, stranger.aadObjectId);
    assert.equal(line?.reason, 'notAReader');
  });

  it('refuses everybody when nobody is configured, without asking the directory', async () => {
    await start({ READER_GROUPS: '' });
    await bot.say('what is in quarantine?');
    assert.match(bot.connector.messages()[0]?.body.text, /only people your administrator has named/);
    assert.equal(asked.length, 0);
  });

  it('lets members of a group in, and asks the directory about all configured ids', async () => {
    memberGroups = async () => [readers.toUpperCase()];
    await start({ READER_GROUPS: readers, OPERATOR_GROUPS: operators });
    await bot.say('list', { from: stranger });
    assert.deepEqual(bot.assistant.asked[0]?.asker.roles, ['reader']);
    assert.deepEqual(asked, [{ user: stranger.aadObjectId, groups: [readers, operators] }]);
  });

  it('lets operators and approvers ask as well', async () => {
    memberGroups = async () => [operators];
    await start({ READER_GROUPS: readers, OPERATOR_GROUPS: operators });
    await bot.say('list', { from: stranger });
    assert.deepEqual(bot.assistant.asked[0]?.asker.roles.toSorted(), ['operator', 'reader']);
  });

  it('remembers membership for five minutes and a stranger for one', async () => {
    memberGroups = async (user) => (user === reader.aadObjectId ? [readers] : []);
    await start({ READER_GROUPS: readers });
    const times = async (from: typeof reader) => {
      const before = asked.length;
      await bot.say('list', { from });
      return asked.length - before;
    };
    assert.deepEqual([await times(reader), await times(stranger)], [1, 1]);
    await bot.clock.advance(59_000);
    assert.deepEqual([await times(reader), await times(stranger)], [0, 0]);
    await bot.clock.advance(2_000);
    assert.deepEqual([await times(reader), await times(stranger)], [0, 1]);
    await bot.clock.advance(240_000);
    assert.equal(await times(reader), 1);
  });

  it('answers nobody when membership cannot be checked, says so, and asks again the next time', async () => {
    memberGroups = async () => {
      throw new NotReadError({ what: 'groups', kind: 'throttled', sentence: 'Throttled.', advice: 'Wait.' });
    };
    await start({ READER_GROUPS: readers });
    await bot.say('list');
    assert.match(bot.connector.messages()[0]?.body.text, /could not check just now whether you may ask/);
    assert.equal(bot.assistant.asked.length, 0);
    memberGroups = async () => [readers];
    await bot.say('list');
    assert.equal(bot.assistant.asked.length, 1);
  });

  it('lets a person who is named by object id in even when groups cannot be checked, but with no group right', async () => {
    memberGroups = async () => {
      throw new Error('no directory');
    };
    await start({ READER_GROUPS: reader.aadObjectId, OPERATOR_GROUPS: operators });
    await bot.say('list');
    assert.deepEqual(bot.assistant.asked[0]?.asker.roles, ['reader']);
  });

  it('refuses somebody Teams does not identify', async () => {
    await start({ READER_GROUPS: reader.aadObjectId });
    await bot.say('list', { from: { id: '29:reader', name: reader.name } });
    assert.match(bot.connector.messages()[0]?.body.text, /did not tell me who you are/);
    assert.equal(bot.assistant.asked.length, 0);
  });

  it('refuses in a channel in private, and in the channel only when there is no other way', async () => {
    await start({ READER_GROUPS: reader.aadObjectId });
    await bot.say('list', { from: stranger, place: 'channel' });
    const paths = bot.connector.messages().map((call) => call.path);
    assert.deepEqual(paths, ['/v3/conversations/a%3Apersonal-29%3Astranger/activities']);
    bot.connector.clear();
    bot.connector.fail({ status: 403, when: (call) => call.path === '/v3/conversations' });
    await bot.say('list', { from: stranger, place: 'channel' });
    assert.match(bot.connector.messages()[0]?.path ?? '', /thread\.tacv2/);
  });
});
