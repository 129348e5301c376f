import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../../src/store/database.ts';
import { pushTicket } from '../../../src/tickets/systems/push-ticket.ts';
import { createReceiver, type Receiver } from '../../../src/tickets/systems/receive.ts';
import { isFresh, isSame, webhookSignature } from '../../../src/tickets/systems/signature.ts';
import type { TicketSystem } from '../../../src/tickets/systems/ticket-system.ts';
import { createWebhook, signatureHeader, timestampHeader } from '../../../src/tickets/systems/webhook.ts';
import type { TicketRoom } from '../../../src/tickets/ticket-room.ts';
import { openTestDatabase } from '../../support/database.ts';
import { anna, at, audits, contoso, later, made, openedTicket, ticketRoom } from '../../support/tickets.ts';

const secret = 'shared-secret';

/** A receiver that does what our documentation asks of one: checks signature and time, and takes each key once. */
async function startReceiver(clock: () => Date) {
  const taken = new Map<string, { body: string }>();
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  const faults: ({ status: number; headers?: Record<string, string> } | 'lostAnswer')[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      const fault = faults.shift();
      if (fault && fault !== 'lostAnswer') {
        response.writeHead(fault.status, fault.headers);
        return void response.end();
      }
      const timestamp = String(request.headers[timestampHeader]);
      const right = isSame(webhookSignature(secret, timestamp, body), String(request.headers[signatureHeader]));
      if (!right || !isFresh(Number(timestamp) * 1_000, clock())) {
        response.writeHead(401);
        return void response.end();
      }
      const key = String(request.headers['idempotency-key']);
      if (!taken.has(key)) taken.set(key, { body });
      if (fault === 'lostAnswer') return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ reference: 'CASE-7', url: 'https://desk.example/CASE-7' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`,
    taken,
    requests,
    faults,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('The signed webhook', function () {
  this.timeout(60_000);
  let database: Database;
  let room: TicketRoom;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let now = at;
  let receive: Receiver;

  before(async () => {
    database = await openTestDatabase('pglite');
    room = ticketRoom(database);
    receive = createReceiver({ database, room, tenantIds: [contoso], secrets: { webhook: secret } });
    receiver = await startReceiver(() => now);
  });
  beforeEach(() => {
    now = at;
    receiver.faults.length = 0;
    receiver.taken.clear();
  });
  after(async () => {
    await receiver.close();
    await database.close();
  });

  const push = (id: string, key = secret) =>
    pushTicket(
      { database, system: createWebhook({ url: receiver.url, secret: key, now: () => now }), now: () => now },
      contoso,
      id,
    );

  const calling = (reference: string): TicketSystem => ({
    name: 'webhook',
    title: 'the ticketing system',
    push: async () => ({ reference, url: null, stateAt: null }),
  });

  function signed(event: object, given: { at?: Date; secret?: string } = {}) {
    const body = JSON.stringify(event);
    const timestamp = String(Math.floor((given.at ?? now).getTime() / 1_000));
    const signature = webhookSignature(given.secret ?? secret, timestamp, body);
    return { headers: { [timestampHeader]: timestamp, [signatureHeader]: signature }, body };
  }

  const take = (request: ReturnType<typeof signed>) => receive('webhook', request, now);

  it('gets each event once with a signature it can check, and the very text that was shared', async () => {
    const { id, shared } = await openedTicket(room);
    receiver.faults.push('lostAnswer', { status: 500 }, { status: 429, headers: { 'retry-after': '30' } });
    for (let minute = 0; minute < 4; minute += 1) {
      now = later(minute);
      await push(id);
    }
    const bodies = [...receiver.taken.values()].map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      bodies.map(({ event }) => event.seq),
      [1, 2],
    );
    assert.equal(bodies[1].pack.text, shared.packs[0]!.text);
    const keys = receiver.requests.map(({ headers }) => headers['idempotency-key']);
    assert.equal(new Set(keys).size, 2);
    assert.doesNotMatch(JSON.stringify(bodies), /Anna|Secret merger|secret-key/);
    const whole = made(await room.find(anna, { id }, now)).whole!;
    const linked = whole.history.find(({ what }) => what.kind === 'linked')!.what;
    assert.deepEqual(linked, {
      kind: 'linked',
      system: 'webhook',
      reference: 'CASE-7',
      url: 'https://desk.example/CASE-7',
    });
  });

  it('is not told anything by whoever does not have the secret', async () => {
    const { id } = await openedTicket(room);
    assert.ok(await push(id, 'wrong'));
    assert.equal(receiver.taken.size, 0);
  });

  it('is refused when forged, late, malformed or not connected, and that is on record', async () => {
    const known = { reference: 'CASE-7', author: { id: 'u1', name: 'Uma' } };
    const other = { ...known, id: 'e0', what: { kind: 'state', to: 'solved' } };
    for (const request of [
      signed(other, { secret: 'guess' }),
      signed(other, { at: later(-6) }),
      { ...signed(other), body: '{}' },
    ])
      assert.equal((await take(request)).status, 401);
    for (const wrong of [{ ...other, what: { kind: 'state', to: 'new' } }, { ...other, id: 5 }, []])
      assert.equal((await take(signed(wrong))).status, 400);
    const refused = (await audits(database, contoso)).filter(
      ({ action, outcome }) => action === 'ticket.receive' && outcome === 'refused',
    );
    assert.deepEqual(refused.map(({ details }) => details.reason).sort(), ['badSignature', 'malformed', 'tooOld']);
    const deaf = createReceiver({ database, room, tenantIds: [contoso], secrets: {} });
    assert.deepEqual(await deaf('webhook', signed(other), now), { status: 404, done: false });
  });

  it('is heard when what it calls the ticket holds what no database takes, and told that it is malformed', async () => {
    const event = { id: 'e1', reference: 'CASE\u0000', author: { id: 'u1', name: 'Uma' } };
    const state = { kind: 'state', to: 'solved' };
    assert.deepEqual(await take(signed({ ...event, what: state })), { status: 400, done: false });
    assert.deepEqual(await take(signed({ ...event, id: 'e\u0000', reference: 'CASE-7', what: state })), {
      status: 400,
      done: false,
    });
  });

  it('brings a message back once to the ticket that it named itself', async () => {
    const { id } = await openedTicket(room);
    await pushTicket({ database, system: calling(`R-${id}`), now: () => now }, contoso, id);
    const event = {
      id: `e-${id}`,
      reference: `R-${id}`,
      author: { id: 'u1', name: 'Uma' },
      what: { kind: 'message', text: 'On it.' },
    };
    const answers = await Promise.all([take(signed(event)), take(signed(event)), take(signed(event))]);
    assert.equal(answers.filter(({ done }) => done).length, 1);
    const view = made(await room.find(anna, { id }, now));
    assert.deepEqual(
      view.shared.thread.filter(({ message }) => message).map(({ name, message }) => [name, message!.text]),
      [['Uma', 'On it.']],
    );
  });

  it('brings the states that its people choose, reopening what was solved before anything else', async () => {
    const { id } = await openedTicket(room);
    await pushTicket({ database, system: calling(`R-${id}`), now: () => now }, contoso, id);
    const author = { id: 'u1', name: 'Uma' };
    const states: string[] = [];
    for (const to of ['waiting-for-customer', 'solved', 'solved', 'waiting-for-microsoft', 'reopened']) {
      await take(signed({ id: `${states.length}-${id}`, reference: `R-${id}`, author, what: { kind: 'state', to } }));
      states.push(made(await room.find(anna, { id }, now)).shared.state);
    }
    assert.deepEqual(states, [
      'waiting-for-customer',
      'solved',
      'solved',
      'waiting-for-microsoft',
      'waiting-for-microsoft',
    ]);
  });

  it('is told whose ticket it is', async () => {
    const { id } = await openedTicket(room);
    const system = createWebhook({ url: receiver.url, secret, now: () => now });
    await pushTicket({ database, system, now: () => now, customerName: async () => 'Contoso' }, contoso, id);
    const customers = [...receiver.taken.values()].map(({ body }) => JSON.parse(body).customer);
    assert.ok(customers.length > 0);
    for (const customer of customers) assert.deepEqual(customer, { tenantId: contoso, name: 'Contoso' });
  });
});
