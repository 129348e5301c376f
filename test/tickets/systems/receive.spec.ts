import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { inTenant } from '../../../src/store/tenant-scope.ts';
import { forgetEvents } from '../../../src/store/ticket-inbound.ts';
import { keptTicket } from '../../../src/store/tickets.ts';
import { createReceiver } from '../../../src/tickets/systems/receive.ts';
import { createWebhookHandler } from '../../../src/tickets/systems/webhook-handler.ts';
import { backends } from '../../support/database.ts';
import {
  anna,
  at,
  audits,
  contactMonkey,
  contoso,
  fabrikam,
  kim,
  later,
  made,
  openedTicket,
  person,
} from '../../support/tickets.ts';
import { openZendeskBench, type ZendeskBench, zendeskSecret } from '../../support/zendesk-bench.ts';
import { signedEvent } from '../../support/zendesk-server.ts';

for (const backend of backends)
  describe(`What Zendesk tells us (${backend})`, function () {
    this.timeout(60_000);
    let bench: ZendeskBench;

    before(async () => {
      bench = await openZendeskBench(backend);
    });
    beforeEach(() => {
      bench.clock.now = at;
      bench.zendesk.events.length = 0;
      bench.announced.fail = false;
    });
    after(() => bench.close());

    const messages = async (id: string, by = anna) =>
      (await bench.view(id, by)).shared.thread.flatMap(({ message }) => (message ? [message.text] : []));

    async function known() {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      bench.zendesk.events.length = 0;
      return { id, reference: await bench.reference(id) };
    }

    async function comment(reference: number, text: string) {
      bench.zendesk.submit(reference, { comment: text });
      return bench.zendesk.events.pop()!;
    }

    it('is taken when it comes again after we failed in the middle of it, and then once', async () => {
      const { id, reference } = await known();
      const event = await comment(reference, 'Not lost');
      bench.announced.fail = true;
      await assert.rejects(bench.take(event));
      assert.deepEqual(await messages(id), []);
      bench.announced.fail = false;
      assert.deepEqual(await bench.take(event), { status: 200, done: true });
      assert.deepEqual(await bench.take(event), { status: 200, done: false });
      assert.deepEqual(await messages(id), ['Not lost']);
    });

    it('is taken once when it comes five times at once', async () => {
      const { id, reference } = await known();
      const event = await comment(reference, 'Once');
      const answers = await Promise.all(Array.from({ length: 5 }, () => bench.take(event)));
      assert.equal(answers.filter(({ done }) => done).length, 1);
      assert.deepEqual(await messages(id), ['Once']);
    });

    it('is kept whole, up to the 64 KB that a comment there holds', async () => {
      const { id, reference } = await known();
      const words = Array.from({ length: 9_000 }, (_, index) => `word${index}`);
      const sentences = words.map((word, index) => (index % 12 === 11 ? `${word}.` : word)).join(' ');
      const text = sentences.slice(0, 65_000);
      assert.equal((await bench.take(await comment(reference, text))).done, true);
      const pieces = await messages(id);
      assert.ok(pieces.every((piece) => piece.length <= 2_000));
      assert.match(pieces[0]!, new RegExp(`^\\(1 of ${pieces.length}\\) word0 word1 `));
      const kept = pieces.map((piece) => piece.replace(/^\(\d+ of \d+\) /, '')).join(' ');
      assert.equal(kept, text.trim());
      const { history } = (await keptTicket(bench.database, contoso, { id }))!;
      assert.equal(history.filter(({ what }) => what.kind === 'assigned').length, 1);
      assert.equal(await bench.push(id), null);
      assert.equal((await bench.ticket(id)).comments.length, 3);
    });

    it('goes on in the ticket that this one was merged into, whose Zendesk ticket hears of it', async () => {
      const old = await known();
      const target = await known();
      const into = { id: target.id, number: '' };
      made(await bench.room.act(kim, { id: old.id }, { kind: 'merge', into }, null, later(1)));
      const event = await comment(old.reference, 'Written on the old one');
      assert.deepEqual(await bench.take(event), { status: 200, done: true });
      assert.deepEqual(await messages(target.id), ['Written on the old one']);
      bench.clock.now = later(2);
      assert.equal(await bench.push(target.id), null);
      assert.match((await bench.ticket(target.id)).comments.at(-1)!.body, /Zoe:\nWritten on the old one/);
      assert.equal(await bench.push(old.id), null);
      assert.deepEqual(
        (await bench.ticket(old.id)).comments
          .slice(-1)
          .map(({ body, public: isPublic }) => [/merged/.test(body), isPublic]),
        [[true, false]],
      );
      bench.zendesk.events.length = 0;
      bench.zendesk.submit(old.reference, { status: 'open' });
      await bench.deliver();
      const { shared } = await bench.view(target.id, anna);
      assert.notEqual(shared.state, 'reopened');
    });

    it('is understood before we have heard how Zendesk calls the ticket that it has made', async () => {
      const { id } = await openedTicket(bench.room);
      bench.zendesk.faults.push('lostAnswer');
      assert.ok(await bench.push(id));
      const ticket = [...bench.zendesk.tickets.values()].find(({ external_id }) => external_id === id)!;
      assert.equal((await bench.take(await comment(ticket.id, 'Quick'))).done, true);
      assert.deepEqual(await messages(id), ['Quick']);
      const other = (await known()).id;
      const forged = (await comment(ticket.id, 'Elsewhere')) as { detail: { id: string; external_id: string } };
      Object.assign(forged.detail, { id: '424242', external_id: other });
      assert.equal((await bench.take(forged)).done, false);
      assert.deepEqual(await messages(other), []);
    });

    it('finds the ticket of whichever customer it is about, and no other', async () => {
      const bo = person('Bo', 'customer', fabrikam);
      const { id } = await openedTicket(bench.room, bo);
      const { database, room, system } = bench;
      const { pushTicket } = await import('../../../src/tickets/systems/push-ticket.ts');
      await pushTicket({ database, system, now: () => bench.clock.now }, fabrikam, id);
      const ticket = [...bench.zendesk.tickets.values()].find(({ external_id }) => external_id === id)!;
      const event = await comment(ticket.id, 'For Fabrikam');
      assert.equal((await bench.take(event)).done, false);
      const secrets = { zendesk: zendeskSecret };
      const both = createReceiver({ database, room, tenantIds: [contoso, fabrikam], secrets, systems: [system] });
      assert.equal((await bench.take(event, both)).done, true);
      assert.deepEqual(await messages(id, bo), ['For Fabrikam']);
    });

    it('may hold what no database takes, and is neither repeated for ever nor a fault', async () => {
      const { reference } = await known();
      const event = (await comment(reference, 'a\u0000b \ud800 c')) as { id: string; detail: Record<string, unknown> };
      assert.deepEqual(await bench.take({ ...event, detail: { ...event.detail, id: '1\u0000' } }), {
        status: 400,
        done: false,
      });
      for (const external_id of ['\u0000', 'x'.repeat(500), 7, null])
        assert.equal((await bench.take({ ...event, detail: { ...event.detail, id: '999', external_id } })).status, 200);
      for (const status of ['constructor', '__proto__', '\u0000'])
        assert.equal(
          (await bench.take({ ...event, id: `e-${status.length}`, detail: { ...event.detail, status } })).status,
          200,
        );
    });

    it('is forgotten when nobody sends it again any more', async () => {
      const { reference } = await known();
      await bench.take(await comment(reference, 'Old'));
      const count = () =>
        inTenant(bench.database.kysely, contoso, async (t) => {
          const row = t.selectFrom('ticket_inbound').select((e) => e.fn.countAll<string>().as('n'));
          return Number((await row.executeTakeFirstOrThrow()).n);
        });
      assert.ok((await count()) > 0);
      assert.equal(await forgetEvents(bench.database, contactMonkey, later(30)), 0);
      await forgetEvents(bench.database, contoso, later(30));
      assert.equal(await count(), 0);
    });

    describe('over HTTP', () => {
      let bodiesRead: number;
      let fail = false;
      const faults: unknown[] = [];
      const handler = createWebhookHandler({
        receive: async (system, request) => {
          if (request.body !== '') bodiesRead += 1;
          if (fail) throw new Error('The database is away.');
          return bench.receive(system, request, bench.clock.now);
        },
        onFault: (error) => faults.push(error),
      });
      const server = createServer((request, response) => void handler(request, response));
      let port: number;

      before(async () => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        port = (server.address() as AddressInfo).port;
      });
      beforeEach(() => {
        bodiesRead = 0;
        fail = false;
      });
      after(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });

      const post = (headers: Record<string, string>, body: string) =>
        fetch(`http://127.0.0.1:${port}/api/tickets/zendesk`, { method: 'POST', headers, body });

      it('fills no table and reads no body for whoever knocks without a signature', async () => {
        bench.clock.now = later(60);
        const rows = async () => (await audits(bench.database, contoso)).length;
        const before = await rows();
        for (let knock = 0; knock < 100; knock += 1)
          assert.equal((await post({ 'content-type': 'application/json' }, '{}')).status, 401);
        assert.equal((await rows()) - before, 1);
        assert.equal(bodiesRead, 0);
        bench.clock.now = later(62);
        await post({}, '{}');
        const [last] = (await audits(bench.database, contoso)).filter(({ details }) => details.times === 100);
        assert.deepEqual(last?.details, { system: 'zendesk', reason: 'unsigned', times: 100, side: 'contactmonkey' });
      });

      it('is refused before a body comes that nobody signed', async () => {
        const answer = await new Promise<string>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => {
            socket.write('POST /api/tickets/zendesk HTTP/1.1\r\nhost: x\r\ncontent-length: 200000\r\n\r\n');
          });
          socket.setTimeout(5_000, () => reject(new Error('It waits for the body.')));
          socket.once('data', (data) => {
            socket.destroy();
            resolve(data.toString());
          });
          socket.once('error', reject);
        });
        assert.match(answer, /^HTTP\/1\.1 401 /);
      });

      it('is asked to come again soon when we failed, as Zendesk only does when told to within a minute', async () => {
        const { reference } = await known();
        const { headers, body } = signedEvent(await comment(reference, 'Later'), zendeskSecret, bench.clock.now);
        fail = true;
        const answer = await post(headers, body);
        assert.equal(answer.status, 503);
        assert.ok(Number(answer.headers.get('retry-after')) > 0 && Number(answer.headers.get('retry-after')) < 60);
        assert.equal(faults.length, 1);
        fail = false;
        assert.equal((await post(headers, body)).status, 200);
      });
    });
  });
