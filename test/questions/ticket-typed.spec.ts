import assert from 'node:assert/strict';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Asker } from '../../src/questions/question.ts';
import { namesPeople, replyTyped } from '../../src/questions/tickets/typed.ts';
import type { Database } from '../../src/store/database.ts';
import { keptTicket } from '../../src/store/tickets.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { typedNodes } from '../cards/walk.ts';
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
      assert.deepEqual(replyTyped(text, heard), { text: said, sure }, text);
    for (const text of ['reply to the ticket', 'answer CM-4321', 'see https://a.example/b'])
      assert.equal(replyTyped(text, null), null, text);
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

  it('means the only open ticket where none is named, and asks which where there are two', async () => {
    const { id } = await openedTicket(room, actor);
    assert.match((await chatOf(robin)('reply to the ticket: still held')).text, /Your message was sent/);
    await openedTicket(room, actor);
    const before = (await keptTicket(database, tenant.tenantId, { id }))?.ticket.revision;
    assert.match((await chatOf(robin)('reply to the ticket: still held')).text, /Name it by its number/);
    assert.equal((await keptTicket(database, tenant.tenantId, { id }))?.ticket.revision, before);
  });

  it('is merged by naming both, the first into the second', async () => {
    const [one, other] = [await openedTicket(room, actor), await openedTicket(room, actor)];
    await chatOf(robin)(`merge ${one.shared.number} into ${other.shared.number}`);
    const kept = await keptTicket(database, tenant.tenantId, { id: one.id });
    assert.equal(kept?.ticket.mergedInto?.number, other.shared.number);
  });
});
