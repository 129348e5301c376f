import assert from 'node:assert/strict';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Asker, Entities } from '../../src/questions/question.ts';
import { namesPeople, replyTyped } from '../../src/questions/tickets/typed.ts';
import type { Database } from '../../src/store/database.ts';
import { keptTicket } from '../../src/store/tickets.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { actionsOf, typedNodes } from '../cards/walk.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { now, profile, reader } from '../support/questions.ts';
import { openedTicket, person, ticketRoom } from '../support/tickets.ts';

const robin: Asker = { ...reader, roles: ['reader', 'operator'] };
const csm: Asker = { ...reader, objectId: '20000000-0000-4000-8000-000000000002', name: 'Kim', roles: ['csm'] };

describe('Ticket commands in words', () => {
  it('send what is set apart by a colon or quotes, and only offer what had to be guessed', () => {
    for (const [text, heard, said, sure] of [
      ['reply on CM-1234567: it is the EU region', null, 'it is the EU region', true],
      ['answer the ticket "we use own mailbox"', 'x', 'we use own mailbox', true],
      ['write on CM-7: see https://x.example: nothing there', null, 'see https://x.example: nothing there', true],
      ['tell the csm on CM-1234567 that we changed the rule', 'we changed the rule', 'We changed the rule', false],
      ['reply to my ticket that it works at 10:30', 'it works at 10:30', 'It works at 10:30', false],
    ] as const)
      assert.deepEqual({ ...replyTyped(text, heard), order: '' }, { text: said, sure, order: '' }, text);
    for (const text of ['reply to the ticket', 'answer CM-4321', 'see https://a.example/b'])
      assert.equal(replyTyped(text, null), null, text);
  });

  it('tell what is to be written from what is to be done with it', () => {
    assert.equal(replyTyped("don't reply to CM-7: it is the EU region", null)?.order, "don't reply to CM-7");
    assert.equal(replyTyped('reply to CM-7 "not solved"? no', null)?.order, 'reply to CM-7  ? no');
  });

  it('name people to Microsoft only where that is said', () => {
    assert.ok(namesPeople('request to microsoft with sender and recipients') && !namesPeople('microsoft request'));
  });
});

