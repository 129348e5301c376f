import assert from 'node:assert/strict';
import { rememberConversation } from '../../src/store/conversations.ts';
import { assignCustomer, unassignCustomer } from '../../src/store/customers.ts';
import type { Database } from '../../src/store/database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { subscribeTickets } from '../../src/store/ticket-places.ts';
import { createAnnouncer } from '../../src/tickets/announce.ts';
import type { Command } from '../../src/tickets/decide.ts';
import type { Actor } from '../../src/tickets/ticket.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import {
  anna,
  at,
  audits,
  contactMonkey,
  contoso,
  evidence,
  fabrikam,
  later,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../support/tickets.ts';

const kim = person('Kim', 'contactmonkey', contactMonkey);
const lee = person('Lee', 'contactmonkey', contactMonkey);
const fay = person('Fay', 'customer', fabrikam);

const commands: Command[] = [
  { kind: 'assign', to: lee },
  { kind: 'message', as: 'answer', text: 'Hello' },
  { kind: 'message', as: 'question', text: 'Hello?' },
  { kind: 'message', as: 'evidence-request', text: 'More?' },
  { kind: 'state', to: 'solved' },
  { kind: 'priority', to: 'urgent' },
];

for (const backend of backends) {
  describe(`ContactMonkey in a tenant of its own, on ${backend}`, () => {
    let database: Database;
    let room: TicketRoom;
    const outbox = createOutbox({ send: async () => null } as unknown as Parameters<typeof createOutbox>[0]);

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
      const announcer = createAnnouncer({ outbox });
      room = ticketRoom(database, {
        csmTenant: contactMonkey,
        announce: announcer.customer,
        announceShared: announcer.shared(contactMonkey),
      });
      await assignCustomer(database, contactMonkey, { customerTenant: contoso, customerName: 'Contoso', csm: kim });
      await assignCustomer(database, contactMonkey, {
        customerTenant: fabrikam,
        customerName: 'Fabrikam',
        csm: lee,
      });
      const chat = { kind: 'personal' as const, name: null, teamId: null, reference: {}, at };
      await rememberConversation(database, contoso, { ...chat, id: 'anna-chat', userObjectId: anna.id });
      await rememberConversation(database, contactMonkey, { ...chat, id: 'kim-chat', userObjectId: kim.id });
      await rememberConversation(database, contactMonkey, { ...chat, id: 'lee-chat', userObjectId: lee.id });
      await subscribeTickets(database, contactMonkey, { by: kim.id, at, conversationId: 'contoso-room' });
      await subscribeTickets(database, contactMonkey, { by: lee.id, at, conversationId: 'fabrikam-room' });
    });
    after(() => database.close());

    async function outgoing(tenantId: string) {
      const rows = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('outbox').selectAll().orderBy('sequence').execute(),
      );
      return rows.map(({ conversation_id, kind, message }) => ({
        where: conversation_id,
        kind,
        text: JSON.stringify(message),
      }));
    }

    async function refusals(who: Actor): Promise<number> {
      const rows = await audits(database, who.tenantId);
      return rows.filter(({ actor, outcome }) => actor === who.id && outcome === 'refused').length;
    }

    it('lets a CSM see and work the tickets of their customers, and shows them what was shared alone', async () => {
      const { id } = await openedTicket(room);
      const { tickets } = await room.list(kim, {}, later(1));
      assert.deepEqual(
        tickets.map((view) => [view.id, view.customerName, view.whole]),
        [[id, 'Contoso', null]],
      );
      const seen = JSON.stringify(tickets);
      for (const hidden of ['Anna', anna.id, 'Secret merger', 'secret-key']) assert.ok(!seen.includes(hidden), hidden);
      const view = made(
        await room.act(kim, { id }, { kind: 'message', as: 'question', text: 'Which region?' }, null, later(2)),
      );
      assert.equal(view.shared.state, 'waiting-for-customer');
      const own = made(await room.find(anna, { id }, later(3)));
      assert.equal(own.shared.revision, view.shared.revision);
      assert.equal(own.whole?.ticket.assignee?.name, 'Kim');
    });

    it('brings words both ways, once each and in order, to the people and channels of that customer alone', async () => {
      const { id, shared } = await openedTicket(room);
      for (const [index, [who, text]] of (
        [
          [kim, 'One?'],
          [anna, 'Two.'],
          [kim, 'Three?'],
          [anna, 'Four.'],
        ] as const
      ).entries())
        made(await room.act(who, { id }, { kind: 'message', as: 'answer', text }, null, later(10 + index)));
      const told = async (tenantId: string, where: string, kind: string) =>
        (await outgoing(tenantId)).filter(
          (one) => one.where === where && one.kind === kind && one.text.includes(shared.number),
        );
      const said = (messages: { text: string }[]) =>
        messages.map(({ text }) => /One\?|Two\.|Three\?|Four\./.exec(text)?.[0]).filter(Boolean);
      assert.deepEqual(said(await told(contoso, 'anna-chat', 'message')), ['One?', 'Three?']);
      assert.deepEqual(said(await told(contactMonkey, 'kim-chat', 'message')), ['Two.', 'Four.']);
      assert.deepEqual(said(await told(contactMonkey, 'contoso-room', 'reply')), ['One?', 'Two.', 'Three?', 'Four.']);
      for (const where of ['fabrikam-room', 'lee-chat'])
        assert.equal((await outgoing(contactMonkey)).filter((one) => one.where === where).length, 0);
      const cards = await told(contactMonkey, 'contoso-room', 'card');
      assert.ok(cards.length >= 5);
      assert.doesNotMatch(cards.map(({ text }) => text).join(), /Anna|Secret merger/);
    });

    it('copies the same news once, in whatever order copies come', async () => {
      const { id } = await openedTicket(room);
      const before = (await outgoing(contactMonkey)).length;
      const { mirror } = ticketRoom(database, {
        csmTenant: contactMonkey,
        announceShared: createAnnouncer({ outbox }).shared(contactMonkey),
      });
      await Promise.all([mirror(contoso, id), mirror(contoso, id), mirror(contoso, id)]);
      assert.equal((await outgoing(contactMonkey)).length, before);
    });

    it('refuses every verb and question across customers and tenants in the same words as for a ticket there is not, on record', async () => {
      const { id, shared } = await openedTicket(room);
      const outsiders = [
        lee,
        fay,
        { ...kim, tenantId: fabrikam },
        { ...anna, tenantId: fabrikam },
        person('Max', 'contactmonkey', contactMonkey),
      ];
      for (const who of outsiders) {
        for (const ref of [{ id }, { number: shared.number }, { id, customerTenant: contoso }]) {
          const before = await refusals(who);
          const asked = [
            await room.find(who, ref, at),
            await room.export(who, ref, at),
            ...(await Promise.all(commands.map((command) => room.act(who, ref, command, null, at)))),
          ];
          for (const outcome of asked) {
            assert.ok(!outcome.done && outcome.why === 'unknown', who.name);
            assert.match(outcome.sentence, /^I know of no ticket .* that you may see\.$/);
            assert.equal(outcome.view, null);
          }
          assert.equal((await refusals(who)) - before, asked.length);
        }
        assert.ok(!JSON.stringify(await room.list(who, {}, at)).includes(shared.number), who.name);
      }
      const kept = made(await room.find(anna, { id }, at));
      assert.equal(kept.shared.revision, 2);
    });

    it('takes no form or merge across customers', async () => {
      const { draftId } = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      const opening = { draftId, ticked: ['path'], title: '', description: '', priority: 'normal' as const };
      assert.ok(!(await room.open({ ...anna, tenantId: fabrikam }, opening, at)).done);
      const [ours, theirs] = [await openedTicket(room), await openedTicket(room, fay)];
      await assignCustomer(database, contactMonkey, {
        customerTenant: fabrikam,
        customerName: 'Fabrikam',
        csm: kim,
      });
      const into = { id: theirs.id, number: theirs.shared.number };
      const merged = await room.act(kim, { id: ours.id }, { kind: 'merge', into }, null, later(1));
      assert.ok(!merged.done && merged.why === 'unknown');
      await unassignCustomer(database, contactMonkey, { customerTenant: fabrikam, csm: kim.id });
      assert.ok(!(await room.find(kim, { id: theirs.id }, later(2))).done);
    });

    it('keeps the ticket in the customer’s rows and the copy in ContactMonkey’s', async () => {
      const count = (tenantId: string, table: 'tickets' | 'ticket_consents' | 'shared_tickets') =>
        inTenant(
          database.kysely,
          tenantId,
          async (t) => (await t.selectFrom(table).select('tenant_id').execute()).length,
        );
      assert.ok((await count(contoso, 'tickets')) > 0);
      assert.equal(await count(contoso, 'shared_tickets'), 0);
      assert.equal(await count(contactMonkey, 'tickets'), 0);
      assert.equal(await count(contactMonkey, 'ticket_consents'), 0);
      assert.ok((await count(contactMonkey, 'shared_tickets')) > 0);
    });
  });
}
