import assert from 'node:assert/strict';
import type { Database } from '../../src/store/database.ts';
import { keptTicket } from '../../src/store/tickets.ts';
import { remindOfTickets } from '../../src/tickets/reminders.ts';
import { openTestDatabase } from '../support/database.ts';
import { anna, contoso, kim, later, made, openedTicket, ticketRoom } from '../support/tickets.ts';

describe('Reminders of tickets', () => {
  let database: Database;

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  it('come after the time of the priority, then after twice and four times, and no more', async () => {
    const room = ticketRoom(database);
    const { id } = await openedTicket(room, anna, { priority: 'urgent' });
    const given: number[] = [];
    for (const minutes of [59, 60, 61, 119, 120, 239, 240, 480, 5_000])
      if ((await remindOfTickets(database, contoso, later(minutes))) > 0) given.push(minutes);
    assert.deepEqual(given, [60, 120, 240]);
    const kept = await keptTicket(database, contoso, { id });
    assert.equal(kept!.history.filter(({ what }) => what.kind === 'reminded').length, 3);
    assert.equal(kept!.ticket.state, 'new');
  });

  it('go to whoever is to act next, and start anew when the turn passes', async () => {
    const room = ticketRoom(database);
    const { id } = await openedTicket(room, anna, { priority: 'high' });
    made(await room.act(kim, { id }, { kind: 'message', as: 'question', text: 'Which?' }, null, later(10)));
    await remindOfTickets(database, contoso, later(10 + 2_879));
    const last = async () => (await keptTicket(database, contoso, { id }))!.history.at(-1)!.what;
    assert.notEqual((await last()).kind, 'reminded');
    await remindOfTickets(database, contoso, later(10 + 2_880));
    assert.deepEqual(await last(), { kind: 'reminded', whom: 'customer', waitedMinutes: 2_880 });
    made(await room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'EU' }, null, later(3_000)));
    await remindOfTickets(database, contoso, later(3_240));
    assert.deepEqual(await last(), { kind: 'reminded', whom: 'contactmonkey', waitedMinutes: 240 });
  });

  it('are given once, even when two processes look at the same time', async () => {
    const room = ticketRoom(database);
    const { id } = await openedTicket(room, anna, { priority: 'urgent' });
    await Promise.all([1, 2, 3].map(() => remindOfTickets(database, contoso, later(60))));
    const kept = await keptTicket(database, contoso, { id });
    assert.equal(kept!.history.filter(({ what }) => what.kind === 'reminded').length, 1);
  });
});
