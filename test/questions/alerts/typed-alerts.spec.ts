import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/questions/conversation.ts';
import { createAssistant } from '../../../src/questions/create-assistant.ts';
import type { Asker } from '../../../src/questions/question.ts';
import type { Database } from '../../../src/store/database.ts';
import { savePosted } from '../../../src/store/outbox-lane.ts';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { facts } from '../../support/alert-facts.ts';
import { openAlertRoom } from '../../support/alert-room.ts';
import { openTestDatabase } from '../../support/database.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { tenantId } from '../../support/outbox-bench.ts';
import { cardText, profile, reader } from '../../support/questions.ts';

const ana: Asker = { ...reader, objectId: 'ana', name: 'Ana', roles: ['reader', 'operator'] };
const channel = '19:ops@thread.tacv2';
const start = new Date('2026-11-21T09:10:00.000Z');

describe('What is typed about alerts', function () {
  this.timeout(60_000);
  let database: Database;
  let now: Date;
  let room: ReturnType<typeof openAlertRoom>;
  let conversation: Conversation;

  before(async () => {
    database = await openTestDatabase('pglite');
    room = openAlertRoom(database, () => now);
  });
  after(() => database.close());
  beforeEach(async () => {
    now = start;
    conversation = {};
    await room.clear();
  });

  async function say(text: string, asker = ana, threadId?: string) {
    const { reader: tenant } = fakeTenantReader({});
    const assistant = createAssistant({ tenant, profile, alerts: room.room });
    const asked = { text, asker, place: 'channel' as const, now, conversation, files: [] };
    const reply = await assistant.ask({ ...asked, conversationId: channel, ...(threadId ? { threadId } : {}) });
    conversation = reply.conversation;
    return reply.answer;
  }

  const twoAlerts = () => room.tell(facts.quarantined('anna@contoso.example'), facts.junked('bo@contoso.example'));
  const stateOf = async (reason: string) =>
    (await room.room.since(new Date(0))).find((alert) => alert.reason === reason)?.state;

  it('acts at once on the only open alert, and says to everybody which it was', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const answer = await say('ack');
    assert.equal(await stateOf('quarantined'), 'acknowledged');
    assert.match(cardText(answer.card), /Campaign mail is in quarantine: Town Hall/);
    assert.equal(answer.audience, 'everyone');
    assert.notEqual(answer.notice, true);
    await say('snooze it until monday');
    assert.equal((await room.room.open())[0]?.snoozedUntil, '2026-11-23T07:00:00.000Z');
    await say('wake it up again');
    assert.equal(await stateOf('quarantined'), 'open');
  });

  it('asks which one is meant when it may be several, and changes nothing', async () => {
    await twoAlerts();
    const answer = await say('acknowledge the alert');
    assert.match(cardText(answer.card), /Which alert\?.*Acknowledge 1.*Acknowledge 2/s);
    assert.deepEqual(
      (await room.room.open()).map(({ state }) => state),
      ['open', 'open'],
    );
    await say('the junk one, acknowledge the junk alert');
    assert.equal(await stateOf('junked'), 'acknowledged');
    assert.equal(await stateOf('quarantined'), 'open');
  });

  it('takes places in the list it showed', async () => {
    await twoAlerts();
    const list = await say('list the open alerts');
    const lines = cardText(list.card);
    assert.match(lines, /2 alerts/);
    assert.doesNotMatch(lines, /@contoso/);
    const second = (conversation.listed?.keys ?? [])[1];
    await say('snooze the second one for 2 hours');
    const snoozed = (await room.room.open()).find(({ state }) => state === 'snoozed');
    assert.deepEqual([snoozed?.id, snoozed?.snoozedUntil], [second, '2026-11-21T11:10:00.000Z']);
    await say('assign the first one to me');
    assert.equal((await room.room.open()).find(({ id }) => id !== second)?.assigned?.to.name, 'Ana');
  });

  it('resolves nothing before a press on the alert that it shows', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    for (const text of ['resolve', 'close the alert', 'resolve it']) {
      const answer = await say(text);
      assert.match(cardText(answer.card), /Resolve this one\?.*Town Hall/s, text);
      assert.equal(await stateOf('quarantined'), 'open', text);
    }
  });

  it('changes nothing at a sentence that is no plain order, and shows the alert with its button', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    await say('why the alert?');
    const before = (await room.room.open())[0]?.revision;
    for (const [text, button] of [
      ["don't acknowledge the alert", 'Acknowledge'],
      ['did you acknowledge the alert?', 'Acknowledge'],
      ['what happens if I acknowledge the alert?', 'Acknowledge'],
      ["please don't assign the alert to me", 'Take'],
      ['should I take over the alert?', 'Take'],
      ["don't snooze the alert until monday", 'Snooze'],
      ['what would happen if I snooze the alert for 2 hours?', 'Snooze'],
    ] as const) {
      const answer = await say(text);
      assert.equal((await room.room.open())[0]?.revision, before, text);
      assert.match(cardText(answer.card), new RegExp(`${button} this one\\?.*Nothing was changed yet`, 's'), text);
    }
  });

  it('means the alert in the thread of whose card it is said', async () => {
    await twoAlerts();
    const junk = (await room.room.open()).find(({ reason }) => reason === 'junked');
    assert.ok(junk);
    const stands = { activityId: '7', threadId: `${channel};messageid=7`, contentHash: '', sequence: 1n, copies: [] };
    const message = { summary: '', text: '', card: null, short: '' };
    const card = { ...stands, cardKey: `alert/${junk.id}`, message, maybeTwice: false, postedAt: start };
    await inTenant(database.kysely, tenantId, (t) => savePosted(t, tenantId, channel, card, start));
    await say('ack', ana, `${channel};messageid=7`);
    assert.equal(await stateOf('junked'), 'acknowledged');
    assert.equal(await stateOf('quarantined'), 'open');
    conversation = {};
    assert.match(cardText((await say('ack', ana, `${channel};messageid=8`)).card), /Which alert\?/);
  });

  it('opens the resolved one again', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const [alert] = await room.room.open();
    assert.ok(alert);
    const by = { id: 'ana', name: 'Ana' };
    const press = { action: 'resolve' as const, note: '', by, at: start.toISOString(), revision: alert.revision };
    await room.room.press(alert.id, press);
    await say('reopen the alert, it happened again');
    assert.equal(await stateOf('quarantined'), 'reopened');
  });

  it('tells the cause to everybody and the people to the asker alone', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const why = await say('why did this alert fire?');
    assert.match(cardText(why.card), /High confidence phishing/);
    const who = await say('who is affected by the alert?');
    assert.equal(who.audience, 'askerOnly');
    assert.match(cardText(who.card), /anna@contoso\.example/);
  });

  it('refuses those without the right, privately', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const refused = await say('ack', reader);
    assert.match(refused.text, /operators and approvers/);
    assert.equal(refused.audience, 'askerOnly');
    assert.equal(await stateOf('quarantined'), 'open');
  });

  it('gives an alert to somebody who has worked on alerts, and to no mere name', async () => {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const named = await say('assign the alert to Priya');
    assert.match(named.text, /cannot tell for sure who “Priya” is/);
    assert.equal(named.audience, 'askerOnly');
    assert.equal((await room.room.open())[0]?.assigned, null);
    await say('ack', { ...ana, objectId: 'bo', name: 'Bo Berg' });
    const given = await say('assign the alert to Bo');
    assert.match(given.text, /Bo Berg has it now/);
    assert.equal((await room.room.open())[0]?.assigned?.to.id, 'bo');
  });

  it('says so when there is no alert, or none of that name', async () => {
    assert.match((await say('resolve')).text, /No alert is open/);
    assert.match((await say('any alerts?')).text, /There are none/);
    await twoAlerts();
    assert.match((await say('acknowledge the zap alert')).text, /No open alert is called “zap”/);
  });

  it('lists by severity, by who has them and by time', async () => {
    await twoAlerts();
    assert.match((await say('which critical alerts are open?')).text, /1 alert[^s]/);
    await say('acknowledge the junk alert');
    assert.match((await say('which alerts has nobody acknowledged?')).text, /1 alert[^s].*quarantine/s);
    assert.match((await say('show my alerts')).text, /1 alert[^s].*Junk/s);
    assert.match((await say('list the alerts of today')).text, /2 alerts/);
    assert.match((await say('list the alerts from last week')).text, /There are none/);
  });
});
