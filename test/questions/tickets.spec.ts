import assert from 'node:assert/strict';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Answer, Asker, Entities } from '../../src/questions/question.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { ticketPlaces } from '../../src/store/ticket-places.ts';
import { keptTicket, listTickets } from '../../src/store/tickets.ts';
import { createTicketRoom } from '../../src/tickets/create-ticket-room.ts';
import { actionsOf, typedNodes, wordsOf } from '../cards/walk.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { now, profile, reader } from '../support/questions.ts';
import { audits } from '../support/tickets.ts';

const robin: Asker = { ...reader, roles: ['reader', 'operator'] };
const looker: Asker = { ...reader, objectId: '40000000-0000-4000-8000-000000000004', name: 'Lou' };
const csm: Asker = { ...reader, objectId: '20000000-0000-4000-8000-000000000002', name: 'Kim', roles: ['csm'] };
const stranger: Asker = { ...reader, objectId: '30000000-0000-4000-8000-000000000003', name: 'Sam', roles: [] };
const mail = quarantined('falcon', { subject: 'Project Falcon layoffs', recipients: ['bo.lind@contoso.example'] });

describe('Tickets in chat', function () {
  this.timeout(60_000);
  let database: Database;
  const { reader: tenant } = fakeTenantReader({ messages: [mail] });

  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  function chatOf(asker: Asker, place: 'personal' | 'channel' = 'personal', ticketWriters?: Asker['roles']) {
    const faults: object[] = [];
    const tickets = createTicketRoom({ database });
    const log = { error: (meta: object) => void faults.push(meta) };
    const writers = ticketWriters ? { ticketWriters } : {};
    const assistant = createAssistant({ tenant, profile, tickets, log, ...writers });
    let conversation: Conversation = {};
    const common = () => ({ asker, place, now, conversation, conversationId: `${place}-1` });
    return {
      faults,
      async ask(text: string) {
        const reply = await assistant.ask({ ...common(), text, files: [] });
        conversation = reply.conversation;
        return reply.answer;
      },
      async press(verb: string, data: Entities) {
        const reply = await assistant.press({ ...common(), verb, data });
        conversation = reply.conversation;
        return reply.answer;
      },
    };
  }

  async function anyTicket(filter: Parameters<typeof listTickets>[2] = {}) {
    const { tickets } = await listTickets(database, tenant.tenantId, filter, 1);
    assert.ok(tickets[0]);
    return tickets[0].ticket;
  }

  function actionOf(card: object | null, title: string) {
    const action = actionsOf(card ?? {}).find((one) => one.title === title);
    assert.ok(action, `no button “${title}” among ${actionsOf(card ?? {}).map((one) => one.title)}`);
    return { verb: String(action.verb), data: action.data as Entities };
  }

  function inputsOf(card: object | null): Entities {
    const inputs = [...typedNodes(card ?? {})].filter((node) => String(node.type).startsWith('Input.'));
    return Object.fromEntries(inputs.map((input) => [String(input.id), String(input.value ?? '')]));
  }

  it('go from “escalate this” over the form to the CSM’s answer and back, and both cards agree', async () => {
    const admin = chatOf(robin);
    await admin.press('quarantine.why', { message: mail.identity });
    const form = await admin.ask('escalate this');
    assert.match(form.text, /would be sent to ContactMonkey, and nothing else/);
    const open = actionOf(form.card, 'Open the ticket');
    const opened = await admin.press(open.verb, { ...inputsOf(form.card), ...open.data, description: 'Every week.' });
    assert.match(opened.text, /CM-\d+ is open/);
    const number = /CM-\d+/.exec(opened.text)![0];

    const channel = chatOf(csm, 'channel');
    const seen = await channel.press('ticket.status', { ticket_id: number });
    assert.match(seen.text, /waiting for ContactMonkey/);
    assert.doesNotMatch(JSON.stringify(seen), /Falcon|bo\.lind|Robin/);
    assert.match(wordsOf(seen.card!), /Every week\./);
    const take = actionOf(seen.card, 'Take it');
    const taken = await channel.press(take.verb, take.data);
    assert.match(taken.text, /is yours now/);
    const ask = actionOf(taken.card, 'Ask the customer');
    await channel.press(ask.verb, { ...ask.data, reply: 'Which region do you use?' });

    const news = await admin.ask(`any news on ${number}?`);
    assert.match(news.text, /Last message, from Kim: Which region do you use\?/);
    const write = actionOf(news.card, 'Send message');
    await admin.press(write.verb, { ...write.data, reply: 'The EU one.' });

    const back = await channel.press('ticket.status', { ticket_id: number });
    assert.match(back.text, /from The customer’s administrator: The EU one\./);
    const solved = actionOf(back.card, 'Solved');
    await channel.press(solved.verb, solved.data);
    const end = await admin.ask(`status of ${number}`);
    const there = await channel.press('ticket.status', { ticket_id: number });
    for (const words of [wordsOf(end.card!), wordsOf(there.card!)]) assert.match(words, /solved/);
    assert.deepEqual([...admin.faults, ...channel.faults], []);
  });

  it('share what was ticked, word for word as the form showed it', async () => {
    const admin = chatOf(robin);
    await admin.press('quarantine.why', { message: mail.identity });
    const form = await admin.press('ticket.open', { message: mail.identity, again: 'yes' });
    const open = actionOf(form.card, 'Open the ticket');
    const inputs = { ...inputsOf(form.card), share_subject: 'true', share_path: 'false' };
    const opened = await admin.press(open.verb, { ...inputs, ...open.data });
    const number = /CM-\d+/.exec(opened.text)![0];
    const kept = await keptTicket(database, tenant.tenantId, { number });
    const { parts } = JSON.parse(kept!.consents[0]!.text) as { parts: { id: string; lines: { text: string }[] }[] };
    assert.ok(parts.some(({ id }) => id === 'subject') && !parts.some(({ id }) => id === 'path'));
    const shown = wordsOf(form.card!);
    for (const line of parts.flatMap(({ lines }) => lines)) assert.ok(shown.includes(line.text), line.text);
    assert.ok(kept!.consents[0]!.struckOut.includes('Sending path'));
  });

  it('send nothing when the form is cancelled, and open nothing twice', async () => {
    const admin = chatOf(robin);
    const count = async () => (await listTickets(database, tenant.tenantId, {}, 100)).total;
    const before = await count();
    const form = await admin.ask('open a ticket');
    const cancel = actionOf(form.card, 'Cancel');
    assert.match((await admin.press(cancel.verb, cancel.data)).text, /Nothing was sent/);
    assert.equal(await count(), before);
    const again = await admin.ask('open a ticket');
    const open = actionOf(again.card, 'Open the ticket');
    await admin.press(open.verb, { ...inputsOf(again.card), ...open.data });
    const twice = await admin.press(open.verb, { ...inputsOf(again.card), ...open.data });
    assert.match(twice.text, /sent already/);
    assert.equal(await count(), before + 1);
  });

  it('lead to the ticket there is already about the same mail', async () => {
    const admin = chatOf(robin);
    const answer = await admin.press('ticket.open', { message: mail.identity });
    assert.match(answer.text, /There is a ticket about this already, CM-\d+/);
  });

  it('are listed, and the second one can be asked for', async () => {
    const admin = chatOf(robin);
    const list = await admin.ask('list all tickets');
    const numbers = list.text.match(/CM-\d+/g)!;
    assert.ok(numbers.length >= 2);
    const second = await admin.press('ticket.status', { item: '2' });
    assert.ok(second.text.includes(numbers[1]!));
  });

  it('refuse each verb to whoever has no role for it, politely and on record', async () => {
    const { id } = await anyTicket();
    const verbs = [
      'open',
      'status',
      'list',
      'answer',
      'ask',
      'assign',
      'state',
      'merge',
      'export',
      'share',
      'microsoft_request',
      'here',
      'customers',
    ];
    for (const verb of verbs) {
      const { unanswered, text } = await chatOf(stranger).press(`ticket.${verb}`, {
        ticket: id,
        to: 'solved',
        reply: 'x',
      });
      assert.ok(unanswered, verb);
      assert.doesNotMatch(text, /CM-\d/);
    }
    for (const verb of ['ask', 'assign']) {
      const before = (await audits(database, tenant.tenantId)).length;
      const { text } = await chatOf(robin).press(`ticket.${verb}`, {
        ticket: id,
        as: 'contactmonkey',
        to: 'me',
        reply: 'x',
      });
      assert.match(text, /This is for ContactMonkey’s customer success managers/);
      const [last] = (await audits(database, tenant.tenantId)).slice(before);
      assert.deepEqual([last?.actor, last?.outcome], [robin.objectId, 'refused']);
    }
    for (const verb of ['open', 'share']) {
      const { text } = await chatOf(csm).press(`ticket.${verb}`, { ticket: id, message: mail.identity });
      assert.match(text, /This is for the customer’s own administrators/);
    }
  });

  it('let a reader look at everything and send nothing, politely and on record', async () => {
    const { id, number, revision } = await anyTicket();
    const lou = chatOf(looker);
    const seen = await lou.press('ticket.status', { ticket: id });
    assert.ok(seen.text.includes(number));
    const titles = actionsOf(seen.card ?? {}).map(({ title }) => title);
    assert.deepEqual(titles, ['Microsoft request', 'Export']);
    assert.ok(![...typedNodes(seen.card ?? {})].some(({ type }) => String(type).startsWith('Input.')));
    assert.ok((await lou.press('ticket.export', { ticket: id })).text.includes(number));
    const before = (await audits(database, tenant.tenantId)).length;
    const tries: [string, Entities][] = [
      ['open', { message: mail.identity }],
      ['share', { ticket: id }],
      ['answer', { ticket: id, reply: 'Hello' }],
      ['state', { ticket: id, to: 'solved' }],
      ['state', { ticket: id, priority: 'urgent' }],
      ['merge', { ticket: id, into: 'other' }],
    ];
    for (const [verb, data] of tries) {
      const { text, unanswered } = await lou.press(`ticket.${verb}`, data);
      assert.ok(unanswered, verb);
      assert.match(text, /for operators and approvers\. Nothing was sent or changed/);
    }
    const kept = (await audits(database, tenant.tenantId)).slice(before);
    assert.deepEqual(
      kept.map(({ actor, outcome }) => [actor, outcome]),
      tries.map(() => [looker.objectId, 'refused']),
    );
    assert.equal((await anyTicket()).revision, revision);
  });

  it('let readers send where the organisation named neither operators nor approvers', async () => {
    const form = await chatOf(looker, 'personal', ['reader']).press('ticket.open', { again: 'yes' });
    assert.match(form.text, /would be sent to ContactMonkey/);
  });

  it('let a CSM who reads no mail ask nothing but tickets', async () => {
    const { text, unanswered } = await chatOf(csm).press('quarantine.list', {});
    assert.ok(unanswered);
    assert.doesNotMatch(text, /Falcon/);
  });

  it('answer a press on a card that is kept up to date with words alone, and the late with who was faster', async () => {
    const { id, revision } = await anyTicket({ states: ['new'] });
    const data = { ticket: id, revision: String(revision), kept: 'yes', to: 'me' };
    const first = await chatOf(csm, 'channel').press('ticket.assign', data);
    const lee = { ...csm, objectId: '20000000-0000-4000-8000-000000000009', name: 'Lee' };
    const late = await chatOf(lee, 'channel').press('ticket.assign', data);
    assert.deepEqual([first.notice, first.card, late.notice, late.card], [true, null, true, null]);
    assert.match(first.text, /is yours now/);
    assert.match(late.text, /Already assigned to Kim just now\. Your press changed nothing\./);
  });

  it('are told of, and spoken of openly, in the channel that the organisation’s own people open to them, and in no other', async () => {
    const channel = chatOf(robin, 'channel');
    const list = await channel.ask('list open tickets');
    const here = actionOf(list.card, 'Tell tickets here');
    for (const who of [csm, looker]) {
      const refusal = await chatOf(who, 'channel').press(here.verb, here.data);
      assert.match(refusal.text, /its own operators and approvers say where/);
    }
    assert.equal((await chatOf(csm, 'channel').ask('list open tickets')).audience, 'askerOnly');
    assert.match(wordsOf((await channel.press(here.verb, here.data)).card!), /told here from now on/);
    const places = () => inTenant(database.kysely, tenant.tenantId, (t) => ticketPlaces(t, []));
    assert.deepEqual((await places()).channels, [{ conversationId: 'channel-1', isChannel: true }]);
    assert.equal((await chatOf(csm, 'channel').ask('list open tickets')).audience, 'everyone');
    assert.match(
      (await chatOf(csm, 'channel').press(here.verb, { stop: 'yes' })).text,
      /own operators and approvers say where/,
    );
    assert.equal((await places()).channels.length, 1);
    await channel.press(here.verb, { stop: 'yes' });
    assert.deepEqual((await places()).channels, []);
  });

  it('give Microsoft the ids, times and verdict without naming people', async () => {
    const admin = chatOf(robin);
    await admin.press('quarantine.why', { message: mail.identity });
    const { text } = await admin.press('ticket.microsoft_request', { message: mail.identity });
    assert.ok(text.includes(mail.networkMessageId) && text.includes(mail.receivedAt));
    assert.match(text, /WHAT WE ASK/);
    assert.doesNotMatch(text, /Falcon|bo\.lind/);
    const named = await admin.press('ticket.microsoft_request', { message: mail.identity, people: 'yes' });
    assert.match(named.text, /bo\.lind@contoso\.example/);
  });

  it('say honestly that nobody at ContactMonkey hears of them, before anything is agreed to and after', async () => {
    const admin = chatOf(robin);
    const form = await admin.press('ticket.open', { again: 'yes' });
    assert.match(wordsOf(form.card!), /Nobody at ContactMonkey hears of tickets here yet/);
    const open = actionOf(form.card, 'Open the ticket');
    const opened = await admin.press(open.verb, { ...inputsOf(form.card), ...open.data });
    assert.match(opened.text, /is open\. Nobody at ContactMonkey hears/);
  });

  it('are opened, and more is shared, also when the mail is gone or nothing can be read', async () => {
    const admin = chatOf(robin);
    const gone = quarantined('gone by now').identity;
    const form = await admin.press('ticket.open', { message: gone });
    assert.match(form.text, /It is not in quarantine any more/);
    assert.ok(form.text.includes(gone.split('\\')[0]!));
    const open = actionOf(form.card, 'Open the ticket');
    const opened = await admin.press(open.verb, { ...inputsOf(form.card), ...open.data });
    const [number] = /CM-\d+/.exec(opened.text)!;
    const more = await admin.press('ticket.share', { ticket_id: number.slice(3) });
    assert.match(more.text, /It is not in quarantine any more/);
  });

  it('take no description that would have to be cut', async () => {
    const admin = chatOf(robin);
    const form = await admin.press('ticket.open', { again: 'yes' });
    const open = actionOf(form.card, 'Open the ticket');
    const long = { ...inputsOf(form.card), ...open.data, description: 'x'.repeat(1_600) };
    assert.match(wordsOf((await admin.press(open.verb, long)).card!), /too long: at most 1500 characters/);
  });

  it('offer what their state calls for first, and nothing that would be refused', async () => {
    const first = async (who: Asker, id: string) => {
      const { card } = await chatOf(who).press('ticket.status', { ticket: id });
      return actionsOf(card ?? {}).map(({ title }) => String(title));
    };
    const lee = { ...csm, objectId: '20000000-0000-4000-8000-000000000009', name: 'Lee' };
    const { id } = await anyTicket({ states: ['new', 'reopened', 'waiting-for-contactmonkey'] });
    const act = (data: Entities, verb = 'ticket.state') => chatOf(csm).press(verb, { ticket: id, ...data });
    await act({ to: 'nobody' }, 'ticket.assign');
    assert.deepEqual((await first(csm, id)).slice(0, 4), ['Take it', 'Send answer', 'Ask the customer', 'Solved']);
    await act({ to: 'me' }, 'ticket.assign');
    const held = await first(csm, id);
    assert.deepEqual(held.slice(0, 3), ['Send answer', 'Ask the customer', 'Solved']);
    assert.ok(held.includes('Give it back') && !held.includes('Take it over'));
    assert.ok((await first(lee, id)).includes('Take it over'));
    await act({ to: 'solved' });
    assert.deepEqual(await first(csm, id), ['Reopen', 'Send answer', 'Microsoft request', 'Export']);
    assert.deepEqual((await first(robin, id)).slice(0, 2), ['Reopen', 'Send message']);
  });

  it('keep what was struck out struck out when the form comes back with a complaint', async () => {
    const admin = chatOf(robin);
    const form = await admin.press('ticket.open', { message: mail.identity, again: 'yes' });
    const open = actionOf(form.card, 'Open the ticket');
    const boxes = Object.keys(inputsOf(form.card)).filter((id) => id.startsWith('share_'));
    assert.ok(boxes.length > 3 && boxes.includes('share_subject'));
    const chosen = Object.fromEntries(boxes.map((id) => [id, String(id === 'share_subject')]));
    const sent = { ...inputsOf(form.card), ...open.data, ...chosen, description: 'x'.repeat(1_600) };
    const back = await admin.press(open.verb, sent);
    const shown = inputsOf(back.card);
    assert.deepEqual(Object.fromEntries(boxes.map((id) => [id, shown[id]])), chosen);
    const opened = await admin.press(open.verb, {
      ...shown,
      ...actionOf(back.card, 'Open the ticket').data,
      description: 'short',
    });
    const kept = await keptTicket(database, tenant.tenantId, { number: /CM-\d+/.exec(opened.text)![0] });
    const { parts } = JSON.parse(kept!.consents[0]!.text) as { parts: { id: string }[] };
    assert.deepEqual(
      parts.map(({ id }) => id),
      ['subject'],
    );
  });

  it('are one when two admins send their forms about the same thing, unless the second asks for another', async () => {
    const other = quarantined('twice', { subject: 'Town Hall', recipients: ['bo.lind@contoso.example'] });
    const two = fakeTenantReader({ messages: [other] }).reader;
    const chats = [robin, { ...robin, objectId: '50000000-0000-4000-8000-000000000005', name: 'Ana' }].map((asker) => {
      const assistant = createAssistant({ tenant: two, profile, tickets: createTicketRoom({ database }) });
      const common = { asker, place: 'personal' as const, now, conversation: {}, conversationId: asker.objectId };
      return async (verb: string, data: Entities) => (await assistant.press({ ...common, verb, data })).answer;
    });
    const forms: Answer[] = [];
    for (const press of chats) forms.push(await press('ticket.open', { message: other.identity }));
    const answers = await Promise.all(
      chats.map((press, index) => {
        const { card } = forms[index]!;
        const open = actionOf(card, 'Open the ticket');
        return press(open.verb, {
          ...inputsOf(card),
          ...open.data,
          share_subject: 'true',
          description: `Mine: ${index}`,
        });
      }),
    );
    const late = answers.findIndex(({ text }) => /There is an open ticket about this already, CM-\d+/.test(text));
    assert.deepEqual(
      answers.map(({ text }) => /CM-\d+ is open/.test(text)),
      [late === 1, late === 0],
    );
    const again = actionOf(answers[late]!.card, 'Open another');
    const form = await chats[late]!(again.verb, again.data);
    const filled = inputsOf(form.card);
    assert.deepEqual([filled.share_subject, filled.description], ['true', `Mine: ${late}`]);
    const open = actionOf(form.card, 'Open the ticket');
    assert.match((await chats[late]!(open.verb, { ...filled, ...open.data })).text, /CM-\d+ is open/);
  });

  it('are exported whole to the admin', async () => {
    const { id, number } = await anyTicket();
    const { text } = await chatOf(robin).press('ticket.export', { ticket: id });
    assert.ok(text.includes(number) && text.includes('"history"'));
  });
});
