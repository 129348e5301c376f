import assert from 'node:assert/strict';
import type { Database } from '../../src/store/database.ts';
import { subscribeTickets } from '../../src/store/ticket-places.ts';
import { createAnnouncer } from '../../src/tickets/announce.ts';
import type { Actor } from '../../src/tickets/ticket.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { openTestDatabase } from '../support/database.ts';
import { channel, chat, type OutboxBench, startOutboxBench, tenantId } from '../support/outbox-bench.ts';
import { made, openedTicket, ticketRoom } from '../support/tickets.ts';

const uma: Actor = { id: 'AAAA', name: 'Uma', tenantId, side: 'customer' };
const kim: Actor = { id: 'kim-id', name: 'Kim', tenantId, side: 'contactmonkey' };

describe('News of tickets in Teams', function () {
  this.timeout(60_000);
  let database: Database;
  let bench: OutboxBench;
  let room: TicketRoom;

  before(async () => {
    database = await openTestDatabase('pglite');
    bench = await startOutboxBench(database);
    room = ticketRoom(database, { announce: createAnnouncer({ outbox: bench.outbox }).customer });
    await subscribeTickets(database, tenantId, { conversationId: channel, by: kim.id, at: bench.clock.now() });
  });
  after(async () => {
    await bench.connector.stop();
    await database.close();
  });

  async function deliverAll(): Promise<void> {
    for (const conversationId of [channel, chat]) await bench.until(bench.deliver({ tenantId, conversationId }));
  }

  /** Texts of cards and replies as they were taken by the service, oldest first. */
  function taken(where: (path: string) => boolean): string[] {
    return bench.connector.calls
      .filter((call) => call.answer && call.answer.status < 300 && where(decodeURIComponent(call.path)))
      .map((call) => `${call.method} ${JSON.stringify(call.body)}`);
  }

  it('come once each and in order to both sides, although the service throttles and a side is away', async () => {
    const { id } = await openedTicket(room, uma);
    const say = async (who: Actor, text: string) =>
      made(await room.act(who, { id }, { kind: 'message', as: 'answer', text }, null, bench.clock.now()));
    bench.connector.fail({ status: 429, retryAfterSeconds: 3, times: 2 });
    await say(kim, 'Which region?');
    await deliverAll();
    bench.connector.fail({ status: 503, times: 1 });
    await say(uma, 'The EU one.');
    await say(kim, 'Allow the new host.');
    await say(uma, 'Done, thanks.');
    await deliverAll();
    for (let round = 0; round < 6; round += 1) {
      await bench.clock.advance(30_000);
      await deliverAll();
    }
    const words = /"(?:Which region\?|The EU one\.|Allow the new host\.|Done, thanks\.)"/;
    const said = (texts: string[]) =>
      texts
        .filter((text) => words.test(text) && !text.includes('What happened'))
        .map((text) => words.exec(text)?.[0].replaceAll('"', ''));
    assert.deepEqual(said(taken((path) => path.includes(chat))), ['Which region?', 'Allow the new host.']);
    assert.deepEqual(said(taken((path) => path.includes(';messageid='))), [
      'Which region?',
      'The EU one.',
      'Allow the new host.',
      'Done, thanks.',
    ]);
  });

  it('leave both cards showing the same: the newest state, and all that was said', async () => {
    const newest = (inChat: boolean) =>
      taken((path) => path.includes(chat) === inChat).findLast((text) => text.includes('What happened')) ?? '';
    const [own, theirs] = [newest(true), newest(false)];
    for (const card of [own, theirs])
      for (const word of [
        'waiting for ContactMonkey',
        'Which region?',
        'The EU one.',
        'Allow the new host.',
        'Done, thanks.',
      ])
        assert.ok(card.includes(word), word);
    assert.ok(own.includes('Write to ContactMonkey') && theirs.includes('Write to the customer'));
    assert.ok(!theirs.includes('Uma'));
  });
});
