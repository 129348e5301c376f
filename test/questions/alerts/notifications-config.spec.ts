import assert from 'node:assert/strict';
import { createAssistant } from '../../../src/questions/create-assistant.ts';
import { wishOf } from '../../../src/questions/notifications-config/wish-of.ts';
import type { Asker, Entities, Place } from '../../../src/questions/question.ts';
import type { Database } from '../../../src/store/database.ts';
import { openAlertRoom } from '../../support/alert-room.ts';
import { openTestDatabase } from '../../support/database.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { cardText, profile, reader } from '../../support/questions.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const operator: Asker = { ...reader, roles: ['reader', 'operator'] };
const ops = '19:ops@thread.tacv2';

describe('Setting alerts', function () {
  this.timeout(60_000);
  let database: Database;
  let room: ReturnType<typeof openAlertRoom>;

  before(async () => {
    database = await openTestDatabase('pglite');
    room = openAlertRoom(database, () => now);
  });
  after(() => database.close());
  beforeEach(async () => {
    await room.clear();
  });

  function assistant() {
    const { reader: tenant } = fakeTenantReader({});
    return createAssistant({ tenant, profile, alerts: room.room });
  }

  async function say(text: string, asker = operator, place: Place = 'channel', conversationId: string = ops) {
    const reply = await assistant().ask({ text, files: [], asker, place, now, conversation: {}, conversationId });
    assert.equal(reply.understanding.intent, 'notifications.config', text);
    return reply.answer;
  }

  async function press(data: Entities, conversationId = ops, asker = operator) {
    const asked = {
      verb: 'notifications.config',
      data,
      asker,
      place: 'channel' as const,
      now,
      conversation: {},
      conversationId,
    };
    return (await assistant().press(asked)).answer;
  }

  it('by “alert here” has the place alerted, and lists, moves and stops on request', async () => {
    await say('alert here');
    assert.deepEqual(
      (await room.room.places()).map((place) => place.conversationId),
      [ops],
    );
    const other = '19:other@thread.tacv2';
    const shown = await press({}, other);
    assert.match(cardText(shown.card), /Move from/);
    await press({ do: 'move', from: ops }, other);
    assert.deepEqual(
      (await room.room.places()).map((place) => place.conversationId),
      [other],
    );
    assert.match(cardText((await say('where do alerts go')).card), /not heard of there/);
    await press({ do: 'stop' }, other);
    assert.deepEqual(await room.room.places(), []);
  });

  it('in a channel is for operators; in their own chat readers decide for themselves', async () => {
    const refused = await say('alert here', reader);
    assert.equal(refused.audience, 'askerOnly');
    assert.deepEqual(await room.room.places(), []);
    await say('alert here', reader, 'personal', 'a:chat');
    assert.equal((await room.room.places()).length, 1);
  });

  it('understands quiet hours, digests, pauses and less', () => {
    const change = (text: string) => {
      const wish = wishOf(text, now, 'Europe/Berlin');
      return wish.kind === 'change' ? wish.change : wish.kind;
    };
    const timeZone = 'Europe/Berlin';
    assert.deepEqual(change('quiet hours from 22:00 to 7:00'), { quiet: { from: '22:00', to: '07:00', timeZone } });
    assert.deepEqual(change('set quiet hours to 8pm-6am'), { quiet: { from: '20:00', to: '06:00', timeZone } });
    assert.deepEqual(change('no alerts after 8pm please'), { quiet: { from: '20:00', to: '08:00', timeZone } });
    assert.deepEqual(change('please no notifications during the night'), {
      quiet: { from: '22:00', to: '07:00', timeZone },
    });
    assert.deepEqual(change('mute the alerts for 2 hours'), { mutedUntil: '2026-11-20T14:00:00.000Z' });
    assert.deepEqual(change('snooze the notifications until monday'), { mutedUntil: '2026-11-23T07:00:00.000Z' });
    assert.deepEqual(change('only send critical alerts'), { minSeverity: 'high' });
    assert.deepEqual(change('too many alerts, make it less'), { minSeverity: 'medium' });
    const weekly = change('give me a weekly summary instead of single alerts');
    assert.deepEqual(weekly, { digest: { at: '09:00', days: ['monday'], timeZone } });
    const kinds = [
      'alert settings',
      'who gets notified',
      'send alerts to another channel',
      'stop the alerts',
      'turn alerts on for this channel',
    ];
    assert.deepEqual(kinds.map(change), ['settings', 'places', 'elsewhere', 'stop', 'here']);
  });

  it('takes the form as it is sent, and says what is wrong with it', async () => {
    const form = {
      do: 'save',
      minSeverity: 'medium',
      campaigns: 'Town Hall, Benefits',
      quietFrom: '22:00',
      quietTo: '06:30',
      digestDays: 'weekdays',
      digestAt: '08:15',
      escalateAfter: '15',
    };
    assert.match((await press(form)).text, /Saved/);
    const [place] = await room.room.places();
    assert.deepEqual(
      [
        place?.settings.minSeverity,
        place?.settings.campaigns,
        place?.settings.quiet?.to,
        place?.settings.digest?.days.length,
        place?.settings.escalation?.afterMinutes,
      ],
      ['medium', ['Town Hall', 'Benefits'], '06:30', 5, 15],
    );
    const other = '19:other@thread.tacv2';
    await press({ do: 'here' }, other);
    await press({ ...form, callMe: 'true', second: other, csm: 'true' });
    const escalation = {
      afterMinutes: 15,
      mention: { id: operator.objectId, name: 'Robin' },
      secondConversationId: other,
      csm: true,
    };
    const kept = async () =>
      (await room.room.places()).find((place) => place.conversationId === ops)?.settings.escalation;
    assert.deepEqual(await kept(), escalation);
    await press({ ...form, second: '19:made-up@thread.tacv2' });
    assert.equal((await kept())?.secondConversationId, null);
    assert.match((await press({ ...form, quietTo: '' })).text, /beginning and an end/);
    assert.match((await press({ ...form, quietFrom: 'ten' })).text, /HH:MM/);
    assert.match((await press({ ...form, escalateAfter: '-3' })).text, /minutes as a number/);
    assert.match((await press({ ...form, minSeverity: 'all' })).text, /HH:MM/);
  });
});
