import assert from 'node:assert/strict';
import type { Database } from '../../../src/store/database.ts';
import { keptTicket } from '../../../src/store/tickets.ts';
import { pushTicket } from '../../../src/tickets/systems/push-ticket.ts';
import { createReceiver, type Receiver } from '../../../src/tickets/systems/receive.ts';
import { zendeskSignature } from '../../../src/tickets/systems/signature.ts';
import { createZendesk } from '../../../src/tickets/systems/zendesk.ts';
import type { TicketRoom } from '../../../src/tickets/ticket-room.ts';
import { openTestDatabase } from '../../support/database.ts';
import {
  anna,
  at,
  audits,
  contoso,
  fabrikam,
  kim,
  later,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../../support/tickets.ts';
import { startZendesk } from '../../support/zendesk-server.ts';

const secret = 'zendesk-signing-secret';

describe('Zendesk', function () {
  this.timeout(60_000);
  let database: Database;
  let room: TicketRoom;
  let zendesk: Awaited<ReturnType<typeof startZendesk>>;
  let now = at;
  let system: ReturnType<typeof createZendesk>;
  let receive: Receiver;

  before(async () => {
    database = await openTestDatabase('pglite');
    room = ticketRoom(database);
    zendesk = await startZendesk({ user: 'bot@contactmonkey.example', token: 't0ken', now: () => now });
    system = createZendesk({ url: zendesk.url, user: 'bot@contactmonkey.example', token: 't0ken' });
    const secrets = { zendesk: secret };
    receive = createReceiver({ database, room, tenantIds: [contoso], secrets, systems: [system] });
  });
  beforeEach(() => {
    now = at;
    zendesk.faults.length = 0;
  });
  after(async () => {
    await zendesk.close();
    await database.close();
  });

  const push = (id: string, by = system) => pushTicket({ database, system: by, now: () => now }, contoso, id);

  async function reference(id: string) {
    const kept = await keptTicket(database, contoso, { id });
    const linked = kept!.history.find(({ what }) => what.kind === 'linked');
    assert.ok(linked?.what.kind === 'linked');
    return Number(linked.what.reference);
  }

  async function comments(id: string) {
    return zendesk.tickets.get(await reference(id))!.comments;
  }

  function signed(event: object, given: { at?: Date; secret?: string; body?: string } = {}) {
    const body = JSON.stringify(event);
    const timestamp = (given.at ?? now).toISOString();
    const signature = zendeskSignature(given.secret ?? secret, timestamp, body);
    const headers = { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp };
    return { headers, body: given.body ?? body };
  }

  const take = (request: ReturnType<typeof signed>) => receive('zendesk', request, now);

  async function eventOf(id: string, type: string, event: object, eventId = crypto.randomUUID()) {
    return {
      type: `zen:event-type:ticket.${type}`,
      account_id: 22_129_848,
      id: eventId,
      time: now.toISOString(),
      zendesk_event_version: '2022-11-06',
      subject: `zen:ticket:${await reference(id)}`,
      detail: { id: String(await reference(id)), status: 'OPEN', external_id: id },
      event,
    };
  }

  it('gets the ticket with the very text that was agreed to, then each message once and in order, and the status', async () => {
    const { id, shared } = await openedTicket(room, anna, { priority: 'high' });
    assert.equal(await push(id), null);
    made(await room.act(kim, { id }, { kind: 'message', as: 'question', text: 'Which region?' }, null, later(1)));
    made(await room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'EU' }, null, later(2)));
    assert.equal(await push(id), null);
    assert.equal(await push(id), null);
    const ticket = zendesk.tickets.get(await reference(id))!;
    assert.deepEqual([ticket.priority, ticket.status, ticket.external_id], ['high', 'open', id]);
    assert.deepEqual(
      ticket.comments.flatMap(({ attachments }) => attachments),
      [shared.packs[0]!.text],
    );
    const said = ticket.comments.map(({ body }) => /Which region\?|EU\n|opened|shared evidence/.exec(body)?.[0].trim());
    assert.deepEqual(said, ['opened', 'shared evidence', 'Which region?', 'EU']);
    const sent = JSON.stringify(zendesk.requests.map(({ body }) => body));
    for (const hidden of ['Anna', 'anna-id', 'Secret merger', 'secret-key']) assert.ok(!sent.includes(hidden), hidden);
  });

  it('tells the tickets of several customers apart, by a tag and by the first line, whatever their numbers', async () => {
    const twins = ticketRoom(database, { newNumber: () => 'CM-5555555' });
    const names = new Map([[contoso, 'Contoso']]);
    const dora = person('Dora', 'customer', fabrikam);
    const tickets = [];
    for (const [who, tenantId] of [
      [anna, contoso],
      [dora, fabrikam],
    ] as const) {
      const { id } = await openedTicket(twins, who);
      const options = { database, system, now: () => now, customerName: async (of: string) => names.get(of) ?? null };
      assert.equal(await pushTicket(options, tenantId, id), null);
      tickets.push([...zendesk.tickets.values()].find((one) => one.external_id === id)!);
    }
    assert.deepEqual(
      tickets.map(({ tags, comments }) => [tags, comments[0]!.body.split('\n')[0]]),
      [
        [['quarantine-watch', `customer-${contoso}`], `Customer: Contoso (tenant ${contoso})`],
        [['quarantine-watch', `customer-${fabrikam}`], `Customer: tenant ${fabrikam}`],
      ],
    );
  });

  it('gets everything once although answers are lost, requests collide and Zendesk is away for a while', async () => {
    const { id } = await openedTicket(room);
    zendesk.faults.push('lostAnswer');
    assert.ok(await push(id));
    now = later(1);
    zendesk.faults.push({ status: 503, body: 'Service unavailable' });
    assert.ok(await push(id));
    now = later(2);
    assert.equal(await push(id), null);
    made(await room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'Any news?' }, null, now));
    zendesk.faults.push('lostAnswer');
    assert.ok(await push(id));
    now = later(3);
    assert.equal(await push(id), null);
    made(await room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'Hello?' }, null, now));
    zendesk.faults.push({ status: 409, body: { error: 'DatabaseConflict', description: 'Database collision' } });
    assert.ok(await push(id));
    now = later(4);
    assert.equal(await push(id), null);
    assert.equal([...zendesk.tickets.values()].filter(({ external_id }) => external_id === id).length, 1);
    const said = (await comments(id)).map(({ body }) => /Any news\?|Hello\?|opened|shared evidence/.exec(body)?.[0]);
    assert.deepEqual(said, ['opened', 'shared evidence', 'Any news?', 'Hello?']);
  });

  it('is left alone for as long as it asks', async () => {
    const { id } = await openedTicket(room);
    zendesk.faults.push({ status: 429, body: { error: 'APIRateLimitExceeded' }, headers: { 'retry-after': '93' } });
    const again = await push(id);
    assert.equal(again?.getTime(), at.getTime() + 93_000);
    const before = zendesk.requests.length;
    now = new Date(at.getTime() + 92_000);
    assert.deepEqual(await push(id), again);
    assert.equal(zendesk.requests.length, before);
    now = again!;
    assert.equal(await push(id), null);
  });

  it('is told of a ticket once, even by two workers at the same time', async () => {
    const { id } = await openedTicket(room);
    await Promise.all([push(id), push(id), push(id)]);
    assert.equal([...zendesk.tickets.values()].filter(({ external_id }) => external_id === id).length, 1);
    assert.equal((await comments(id)).length, 2);
  });

  it('brings an agent’s public comment to the admin, once, and its status', async () => {
    const { id } = await openedTicket(room);
    await push(id);
    const comment = {
      id: '1',
      body: 'We allow it now.',
      is_public: true,
      author: { id: '77', is_staff: true, name: 'Zoe' },
    };
    const event = await eventOf(id, 'comment_added', { comment });
    assert.deepEqual(await take(signed(event)), { status: 200, done: true });
    assert.deepEqual(await take(signed(event)), { status: 200, done: false });
    let view = made(await room.find(anna, { id }, now));
    assert.deepEqual(
      view.shared.thread.filter(({ message }) => message).map(({ name, message }) => [name, message!.text]),
      [['Zoe', 'We allow it now.']],
    );
    await take(signed(await eventOf(id, 'status_changed', { current: 'SOLVED', previous: 'OPEN' })));
    view = made(await room.find(anna, { id }, now));
    assert.equal(view.shared.state, 'solved');
    await take(signed(await eventOf(id, 'status_changed', { current: 'OPEN', previous: 'SOLVED' })));
    assert.equal(made(await room.find(anna, { id }, now)).shared.state, 'reopened');
  });

  it('brings no private comment, no echo of ours, and nothing of a ticket we do not know', async () => {
    const { id } = await openedTicket(room);
    await push(id);
    const before = made(await room.find(anna, { id }, now)).shared.revision;
    const ours = (await comments(id)).at(-1)!.body;
    for (const comment of [
      { id: '1', body: 'Do not tell them', is_public: false, author: { id: '77', is_staff: true } },
      { id: '2', body: ours, is_public: true, author: { id: String(zendesk.ownUser.id), is_staff: true } },
    ])
      assert.deepEqual(await take(signed(await eventOf(id, 'comment_added', { comment }))), {
        status: 200,
        done: false,
      });
    await take(signed(await eventOf(id, 'status_changed', { current: 'OPEN', previous: 'NEW' })));
    const event = await eventOf(id, 'status_changed', { current: 'SOLVED' });
    assert.deepEqual(await take(signed({ ...event, detail: { id: '999999' } })), { status: 200, done: false });
    assert.equal(made(await room.find(anna, { id }, now)).shared.revision, before);
  });

  it('is not believed without the right signature, in time, over these very bytes; that it was tried is on record', async () => {
    const { id } = await openedTicket(room);
    await push(id);
    const event = await eventOf(id, 'status_changed', { current: 'SOLVED' });
    const good = signed(event);
    const forged = [
      signed(event, { secret: 'guess' }),
      signed(event, { body: JSON.stringify(event).replace('SOLVED', 'CLOSED') }),
      signed(event, { at: later(-6) }),
      signed(event, { at: later(6) }),
      { ...good, headers: { ...good.headers, 'x-zendesk-webhook-signature': '' } },
      { ...good, headers: { ...good.headers, 'x-zendesk-webhook-signature-timestamp': 'soon' } },
    ];
    for (const request of forged) assert.deepEqual(await take(request), { status: 401, done: false });
    const nonsense = '{"id": 7}';
    const timestamp = now.toISOString();
    const headers = {
      'x-zendesk-webhook-signature': zendeskSignature(secret, timestamp, nonsense),
      'x-zendesk-webhook-signature-timestamp': timestamp,
    };
    assert.deepEqual(await take({ headers, body: nonsense }), { status: 400, done: false });
    assert.notEqual(made(await room.find(anna, { id }, now)).shared.state, 'solved');
    const refused = (await audits(database, contoso)).filter(({ action }) => action === 'ticket.receive');
    assert.deepEqual(refused.map(({ details }) => details.reason).sort(), [
      'badSignature',
      'malformed',
      'tooOld',
      'unsigned',
    ]);
  });
});
