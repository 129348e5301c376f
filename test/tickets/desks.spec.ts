import assert from 'node:assert/strict';
import { rememberConversation, setAside } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createAnnouncer } from '../../src/tickets/announce.ts';
import type { Actor } from '../../src/tickets/ticket.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import {
  anna,
  at,
  audits,
  contactMonkey,
  contoso,
  fabrikam,
  kim as guest,
  later,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../support/tickets.ts';

const sam = person('Sam', 'contactmonkey', contactMonkey);
const kim = person('Kim', 'contactmonkey', contactMonkey);
const lee = person('Lee', 'contactmonkey', contactMonkey);
const dora = person('Dora', 'customer', fabrikam);
const rita: Actor = { ...person('Rita', 'customer', fabrikam), readsOnly: true };

for (const backend of backends) {
  describe(`Desks and chats of ContactMonkey, on ${backend}`, function () {
    this.timeout(90_000);
    let database: Database;
    let left: Set<string>;
    const outbox = createOutbox({ send: async () => null } as unknown as Parameters<typeof createOutbox>[0]);
    let room: ReturnType<typeof ticketRoom>;

    beforeEach(async () => {
      database = await openTestDatabase(backend);
      left = new Set();
      const { customer, shared, showAll, tellPerson } = createAnnouncer({ outbox });
      room = ticketRoom(database, {
        csmTenant: contactMonkey,
        customers: [contoso, fabrikam],
        customerNames: new Map([[contoso, 'Contoso']]),
        announce: customer,
        announceShared: shared(contactMonkey),
        showAll,
        tellPerson,
        isCsm: async (id) => (left.has(id) ? 'no' : 'yes'),
      });
    });
    afterEach(() => database.close());

    async function told(where: string) {
      const rows = await inTenant(database.kysely, contactMonkey, (t) =>
        t.selectFrom('outbox').selectAll().where('conversation_id', '=', where).orderBy('sequence').execute(),
      );
      return rows.map(({ kind, message }) => ({ kind, text: JSON.stringify(message) }));
    }

    async function isThere(
      id: string,
      tenantId = contactMonkey,
      kind: 'channel' | 'personal' = 'channel',
      who?: Actor,
    ) {
      const userObjectId = who?.id ?? null;
      await rememberConversation(database, tenantId, {
        id,
        kind,
        name: null,
        teamId: null,
        userObjectId,
        reference: {},
        at,
      });
    }

    const take = (who: Actor, more: { csm?: Actor; name?: string; wanted?: boolean; conversationId?: string } = {}) =>
      room.lookAfter(
        who,
        {
          customerTenant: contoso,
          csm: (more.csm ?? who).id,
          name: more.name ?? null,
          wanted: more.wanted ?? true,
          conversationId: more.conversationId,
        },
        at,
      );

    it('one desk serves a whole team: it hears of the customers of whoever takes them or works there', async () => {
      await isThere('desk');
      made(await room.tellHere(sam, 'desk', true, at));
      const first = await openedTicket(room);
      assert.deepEqual(
        (await told('desk')).map(({ kind }) => kind),
        ['message'],
      );
      assert.equal(await room.hearing(anna), 'desk');
      made(await take(kim, { conversationId: 'desk' }));
      const [, card] = await told('desk');
      assert.ok(card?.kind === 'card' && card.text.includes(first.shared.number));
      assert.equal(await room.hearing(anna), 'now');
      const second = await openedTicket(room);
      assert.ok((await told('desk')).some(({ kind, text }) => kind === 'card' && text.includes(second.shared.number)));
    });

    it('somebody who took a customer elsewhere brings it to the desk by working there', async () => {
      await isThere('desk');
      made(await room.tellHere(sam, 'desk', true, at));
      made(await take(lee));
      const { shared } = await openedTicket(room);
      const [news, ...more] = await told('desk');
      assert.match(news?.text ?? '', /Contoso has a ticket, and I have no chat with those who look after it/);
      assert.deepEqual(more, []);
      assert.equal(await room.hearing(anna), 'later');
      for (const minute of [1, 2]) assert.equal(await room.workHere(lee, 'desk', later(minute)), true);
      const cards = (await told('desk')).filter(({ kind }) => kind === 'card');
      assert.equal(cards.length, 1);
      assert.ok(cards[0]?.text.includes(shared.number));
      assert.equal(await room.hearing(anna), 'now');
      assert.equal(await room.workHere(lee, 'another channel', later(3)), false);
    });

    it('nobody is said to be told while the only channel is one that the bot was taken out of, or somebody’s own chat', async () => {
      await isThere('room', fabrikam);
      made(await room.tellHere(dora, 'room', true, at));
      assert.equal(await room.hearing(dora), 'now');
      await inTenant(database.kysely, fabrikam, (t) => setAside(t, 'room', 'removed', 'gone'));
      assert.equal(await room.hearing(dora), 'nobody');
      await isThere('dora-chat', fabrikam, 'personal', dora);
      made(await room.tellHere(dora, 'dora-chat', true, at));
      assert.equal(await room.hearing(dora), 'nobody');
    });

    it('a chat that I come to know begins with the open tickets of its customer success manager', async () => {
      made(await take(kim));
      const { shared } = await openedTicket(room);
      assert.equal(await room.hearing(anna), 'later');
      await isThere('kim-chat', contactMonkey, 'personal', kim);
      for (const minute of [1, 2]) await room.chatOpened({ conversationId: 'kim-chat', person: kim.id }, later(minute));
      const cards = await told('kim-chat');
      assert.equal(cards.length, 1);
      assert.ok(cards[0]?.text.includes(shared.number) && !cards[0].text.includes('Anna'));
      assert.equal(await room.hearing(anna), 'now');
      left.add(kim.id);
      assert.equal(await room.hearing(anna), 'later');
    });

    it('only those who may open a place to tickets close it, and the others are kept on record', async () => {
      await isThere('room', fabrikam);
      made(await room.tellHere(dora, 'room', true, at));
      for (const who of [rita, { ...guest, tenantId: fabrikam }]) {
        const stopped = await room.tellHere(who, 'room', false, at);
        assert.ok(!stopped.done && /say “stop telling tickets here”/.test(stopped.sentence));
      }
      const refused = (await audits(database, fabrikam)).filter(({ outcome }) => outcome === 'refused');
      assert.deepEqual(
        refused.map(({ action }) => action),
        ['ticket.here', 'ticket.here'],
      );
      assert.equal(await room.hearing(dora), 'now');
      assert.equal(made(await room.tellHere(dora, 'room', false, at)), true);
      assert.equal(await room.hearing(dora), 'nobody');
    });

    it('a customer is taken from nobody but by those who have it, who are told, and keeps the service’s name', async () => {
      await isThere('kim-chat', contactMonkey, 'personal', kim);
      made(await take(kim, { name: 'Evil Corp' }));
      const grabbed = await take(lee);
      assert.ok(!grabbed.done && /Contoso is looked after by Kim: have one of them assign it/.test(grabbed.sentence));
      assert.ok(!(await take(lee, { csm: kim, wanted: false })).done);
      assert.equal((await room.list(lee, {}, at)).total, 0);
      made(await room.lookAfter(lee, { customerTenant: fabrikam, csm: lee.id, name: 'Fabrikam', wanted: true }, at));
      const given = made(await take(kim, { csm: lee }));
      assert.deepEqual([given.name, given.csms.map(({ name }) => name)], ['Contoso', ['Kim', 'Lee']]);
      made(await take(lee, { csm: kim, wanted: false }));
      assert.match((await told('kim-chat')).at(-1)?.text ?? '', /Lee has taken Contoso from you/);
    });

    it('a customer whose customer success manager has left ContactMonkey is taken by any other', async () => {
      made(await take(kim));
      assert.ok(!(await take(lee)).done);
      left.add(kim.id);
      made(await take(lee));
      made(await take(lee, { csm: kim, wanted: false }));
      const all = made(await room.customers(lee, at));
      assert.deepEqual(
        all.find(({ tenantId }) => tenantId === contoso)?.csms.map(({ name }) => name),
        ['Lee'],
      );
    });
  });
}
