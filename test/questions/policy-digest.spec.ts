import assert from 'node:assert/strict';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { DigestRoom } from '../../src/questions/policies/digest-room.ts';
import type { Asker, Entities, Place } from '../../src/questions/question.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { profile, reader } from '../support/questions.ts';

const now = new Date('2026-11-21T10:00:00Z');
const operator: Asker = { ...reader, roles: ['reader', 'operator'] };

function digestRoom(): DigestRoom & { standing: Map<string, string[]> } {
  const standing = new Map<string, string[]>();
  return {
    standing,
    async subscribe({ conversationId, days }) {
      standing.set(conversationId, days);
      return { next: ['2026-11-23T07:00:00.000Z'] };
    },
    unsubscribe: async (conversationId) => standing.delete(conversationId),
    of: async (conversationId) => (standing.has(conversationId) ? { next: ['2026-11-23T07:00:00.000Z'] } : null),
  };
}

describe('policy.digest', () => {
  async function press(digests: DigestRoom | null, data: Entities, asker = operator, place: Place = 'channel') {
    const { reader: tenant } = fakeTenantReader({});
    const assistant = createAssistant({ tenant, profile, ...(digests ? { digests } : {}) });
    const about = { asker, place, now, conversation: {}, conversationId: '19:ops' };
    return (await assistant.press({ verb: 'policy.digest', data, ...about })).answer;
  }

  it('offers times, and posts at the ones that were chosen', async () => {
    const room = digestRoom();
    assert.match((await press(room, {})).text, /not posted here/);
    const answer = await press(room, { do: 'workdays' });
    assert.match(answer.text, /Every workday at 8:00.*from now on/s);
    assert.equal(room.standing.get('19:ops')?.length, 5);
  });

  it('stops when told to', async () => {
    const room = digestRoom();
    await press(room, { do: 'monday' });
    assert.match((await press(room, { do: 'stop' })).text, /not posted here any more/);
    assert.match((await press(room, { do: 'stop' })).text, /No policy summary was posted/);
  });

  it('lets only operators and approvers set it for a channel, and readers in their own chat', async () => {
    const room = digestRoom();
    const refused = await press(room, { do: 'monday' }, reader);
    assert.equal(refused.unanswered, true);
    assert.equal(room.standing.size, 0);
    await press(room, { do: 'monday' }, reader, 'personal');
    assert.equal(room.standing.size, 1);
  });

  it('chooses nothing for words that are no time', async () => {
    const room = digestRoom();
    await press(room, { do: '* * * * *' });
    assert.equal(room.standing.size, 0);
  });

  it('says where to ask when nothing is posted from here', async () => {
    assert.equal((await press(null, {})).unanswered, true);
  });
});
