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

  async function press(data: Entities, conversationId = ops, asker = operator, place: Place = 'channel') {
    const asked = {
      verb: 'notifications.config',
      data,
      asker,
      place,
      now,
      conversation: {},
      conversationId,
    };
    return (await assistant().press(asked)).answer;
  }

  it('is not done by a question or an order turned round', () => {
    for (const text of [
      'should I stop alerts here?',
      'when will you stop alerts here?',
      'did you stop alerts here?',
      'what would happen if I stop alerts here?',
      'stop alerts here? no',
      'stop alerts here?',
      'are alerts off here?',
      "don't stop alerts here",
      "don't turn off alerts here",
      "don't unmute alerts",
      "don't send only critical alerts",
      'never stop alerts here',
      'should I turn on alerts here?',
      'do alerts come here?',
      'who do you alert',
      'should I mute alerts until tomorrow?',
      'are alerts quiet from 22:00 to 7:00?',
      'is there a digest at 9?',
    ])
      assert.equal(wishOf(text, now, 'UTC').kind, 'propose', text);
    for (const text of ['can you stop alerts here?', 'could you please stop alerts here?', "don't alert here any more"])
      assert.equal(wishOf(text, now, 'UTC').kind, 'stop', text);
  });

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
    assert.deepEqual(change('mute the alerts for 2 hours'), { mutedUntil: '2026-11-20T14:00:00.000Z' });
    assert.deepEqual(change('snooze the notifications until monday'), { mutedUntil: '2026-11-23T07:00:00.000Z' });
    assert.deepEqual(change('only send critical alerts'), { minSeverity: 'high' });
    assert.deepEqual(change('too many alerts, make it less'), { minSeverity: 'medium' });
    const weekly = change('give me a weekly summary instead of single alerts');
    assert.deepEqual(weekly, { digest: { at: '09:00', days: ['monday'], timeZone } });
    const kinds = [
      'alert settings',
      'who receives the alerts',
      'send alerts to another channel',
      'stop the alerts',
      'turn alerts on for this channel',
    ];
    assert.deepEqual(kinds.map(change), ['settings', 'places', 'elsewhere', 'stop', 'here']);
  });

  const notSaved: [said: string, filledIn: object][] = [
    ['no alerts after 8pm please', { quiet: { from: '20:00', to: '08:00', timeZone: 'UTC' } }],
    ['please no notifications during the night', { quiet: { from: '22:00', to: '07:00', timeZone: 'UTC' } }],
    ['stop alerts here from 1 December', {}],
    ['do not stop alerts', {}],
    ['notify me about junk mail too', { minSeverity: 'info' }],
    ['disable notifications for junk', { minSeverity: 'high' }],
    ['mute alerts for the benefits campaign', {}],
    ["don't send me alerts on sundays", {}],
    ['only alert me when the boss is held', { minSeverity: 'high' }],
    ['call me when nobody acknowledges an alert', {}],
  ];
  for (const [said, filledIn] of notSaved) {
    it(`shows “${said}” filled in and saves nothing`, () => {
      const wish = wishOf(said, now, 'UTC');
      assert.deepEqual('change' in wish ? [wish.kind, wish.change] : wish, ['propose', filledIn]);
    });
  }

  const saved: [said: string, change: object][] = [
    ['turn off quiet hours', { quiet: null }],
    ['quiet hours off', { quiet: null }],
    ['no quiet hours any more', { quiet: null }],
    ['no alerts before 8 or after 18', { quiet: { from: '18:00', to: '08:00', timeZone: 'UTC' } }],
    ['only alert us between 9 and 17:30', { quiet: { from: '17:30', to: '09:00', timeZone: 'UTC' } }],
    ['no alerts between 12 and 1pm', { quiet: { from: '12:00', to: '13:00', timeZone: 'UTC' } }],
    ['end the pause', { mutedUntil: null }],
    ['unmute alerts', { mutedUntil: null }],
    ['alert me about everything, not only critical', { minSeverity: 'info' }],
    ['only medium and above', { minSeverity: 'medium' }],
    ['alert here only for the benefits campaign', { campaigns: ['benefits'] }],
    ['alerts for all campaigns again', { campaigns: null }],
    ['pause until monday 10:00', { mutedUntil: '2026-11-23T10:00:00.000Z' }],
    ['can you keep quiet until 9', { mutedUntil: '2026-11-21T09:00:00.000Z' }],
    ['no digest any more', { digest: null }],
  ];
  for (const [said, change] of saved) {
    it(`takes “${said}” at its word`, () => {
      const wish = wishOf(said, now, 'UTC');
      assert.deepEqual('change' in wish ? [wish.kind, wish.change] : wish, ['change', change]);
    });
  }

  it('asks until when, where the end of a pause was not understood, and pauses by a button', async () => {
    for (const said of ['pause alerts during the holidays', 'mute until 1 december', 'mute'])
      assert.deepEqual(wishOf(said, now, 'UTC'), { kind: 'askUntil' }, said);
    const asked = await say('mute the alerts');
    assert.match(cardText(asked.card), /Until when/);
    assert.deepEqual(await room.room.places(), []);
    await press({ do: 'mute', until: '2026-11-23T08:00:00.000Z' });
    assert.equal((await room.room.places())[0]?.settings.mutedUntil, '2026-11-23T08:00:00.000Z');
  });

  it('moves alerts only from a place that is chosen, and tells those who had them', async () => {
    for (const said of [
      'move the alerts to this chat',
      'move alerts here',
      'send alerts to this channel instead of mail-ops',
    ])
      assert.deepEqual(wishOf(said, now, 'UTC'), { kind: 'moveHere' }, said);
    await say('alert here');
    const chat = 'a:chat';
    const asked = await say('move the alerts to this chat', operator, 'personal', chat);
    assert.match(cardText(asked.card), /from where.*Move from/is);
    assert.deepEqual(
      (await room.room.places()).map((place) => place.conversationId),
      [ops],
    );
    await press({ do: 'move', from: ops }, chat);
    assert.deepEqual(
      (await room.room.places()).map((place) => place.conversationId),
      [chat],
    );
    const told = await room.waiting(ops);
    assert.match(told.map(({ text }) => text).join(), /Robin moved the alerts/);
  });

  it('alerts here for words around it that change nothing', () => {
    for (const said of [
      'just alert here',
      'alert here, this channel is important',
      'alert here about junk and quarantine',
    ])
      assert.notEqual((wishOf(said, now, 'UTC') as { change?: object }).change, { minSeverity: 'high' }, said);
    assert.deepEqual(wishOf('just alert here', now, 'UTC'), { kind: 'here' });
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
      csmBy: { id: operator.objectId, name: 'Robin', at: now.toISOString() },
    };
    const kept = async () =>
      (await room.room.places()).find((place) => place.conversationId === ops)?.settings.escalation;
    assert.deepEqual(await kept(), escalation);
    const own = { ...form, csm: 'true' };
    assert.match((await press(own, 'a:chat', reader, 'personal')).text, /Only operators and approvers/);
    await press({ ...form, second: '19:made-up@thread.tacv2' });
    assert.equal((await kept())?.secondConversationId, null);
    assert.match((await press({ ...form, quietTo: '' })).text, /beginning and an end/);
    assert.match((await press({ ...form, quietFrom: 'ten' })).text, /HH:MM/);
    assert.match((await press({ ...form, escalateAfter: '-3' })).text, /minutes as a number/);
    assert.match((await press({ ...form, minSeverity: 'all' })).text, /HH:MM/);
  });
});
