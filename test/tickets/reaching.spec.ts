import assert from 'node:assert/strict';
import { rememberConversation, setAside } from '../../src/store/conversations.ts';
import { assignCustomer } from '../../src/store/customers.ts';
import type { Database } from '../../src/store/database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createAnnouncer } from '../../src/tickets/announce.ts';
import { remindOfTickets } from '../../src/tickets/reminders.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import {
  anna,
  at,
  contactMonkey,
  contoso,
  evidence,
  kim as guest,
  later,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../support/tickets.ts';

const kim = person('Kim', 'contactmonkey', contactMonkey);
const chat = { kind: 'personal' as const, name: null, teamId: null, reference: {}, at };

for (const backend of backends) {
  describe(`Tickets reach whom they are for, on ${backend}`, function () {
    this.timeout(90_000);
    let database: Database;
    let here: TicketRoom;
    let both: TicketRoom;
    const outbox = createOutbox({ send: async () => null } as unknown as Parameters<typeof createOutbox>[0]);

    beforeEach(async () => {
      database = await openTestDatabase(backend);
      const { customer, shared, showAll } = createAnnouncer({ outbox });
      here = ticketRoom(database, { announce: customer, showAll });
      const announceShared = shared(contactMonkey);
      both = ticketRoom(database, { csmTenant: contactMonkey, announce: customer, announceShared, showAll });
    });
    afterEach(() => database.close());

    async function outgoing(tenantId: string, where: string) {
      const rows = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('outbox').selectAll().where('conversation_id', '=', where).orderBy('sequence').execute(),
      );
      return rows.map(({ kind, message }) => ({ kind, text: JSON.stringify(message) }));
    }

    const say = (text: string) => ({ kind: 'message' as const, as: 'answer' as const, text });

    it('an answer waits for a chat that is away, in order with what came before and after', async () => {
      await rememberConversation(database, contoso, { ...chat, id: 'anna-chat', userObjectId: anna.id });
      const { id } = await openedTicket(here);
      made(await here.act(guest, { id }, say('FIRST'), null, later(1)));
      await inTenant(database.kysely, contoso, (t) => setAside(t, 'anna-chat', 'blocked', 'blocked'));
      made(await here.act(guest, { id }, say('AWAY'), null, later(2)));
      await rememberConversation(database, contoso, { ...chat, id: 'anna-chat', userObjectId: anna.id });
      made(await here.act(guest, { id }, say('BACK'), null, later(3)));
      const told = (await outgoing(contoso, 'anna-chat')).filter(({ kind }) => kind === 'message');
      assert.deepEqual(
        told.flatMap(({ text }) => /FIRST|AWAY|BACK/.exec(text)?.[0] ?? []),
        ['FIRST', 'AWAY', 'BACK'],
      );
    });

    it('a place that begins to hear of tickets gets those that are open, once, and none that are solved', async () => {
      const [open, solved] = [await openedTicket(here), await openedTicket(here)];
      made(await here.act(anna, { id: solved.id }, { kind: 'state', to: 'solved' }, null, later(1)));
      assert.equal(await here.hearing(anna), 'nobody');
      const desk = { ...chat, kind: 'channel' as const, id: 'desk', userObjectId: null };
      await rememberConversation(database, contoso, desk);
      for (const minute of [2, 3]) made(await here.tellHere(anna, 'desk', true, later(minute)));
      assert.equal(await here.hearing(anna), 'now');
      const cards = await outgoing(contoso, 'desk');
      assert.equal(cards.length, 1);
      assert.ok(cards[0]?.text.includes(open.shared.number) && !cards[0].text.includes('Anna'));
    });

    it('a customer success manager gets the open tickets of a customer they begin to look after', async () => {
      await rememberConversation(database, contactMonkey, { ...chat, id: 'kim-chat', userObjectId: kim.id });
      const { shared } = await openedTicket(both);
      made(await both.tellHere(kim, 'cm-desk', true, later(1)));
      assert.deepEqual(await outgoing(contactMonkey, 'cm-desk'), []);
      const wish = { customerTenant: contoso, csm: kim.id, name: 'Contoso', wanted: true };
      made(await both.lookAfter(kim, wish, later(2)));
      for (const where of ['cm-desk', 'kim-chat']) {
        const [card, ...more] = await outgoing(contactMonkey, where);
        assert.ok(card?.kind === 'card' && card.text.includes(shared.number), where);
        assert.deepEqual(more, []);
      }
      made(await both.lookAfter(kim, { ...wish, wanted: false }, later(3)));
      const later2 = await openedTicket(both);
      const after = (await outgoing(contactMonkey, 'cm-desk')).filter(({ kind }) => kind === 'card');
      assert.ok(!after.some(({ text }) => text.includes(later2.shared.number)));
    });

    it('a customer success manager finds every ticket, however many were solved before it', async () => {
      await assignCustomer(database, contactMonkey, { customerTenant: contoso, customerName: 'Contoso', csm: kim });
      const { id, shared } = await openedTicket(both);
      await inTenant(database.kysely, contactMonkey, async (t) => {
        const row = await t.selectFrom('shared_tickets').selectAll().executeTakeFirstOrThrow();
        const old = { state: 'solved' as const, waiting_since: new Date(0), waiting_for: null };
        const rows = Array.from({ length: 600 }, (_, index) => ({
          ...row,
          ...old,
          view: JSON.stringify({ ...row.view, state: 'solved', number: `CM-${index}` }),
          ticket_id: `old-${index}`,
          number: `CM-${index}`,
        }));
        await t.insertInto('shared_tickets').values(rows).execute();
      });
      assert.ok((await both.find(kim, { id }, later(1))).done);
      assert.ok((await both.find(kim, { number: shared.number }, later(1))).done);
      const open = await both.list(kim, { states: ['new'] }, later(1));
      assert.deepEqual([open.total, open.tickets[0]?.id], [1, id]);
      assert.equal((await both.list(kim, {}, later(1))).tickets[0]?.id, id);
    });

    it('what the customer writes or shares on a solved ticket opens it again', async () => {
      for (const means of ['words', 'evidence'] as const) {
        const { id } = await openedTicket(here);
        made(await here.act(guest, { id }, { kind: 'state', to: 'solved' }, null, later(1)));
        if (means === 'words') made(await here.act(anna, { id }, say('Still held!'), null, later(2)));
        else {
          const { draftId } = made(await here.offer(anna, { evidence, subject: null, forTicket: { id } }, later(2)));
          made(await here.share(anna, { draftId, ticked: ['path'] }, later(2)));
        }
        const { shared, clock } = made(await here.find(anna, { id }, later(3)));
        assert.deepEqual([shared.state, shared.waitingFor, clock.runs], ['reopened', 'contactmonkey', true], means);
      }
    });

    it('no open ticket disappears in a solved one', async () => {
      const [solved, open] = [await openedTicket(here), await openedTicket(here)];
      made(await here.act(guest, { id: solved.id }, { kind: 'state', to: 'solved' }, null, later(1)));
      const into = { id: solved.id, number: '' };
      const merged = await here.act(guest, { id: open.id }, { kind: 'merge', into }, null, later(2));
      assert.ok(!merged.done && /is solved, and both would be closed/.test(merged.sentence));
      assert.equal(made(await here.find(guest, { id: open.id }, later(3))).shared.state, 'new');
    });

    it('everybody who waits is reminded of, the longest waiting too, and a holder finds what they hold', async function () {
      this.timeout(180_000);
      const first = await openedTicket(here, anna, { priority: 'urgent' });
      made(await here.act(guest, { id: first.id }, { kind: 'assign', to: guest }, null, later(1)));
      for (let count = 0; count < 60; count += 1) await openedTicket(here, anna, { priority: 'urgent' });
      assert.equal(await remindOfTickets(database, contoso, later(100)), 61);
      const { thread } = made(await here.find(anna, { id: first.id }, later(101))).shared;
      assert.equal(thread.filter(({ change }) => /reminded/.test(change ?? '')).length, 1);
      const mine = await here.list(guest, { mine: true }, later(102));
      assert.deepEqual([mine.total, mine.tickets[0]?.id], [1, first.id]);
    });

    it('a name with a null in it is no ticket', async () => {
      for (const ref of [{ id: '\0' }, { number: 'CM-\0' }])
        for (const who of [anna, guest, kim]) {
          const found = await both.find(who, ref, at);
          assert.ok(!found.done && found.why === 'unknown');
        }
      const opened = await here.offered(anna, '\0', at);
      assert.ok(!opened.done);
    });
  });
}
