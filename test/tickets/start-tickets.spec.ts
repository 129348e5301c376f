import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PgBoss } from 'pg-boss';
import { assignCustomer } from '../../src/store/customers.ts';
import type { Database } from '../../src/store/database.ts';
import { openJobs } from '../../src/store/jobs.ts';
import { createOutbox, outboxQueue } from '../../src/store/outbox.ts';
import { ticketQueues } from '../../src/store/ticket-jobs.ts';
import { startTickets, type Tickets } from '../../src/tickets/start-tickets.ts';
import { zendeskSignature } from '../../src/tickets/systems/signature.ts';
import { createWebhookHandler } from '../../src/tickets/systems/webhook-handler.ts';
import { openTestDatabase } from '../support/database.ts';
import { anna, contactMonkey, contoso, made, openedTicket, person } from '../support/tickets.ts';
import { startZendesk } from '../support/zendesk-server.ts';

const secret = 'zendesk-signing-secret';

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come about.');
}

describe('Tickets at work', function () {
  this.timeout(90_000);
  let database: Database;
  let jobs: PgBoss;
  let tickets: Tickets;
  let zendesk: Awaited<ReturnType<typeof startZendesk>>;
  let url: string;
  const faults: unknown[] = [];
  const server = createServer((request, response) => {
    void createWebhookHandler({
      receive: (system, signed) => tickets.receive(system, signed),
      onFault: (error) => faults.push(error),
    })(request, response);
  });
  const kim = person('Kim', 'contactmonkey', contactMonkey);

  before(async () => {
    database = await openTestDatabase('pglite');
    zendesk = await startZendesk({ user: 'bot@x.example', token: 't' });
    jobs = await openJobs(database, { queues: [outboxQueue, ...ticketQueues], onError: (error) => faults.push(error) });
    const systems = {
      zendesk: { url: zendesk.url, user: 'bot@x.example', token: 't', webhookSecret: secret },
      webhook: null,
    };
    const now = () => new Date();
    tickets = await startTickets({
      database,
      jobs,
      outbox: createOutbox(jobs),
      tenantIds: [contoso],
      now,
      csmTenant: contactMonkey,
      systems,
    });
    await assignCustomer(database, contactMonkey, { customerTenant: contoso, customerName: 'Contoso', csm: kim });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/tickets`;
  });
  after(async () => {
    await jobs.stop({ graceful: false });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await zendesk.close();
    await database.close();
  });

  it('reach ContactMonkey’s tenant and Zendesk by themselves, and an agent’s answer comes back through the webhook', async () => {
    const { id } = await openedTicket(tickets.room);
    const ticket = await until(async () => [...zendesk.tickets.values()].find((one) => one.comments.length >= 2));
    assert.equal(ticket.external_id, id);
    await until(async () => ((await tickets.room.list(kim, {}, new Date())).total === 1 ? true : undefined));
    await until(async () =>
      made(await tickets.room.find(anna, { id }, new Date())).whole!.history.some(({ what }) => what.kind === 'linked')
        ? true
        : undefined,
    );
    const comment = { body: 'Fixed on our side.', is_public: true, author: { id: '7', is_staff: true, name: 'Zoe' } };
    const body = JSON.stringify({
      id: 'e-1',
      type: 'zen:event-type:ticket.comment_added',
      detail: { id: String(ticket.id) },
      event: { comment },
    });
    const timestamp = new Date().toISOString();
    const headers = { 'content-type': 'application/json', 'x-zendesk-webhook-signature-timestamp': timestamp };
    const post = (signature: string, path = 'zendesk', sent = body) =>
      fetch(`${url}/${path}`, {
        method: 'POST',
        headers: { ...headers, 'x-zendesk-webhook-signature': signature },
        body: sent,
      });
    const good = zendeskSignature(secret, timestamp, body);
    const answers = [
      await post(good),
      await post(good),
      await post('AAAA'),
      await post(good, 'jira'),
      await post(good, 'zendesk', 'x'.repeat(300_000)),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 401, 404, 413],
    );
    for (const answer of answers) assert.equal(await answer.text(), '');
    const { shared } = made(await tickets.room.find(anna, { id }, new Date()));
    assert.deepEqual(
      shared.thread.filter(({ message }) => message).map(({ name, message }) => `${name}: ${message!.text}`),
      ['Zoe: Fixed on our side.'],
    );
    assert.deepEqual(faults, []);
  });
});
