import assert from 'node:assert/strict';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Asker, Entities } from '../../src/questions/question.ts';
import type { Database } from '../../src/store/database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { subscribeTickets } from '../../src/store/ticket-places.ts';
import { createAnnouncer } from '../../src/tickets/announce.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { actionsOf, wordsOf } from '../cards/walk.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { now, profile, reader } from '../support/questions.ts';
import {
  anna,
  at,
  audits,
  contactMonkey,
  contoso,
  fabrikam,
  kim as guest,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../support/tickets.ts';

const kim = person('Kim', 'contactmonkey', contactMonkey);
const lee = person('Lee', 'contactmonkey', contactMonkey);
const asCsm = (who: typeof kim): Asker => ({
  ...reader,
  objectId: who.id,
  name: who.name,
  roles: ['csm'],
  tenantId: contactMonkey,
});

for (const backend of backends) {
  describe(`Who looks after which customer, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let room: TicketRoom;
    const { reader: tenant } = fakeTenantReader({});
    const outbox = createOutbox({ send: async () => null } as unknown as Parameters<typeof createOutbox>[0]);

    beforeEach(async () => {
      database = await openTestDatabase(backend);
      const announcer = createAnnouncer({ outbox });
      room = ticketRoom(database, {
        csmTenant: contactMonkey,
        customers: [contoso, fabrikam],
        announce: announcer.customer,
        announceShared: announcer.shared(contactMonkey),
      });
    });
    afterEach(() => database.close());

    function press(who: typeof kim, data: Entities) {
      const assistant = createAssistant({ tenant, profile, tickets: room });
      const common = { asker: asCsm(who), place: 'personal' as const, now, conversation: {} };
      return assistant.press({ ...common, verb: 'ticket.customers', data }).then(({ answer }) => answer);
    }

    it('is set by a customer success manager, shown by name, kept on record, and opens the customer’s tickets to them alone', async () => {
      const { id } = await openedTicket(room);
      assert.ok(!(await room.find(kim, { id }, at)).done);
      const first = await press(kim, {});
      assert.match(first.text, /2 customers\. 2 without anybody/);
      const assign = actionsOf(first.card!).find(({ title }) => title === 'Assign')!;
      const inputs = { customer: contoso, csm: kim.id, customer_name: 'Contoso Ltd' };
      const done = await press(kim, { ...(assign.data as Entities), ...inputs });
      assert.match(done.text, /Contoso Ltd is looked after by Kim now\. You see 1 ticket of your customers\./);
      assert.match(wordsOf(done.card!), /Contoso Ltd/);
      assert.ok((await room.find(kim, { id }, at)).done);
      assert.ok(!(await room.find(lee, { id }, at)).done);
      const entry = (await audits(database, contactMonkey)).find(({ action }) => action === 'ticket.customers.assign')!;
      assert.deepEqual([entry.actor, entry.outcome, entry.details.customerTenant], [kim.id, 'done', contoso]);
    });

    it('is given to another who looks after a customer already, and taken from them again', async () => {
      for (const [who, customerTenant, name] of [
        [kim, contoso, 'Contoso'],
        [lee, fabrikam, 'Fabrikam'],
      ] as const)
        made(await room.lookAfter(who, { customerTenant, csm: who.id, name, wanted: true }, at));
      const given = made(
        await room.lookAfter(kim, { customerTenant: contoso, csm: lee.id, name: null, wanted: true }, at),
      );
      assert.deepEqual(given, {
        tenantId: contoso,
        name: 'Contoso',
        csms: [
          { id: kim.id, name: 'Kim' },
          { id: lee.id, name: 'Lee' },
        ],
      });
      const taken = made(
        await room.lookAfter(lee, { customerTenant: contoso, csm: kim.id, name: null, wanted: false }, at),
      );
      assert.deepEqual(
        taken.csms.map(({ name }) => name),
        ['Lee'],
      );
      const again = await room.lookAfter(lee, { customerTenant: contoso, csm: kim.id, name: null, wanted: false }, at);
      assert.ok(!again.done && /does not look after/.test(again.sentence));
    });

    it('takes no customer and no person that it does not know', async () => {
      const wish = { csm: kim.id, name: 'X', wanted: true };
      const unknown = await room.lookAfter(kim, { ...wish, customerTenant: 'another-tenant' }, at);
      assert.ok(!unknown.done && unknown.why === 'refused');
      const nobody = await room.lookAfter(kim, { ...wish, customerTenant: contoso, csm: 'made-up-id' }, at);
      assert.ok(!nobody.done && /nobody of that name/.test(nobody.sentence));
      const nameless = await room.lookAfter(kim, { ...wish, customerTenant: contoso, name: ' ' }, at);
      assert.ok(!nameless.done && /name first/.test(nameless.sentence));
    });

    it('is nobody’s business outside ContactMonkey’s own tenant: refused politely and kept on record', async () => {
      for (const who of [anna, guest, { ...kim, tenantId: fabrikam }]) {
        const listed = await room.customers(who, at);
        const wish = { customerTenant: contoso, csm: who.id, name: 'Mine', wanted: true };
        const taken = await room.lookAfter(who, wish, at);
        for (const outcome of [listed, taken]) {
          assert.ok(!outcome.done && outcome.why === 'refused');
          assert.match(outcome.sentence, /ContactMonkey’s own tenant/);
        }
        const rows = (await audits(database, who.tenantId)).filter(({ actor }) => actor === who.id);
        assert.deepEqual(
          rows.map(({ outcome }) => outcome),
          ['refused', 'refused'],
        );
        await database.kysely.deleteFrom('audit').execute();
      }
      assert.deepEqual(
        made(await room.customers(kim, at)).map(({ csms }) => csms),
        [[], []],
      );
    });

    it('is told to every ticket channel while it is nobody, without a word of the ticket', async () => {
      await subscribeTickets(database, contactMonkey, { by: lee.id, at, conversationId: 'lee-room' });
      const { shared } = await openedTicket(room);
      const rows = await inTenant(database.kysely, contactMonkey, (t) => t.selectFrom('outbox').selectAll().execute());
      assert.equal(rows.length, 1);
      const text = JSON.stringify(rows[0]!.message);
      assert.match(text, /nobody looks after has a ticket/);
      for (const secret of [shared.number, shared.title, 'Email Delivery']) assert.ok(!text.includes(secret), secret);
    });

    it('is understood in words', async () => {
      const { changeTyped, typedName } = await import('../../src/questions/ticket-customers/typed.ts');
      const customers = [
        { tenantId: contoso, name: 'Contoso', csms: [{ id: kim.id, name: 'Kim Larsen' }] },
        { tenantId: fabrikam, name: 'Fabrikam North', csms: [{ id: lee.id, name: 'Lee Wood' }] },
        { tenantId: 'x', name: null, csms: [] },
      ];
      const me = { id: kim.id, name: 'Kim Larsen' };
      const typed = (text: string) => changeTyped(text, customers, me);
      for (const [text, customer, csm, wanted] of [
        ['assign Fabrikam North to me', fabrikam, kim.id, true],
        ['I take over fabrikam north', fabrikam, kim.id, true],
        ['give Contoso to Lee', contoso, lee.id, true],
        ['remove me from Contoso', contoso, kim.id, false],
        ['unassign Lee from Fabrikam North', fabrikam, lee.id, false],
      ] as const)
        assert.deepEqual(typed(text), { customer, csm, name: null, wanted }, text);
      for (const text of ['who looks after Contoso', 'list customers', 'my customers']) assert.equal(typed(text), null);
      for (const text of ['assign Northwind to me', 'give Contoso to Maxine', 'assign x to me'])
        assert.match(String(typed(text)), /Nothing was changed/, text);
      assert.equal(typedName('who is the csm for Fabrikam North?', customers)?.tenantId, fabrikam);
    });
  });
}
