import assert from 'node:assert/strict';
import { createAssistant } from '../../../src/questions/create-assistant.ts';
import type { Asker, Entities, Place } from '../../../src/questions/question.ts';
import type { Database } from '../../../src/store/database.ts';
import { createRefusals } from '../../../src/store/refusals.ts';
import { facts } from '../../support/alert-facts.ts';
import { openAlertRoom } from '../../support/alert-room.ts';
import { openTestDatabase } from '../../support/database.ts';
import { fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { tenantId } from '../../support/outbox-bench.ts';
import { cardText, profile, reader } from '../../support/questions.ts';

const ana: Asker = { ...reader, objectId: 'ana', name: 'Ana', roles: ['reader', 'operator'] };
const bo: Asker = { ...ana, objectId: 'bo', name: 'Bo' };
const start = new Date('2026-11-21T09:10:00.000Z');

describe('The buttons of an alert', function () {
  this.timeout(60_000);
  let database: Database;
  let now: Date;
  let room: ReturnType<typeof openAlertRoom>;

  before(async () => {
    database = await openTestDatabase('pglite');
    room = openAlertRoom(database, () => now);
  });
  after(() => database.close());
  beforeEach(async () => {
    now = start;
    await room.clear();
  });

  function assistant(alerts = true) {
    const { reader: tenant } = fakeTenantReader({});
    const onFault = (error: unknown) => assert.fail(String(error));
    const refusals = createRefusals({ database: async () => database, tenantId, onFault });
    return createAssistant({ tenant, profile, refusals, ...(alerts ? { alerts: room.room } : {}) });
  }

  async function press(verb: string, data: Entities, asker = ana, place: Place = 'channel') {
    const conversationId = '19:ops@thread.tacv2';
    const reply = await assistant().press({ verb, data, asker, place, now, conversation: {}, conversationId });
    return reply.answer;
  }

  async function anAlert() {
    await room.tell(facts.quarantined('anna@contoso.example'));
    const [alert] = await room.room.open();
    assert.ok(alert);
    return { alert: alert.id, revision: String(alert.revision) };
  }

  it('say on the card what was done, and to those who come late who was first and when', async () => {
    const about = await anAlert();
    const done = await press('alert.acknowledge', about);
    assert.deepEqual([done.notice, done.card], [true, null]);
    assert.match(done.text, /You look after it now/);
    now = new Date(start.getTime() + 180_000);
    assert.match((await press('alert.acknowledge', about)).text, /already looked after, by you/);
    const late = await press('alert.acknowledge', about, bo);
    assert.match(late.text, /already looked after, by Ana, since .*10:10.* \(3 minutes ago\)/);
    assert.equal((await room.room.open())[0]?.acknowledged?.by?.name, 'Ana');
  });

  it('refuse those without the right in private, keep it on record and leave the case alone', async () => {
    const about = await anAlert();
    for (const verb of ['acknowledge', 'assign', 'snooze', 'resolve', 'reopen', 'escalate']) {
      const answer = await press(`alert.${verb}`, about, reader);
      assert.match(answer.text, /operators and approvers/, verb);
      assert.deepEqual([answer.notice, answer.audience], [true, 'askerOnly'], verb);
    }
    assert.equal((await room.room.open())[0]?.revision, 1);
    const kept = (await room.audit()).filter((row) => row.outcome === 'refused');
    assert.equal(kept.length, 6);
    assert.ok(kept.every(({ actor, details }) => actor === reader.objectId && details.alert === about.alert));
  });

  it('ask until when to snooze, and snooze until then in the time zone of the person', async () => {
    const about = await anAlert();
    const asked = await press('alert.snooze', about);
    assert.equal(asked.audience, 'askerOnly');
    assert.match(cardText(asked.card), /Until tomorrow, 08:00/);
    await press('alert.snooze', { ...about, until: 'tomorrow' });
    assert.equal((await room.room.open())[0]?.snoozedUntil, '2026-11-22T07:00:00.000Z');
    await press('alert.snooze', { ...about, until: 'now' });
    assert.equal((await room.room.open())[0]?.state, 'open');
  });

  it('tell whom it concerns only to the asker, and say why from what the watch saw', async () => {
    const about = await anAlert();
    const who = await press('alert.affected', about, reader);
    assert.equal(who.audience, 'askerOnly');
    assert.match(cardText(who.card), /anna@contoso\.example/);
    const why = await press('alert.why', about, reader);
    assert.match(cardText(why.card), /High confidence phishing/);
    assert.doesNotMatch(cardText(why.card), /anna@/);
  });

  describe('of an alert with several causes', () => {
    const held = (person: string, policy: string, more: object = {}) =>
      facts.quarantined(`${person}@contoso.example`, undefined, { id: person, policy, ...more });

    async function aMixedAlert(...policies: string[]) {
      await room.tell(...policies.map((policy, index) => held(`p${index}`, policy)), held('anna', 'Strict'));
      const [alert] = await room.room.open();
      assert.ok(alert);
      return { alert: alert.id, revision: String(alert.revision) };
    }

    /** What the buttons of a card carry, by their titles. */
    function buttonsOf(card: unknown): Map<string, Entities> {
      const found = [...JSON.stringify(card).matchAll(/\{"type":"Action\.Execute".+?"data":(\{[^}]*\})/g)];
      return new Map(
        found.map(([action, data]) => [/"title":"([^"]+)"/.exec(action)?.[1] ?? '', JSON.parse(data ?? '{}')]),
      );
    }

    it('list them, the worst first, and explain each on its own button', async () => {
      const about = await aMixedAlert('Strict', 'EU offices');
      const which = await press('alert.why', about, reader);
      const said = cardText(which.card);
      assert.match(said, /2 causes are behind it/);
      assert.match(
        said,
        /1\. Strict \u2013 High confidence phishing[\s\S]+2 people[\s\S]+2\. EU offices[\s\S]+1 person/,
      );
      assert.doesNotMatch(said, /@contoso/);
      const second = buttonsOf(which.card).get('Why 2?');
      assert.ok(second);
      const why = cardText((await press('alert.why', second, reader)).card);
      assert.match(why, /EU offices[\s\S]+High confidence phishing/);
      assert.match(why, /1 person has it in quarantine/);
      assert.doesNotMatch(why, /Strict/);
    });

    it('list more than fit on one card in turn, and survive causes that are gone', async () => {
      const about = await aMixedAlert(...Array.from({ length: 8 }, (_, index) => `Policy ${index}`));
      const first = await press('alert.why', about, reader);
      const more = buttonsOf(first.card).get('More causes');
      assert.ok(more);
      const next = await press('alert.why', more, reader);
      assert.match(cardText(next.card), /6\. Policy 5[\s\S]+9\. Strict/);
      const odd: Entities[] = [{ cause: 'gone' }, { from: '-1' }, { from: 'x' }, { from: '99' }];
      for (const data of odd)
        assert.match(cardText((await press('alert.why', { ...about, ...data }, reader)).card), /9 causes/);
    });

    it('tell whom it concerns by cause', async () => {
      const about = await aMixedAlert('EU offices');
      const who = await press('alert.affected', about, reader);
      assert.equal(who.audience, 'askerOnly');
      assert.match(cardText(who.card), /2 in all[\s\S]+EU offices[\s\S]+p0@contoso\.example/);
    });
  });

  it('survive whatever a client sends', async () => {
    for (const data of [
      {},
      { alert: '' },
      { alert: "'; drop table alerts" },
      { alert: 'x'.repeat(3000) },
      { alert: ['a', 'b'], revision: 'NaN' },
    ]) {
      for (const verb of ['acknowledge', 'assign', 'snooze', 'resolve', 'reopen', 'escalate', 'why', 'affected']) {
        const answer = await press(`alert.${verb}`, data as Entities);
        assert.ok(answer.text.length > 10, verb);
        assert.doesNotMatch(answer.text, /Reference/, `${verb} ${JSON.stringify(data).slice(0, 60)}`);
      }
    }
  });

  it('say so where no alerts are kept', async () => {
    const reply = await assistant(false).press({
      verb: 'alert.why',
      data: { alert: 'a' },
      asker: ana,
      place: 'terminal',
      now,
      conversation: {},
    });
    assert.equal(reply.answer.couldNot[0]?.kind, 'notConfigured');
  });
});