describe('A ticket worked by typing', function () {
  this.timeout(60_000);
  let database: Database;
  let room: TicketRoom;
  const { reader: tenant } = fakeTenantReader({});
  const actor = { ...person('Robin', 'customer', tenant.tenantId), id: robin.objectId };

  beforeEach(async () => {
    database = await openTestDatabase('pglite');
    room = ticketRoom(database);
  });
  afterEach(() => database.close());

  function chatOf(asker: Asker, place: 'personal' | 'channel' = 'personal') {
    const assistant = createAssistant({ tenant, profile, tickets: room });
    let conversation: Conversation = {};
    return async (text: string) => {
      const common = { asker, place, now, conversation, conversationId: `${place}-1` };
      const reply = await assistant.ask({ ...common, text, files: [] });
      conversation = reply.conversation;
      return reply.answer;
    };
  }

  it('goes back and forth without one press', async () => {
    const { id, shared } = await openedTicket(room, actor);
    const { number } = shared;
    const [admin, kim] = [chatOf(robin), chatOf(csm, 'channel')];
    const steps: [typeof admin, string, RegExp][] = [
      [kim, `take ${number}`, /is yours now/],
      [kim, `ask the customer on ${number}: which region do you use?`, /Your question was sent/],
      [admin, `any news on ${number}?`, /which region do you use\?/],
      [admin, `reply on ${number}: it is the EU region`, /Your message was sent/],
      [kim, `request more evidence on ${number}`, /asked for evidence/],
      [admin, `set the priority of ${number} to high`, /has priority high now/],
      [kim, `we are waiting for Microsoft on ${number}`, /is waiting for Microsoft now/],
      [kim, `close ${number}`, /is solved now/],
      [admin, `reopen ${number}`, /is reopened now/],
    ];
    for (const [who, text, expected] of steps) assert.match((await who(text)).text, expected, text);
    const kept = await keptTicket(database, tenant.tenantId, { id });
    const said = kept!.history.flatMap(({ what }) => (what.kind === 'message' ? [`${what.as}: ${what.text}`] : []));
    assert.deepEqual(said.slice(0, 2), ['question: which region do you use?', 'answer: it is the EU region']);
    assert.match(said[2] ?? '', /^evidence-request: Please share more evidence/);
  });

  it('sends nothing that it had to guess, but puts it into the box', async () => {
    const { id, shared } = await openedTicket(room, actor);
    const answer = await chatOf(robin)(`tell the csm on ${shared.number} that we changed the rule`);
    assert.match(answer.text, /Nothing was sent yet/);
    const box = [...typedNodes(answer.card ?? {})].find((node) => node.id === 'reply');
    assert.equal(box?.value, 'We changed the rule');
    assert.equal((await keptTicket(database, tenant.tenantId, { id }))?.ticket.revision, shared.revision);
  });

  it('is shown and not changed by a sentence that is no plain order', async () => {
    const { id, shared } = await openedTicket(room, actor);
    const n = shared.number;
    const said: [Asker, string][] = [
      ...[
        `don't close ${n}`,
        `never close ${n} before I say so`,
        `what would happen if I close ${n}?`,
        `can I close ${n} later?`,
        `when will you close ${n}?`,
        `did you solve ${n}?`,
        `close ${n}? no`,
        `if it works tomorrow close ${n}`,
        `please don't set ${n} to urgent`,
        `${n} does not wait for Microsoft`,
        `don't reply to ${n}: it is the EU region`,
        `don't merge ${n} into CM-1000001`,
      ].map((text): [Asker, string] => [robin, text]),
      [csm, `don't assign ${n} to me`],
      [csm, `should I take ${n}?`],
      [csm, `assign ${n} to Lee`],
      [csm, `don't request more evidence on ${n}`],
      [csm, `did you ask the customer on ${n}: which region do you use?`],
    ];
    for (const [who, text] of said) {
      const chat = chatOf(who);
      await chat(`any news on ${n}?`);
      for (const sentence of [text, "it isn't solved", 'nothing is solved']) {
        const answer = await chat(sentence);
        assert.doesNotMatch(answer.text, /is solved now|was sent\.|is yours now|priority urgent now/, sentence);
      }
    }
    const kept = await keptTicket(database, tenant.tenantId, { id });
    assert.equal(kept?.ticket.revision, shared.revision);
  });

  it('is changed by the press that such a sentence offers', async () => {
    const { id, shared } = await openedTicket(room, actor);
    for (const [who, text, title, expected] of [
      [csm, `should I take ${shared.number}?`, 'Take it', /is yours now/],
      [robin, `what if I set ${shared.number} to urgent?`, 'Priority urgent', /priority urgent now/],
      [robin, `don't close ${shared.number}`, 'Solved', /is solved now/],
      [robin, `don't reopen ${shared.number}`, 'Reopen', /is reopened now/],
    ] as const) {
      const answer = await chatOf(who)(text);
      assert.match(answer.text, /nothing was changed/, text);
      const [first] = actionsOf(answer.card ?? {});
      assert.equal(first?.title, title, text);
      const assistant = createAssistant({ tenant, profile, tickets: room });
      const common = { asker: who, place: 'personal' as const, now, conversation: {}, conversationId: 'personal-1' };
      const pressed = await assistant.press({ ...common, verb: String(first.verb), data: first.data as Entities });
      assert.match(pressed.answer.text, expected);
    }
    assert.equal((await keptTicket(database, tenant.tenantId, { id }))?.ticket.state, 'reopened');
  });

  it('keeps what it would not send in the box', async () => {
    const { shared } = await openedTicket(room, actor);
    const answer = await chatOf(robin)(`don't reply to ${shared.number}: it is the EU region`);
    const box = [...typedNodes(answer.card ?? {})].find((node) => node.id === 'reply');
    assert.match(String(box?.value), /it is the EU region/);
  });

  it('means the only open ticket where none is named, and asks which where there are two', async () => {
    const { id } = await openedTicket(room, actor);
    assert.match((await chatOf(robin)('reply to the ticket: still held')).text, /Your message was sent/);
    await openedTicket(room, actor);
    const before = (await keptTicket(database, tenant.tenantId, { id }))?.ticket.revision;
    assert.match((await chatOf(robin)('reply to the ticket: still held')).text, /Name it by its number/);
    assert.equal((await keptTicket(database, tenant.tenantId, { id }))?.ticket.revision, before);
  });

  it('is merged by naming both, the first into the second, after one press that says what it does', async () => {
    const [one, other] = [await openedTicket(room, actor), await openedTicket(room, actor)];
    const mergedInto = async () =>
      (await keptTicket(database, tenant.tenantId, { id: one.id }))?.ticket.mergedInto?.number ?? null;
    const { text, card } = await chatOf(robin)(`merge ${one.shared.number} into ${other.shared.number}`);
    assert.match(text, /Nothing was merged yet.*nobody can take them apart again/);
    assert.equal(await mergedInto(), null);
    const button = actionsOf(card ?? {}).find(({ title }) => title === `Merge into ${other.shared.number}`);
    assert.ok(button);
    const assistant = createAssistant({ tenant, profile, tickets: room });
    const common = { asker: robin, place: 'personal' as const, now, conversation: {} };
    await assistant.press({ ...common, verb: String(button.verb), data: button.data as Entities });
    assert.equal(await mergedInto(), other.shared.number);
  });
});
