import assert from 'node:assert/strict';
import type { Database } from '../../../src/store/database.ts';
import { subscribeTickets } from '../../../src/store/ticket-places.ts';
import { createAnnouncer } from '../../../src/tickets/announce.ts';
import { pushTicket } from '../../../src/tickets/systems/push-ticket.ts';
import { createZendesk } from '../../../src/tickets/systems/zendesk.ts';
import type { Actor } from '../../../src/tickets/ticket.ts';
import { openTestDatabase } from '../../support/database.ts';
import { channel, chat, type OutboxBench, startOutboxBench, tenantId } from '../../support/outbox-bench.ts';
import { openedTicket, ticketRoom } from '../../support/tickets.ts';
import { startZendesk } from '../../support/zendesk-server.ts';

const uma: Actor = { id: 'AAAA', name: 'Uma', tenantId, side: 'customer' };

describe('A ticketing system that cannot be told', function () {
  this.timeout(60_000);
  let database: Database;
  let bench: OutboxBench;
  let zendesk: Awaited<ReturnType<typeof startZendesk>>;

  before(async () => {
    database = await openTestDatabase('pglite');
    bench = await startOutboxBench(database);
    zendesk = await startZendesk({ user: 'bot', token: 't0ken', now: () => bench.clock.now() });
  });
  after(async () => {
    await bench.connector.stop();
    await zendesk.close();
    await database.close();
  });

  it('is told of in the admin’s chat and in the channel of ContactMonkey’s people, once, and again when it knows all', async () => {
    const announce = createAnnouncer({ outbox: bench.outbox }).customer;
    const room = ticketRoom(database, { announce });
    await subscribeTickets(database, tenantId, { conversationId: channel, by: 'kim-id', at: bench.clock.now() });
    const { id } = await openedTicket(room, uma);
    const push = (token: string) => {
      const system = createZendesk({ url: zendesk.url, user: 'bot', token });
      return pushTicket({ database, system, now: () => bench.clock.now(), announce: announce(tenantId) }, tenantId, id);
    };
    for (const token of ['wr0ng', 'wr0ng', 't0ken']) {
      await push(token);
      await bench.clock.advance(60_000);
    }
    for (let round = 0; round < 6; round += 1) {
      for (const conversationId of [channel, chat]) await bench.until(bench.deliver({ tenantId, conversationId }));
      await bench.clock.advance(30_000);
    }
    const news = (place: string, words: RegExp) =>
      bench.connector.calls.filter(
        ({ method, path, body, answer }) =>
          method === 'POST' &&
          answer &&
          answer.status < 300 &&
          decodeURIComponent(path).includes(place) &&
          !JSON.stringify(body).includes('In the admin’s words') &&
          words.test(JSON.stringify(body)),
      );
    for (const place of [channel, chat]) {
      const [told, ...again] = news(
        place,
        /does not accept our sign-in\. Check its address, user and token\. I try again/,
      );
      assert.ok(told, place);
      const [card] = (told.body as { attachments?: { content: object }[] }).attachments ?? [];
      assert.match(
        JSON.stringify(card?.content),
        /could not tell Zendesk of this so far\. .* does not have all of this ticket\./,
      );
      assert.deepEqual(again, []);
      assert.equal(news(place, /has told Zendesk everything now/).length, 1);
    }
  });
});
