import assert from 'node:assert/strict';
import { backends } from '../../support/database.ts';
import { anna, at, audits, contoso, kim, later, made, openedTicket } from '../../support/tickets.ts';
import { openZendeskBench, type ZendeskBench } from '../../support/zendesk-bench.ts';

for (const backend of backends)
  describe(`A Zendesk that does not take what it is told (${backend})`, function () {
    this.timeout(60_000);
    let bench: ZendeskBench;

    before(async () => {
      bench = await openZendeskBench(backend);
    });
    beforeEach(() => {
      bench.clock.now = at;
      bench.zendesk.faults.length = 0;
      bench.troubles.length = 0;
    });
    after(() => bench.close());

    const write = async (id: string, text: string, minute: number, by = anna) => {
      bench.clock.now = later(minute);
      return made(await bench.room.act(by, { id }, { kind: 'message', as: 'answer', text }, null, later(minute)));
    };
    const saidBySystem = async (id: string) =>
      (await bench.view(id, anna)).shared.thread.filter(
        ({ side, change }) => side === 'system' && !/^known/.test(change!),
      );
    const ofTicket = (id: string) => [...bench.zendesk.tickets.values()].filter((one) => one.external_id === id);

    it('for want of the right address gets the whole ticket once that is mended, evidence first, and people hear meanwhile', async () => {
      const { id, shared } = await openedTicket(bench.room);
      const wrong = bench.systemAt(`${bench.zendesk.url}/typo`);
      assert.ok(await bench.push(id, wrong));
      await write(id, 'Hello?', 1);
      assert.ok(await bench.push(id, wrong));
      assert.deepEqual(ofTicket(id), []);
      const [said, ...others] = await saidBySystem(id);
      assert.match(said!.change!, /could not tell Zendesk .* Check its address\. I try again until it is taken/);
      assert.deepEqual(others, []);
      bench.clock.now = later(2);
      assert.equal(await bench.push(id), null);
      const [ticket, ...more] = ofTicket(id);
      assert.deepEqual(more, []);
      assert.deepEqual(
        ticket!.comments.map(({ body, attachments }) => [
          /opened|shared evidence|Hello\?/.exec(body)?.[0],
          attachments,
        ]),
        [
          ['opened', []],
          ['shared evidence', [shared.packs[0]!.text]],
          ['Hello?', []],
        ],
      );
      assert.match((await saidBySystem(id)).at(-1)!.change!, /has told Zendesk everything now/);
    });

    it('for want of the right token is asked again, and the ticket, the audit and the operator’s log say so once each, without the token', async () => {
      const { id } = await openedTicket(bench.room);
      const wrong = bench.systemAt(bench.zendesk.url, 'wr0ng');
      let again = await bench.push(id, wrong);
      for (let tries = 0; tries < 3; tries += 1) {
        bench.clock.now = again!;
        again = await bench.push(id, wrong);
      }
      const said = await saidBySystem(id);
      assert.equal(said.length, 1);
      assert.match(said[0]!.change!, /does not accept our sign-in/);
      const failed = (await audits(bench.database, contoso)).filter(
        ({ outcome, details }) => outcome === 'failed' && details.ticketId === id,
      );
      assert.deepEqual(
        failed.map(({ details }) => [details.kind, details.waits]),
        [['signIn', true]],
      );
      assert.deepEqual(
        bench.troubles.map(({ kind, waits, attempts }) => [kind, waits, attempts]),
        [0, 1, 2, 3].map((attempts) => ['signIn', true, attempts]),
      );
      assert.doesNotMatch(JSON.stringify([said, failed, bench.troubles]), /wr0ng|t0ken/);
      bench.clock.now = again!;
      assert.equal(await bench.push(id), null);
      assert.equal(ofTicket(id).length, 1);
    });

    it('for some minutes is nobody’s news; for half an hour it is', async () => {
      const { id } = await openedTicket(bench.room);
      const away = { status: 503, body: 'Service unavailable' };
      bench.zendesk.faults.push(...Array(5).fill(away));
      for (let tries = 0; tries < 5; tries += 1) bench.clock.now = (await bench.push(id))!;
      assert.deepEqual(await saidBySystem(id), []);
      bench.zendesk.faults.push(...Array(4).fill(away));
      for (let tries = 0; tries < 4; tries += 1) bench.clock.now = (await bench.push(id))!;
      assert.match((await saidBySystem(id))[0]!.change!, /could not be reached/);
      assert.ok(bench.clock.now.getTime() - at.getTime() > 20 * 60_000);
      assert.equal(await bench.push(id), null);
    });

    it('because the ticket is closed there gets a follow-up when the customer reopens it', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      const first = await bench.reference(id);
      made(await bench.room.act(kim, { id }, { kind: 'state', to: 'solved' }, null, later(1)));
      await bench.push(id);
      bench.zendesk.closeSolved(first);
      await bench.deliver();
      assert.equal((await bench.view(id, anna)).shared.state, 'solved');
      bench.clock.now = later(2);
      made(await bench.room.act(anna, { id }, { kind: 'state', to: 'reopened' }, null, later(2)));
      await write(id, 'Held again', 3);
      assert.equal(await bench.push(id), null);
      const second = await bench.ticket(id);
      assert.notEqual(second.id, first);
      assert.deepEqual(second.via.source, { from: { ticket_id: first }, rel: 'follow_up' });
      assert.match(second.comments[0]!.body, new RegExp(`goes on from ticket ${first}`));
      assert.match(second.comments.at(-1)!.body, /Held again/);
      assert.equal(ofTicket(id).length, 2);
      bench.zendesk.submit(second.id, { comment: 'Looking again.' });
      await bench.deliver();
      const { shared } = await bench.view(id, anna);
      assert.deepEqual(
        shared.thread.filter(({ message }) => message).map(({ message }) => message!.text),
        ['Held again', 'Looking again.'],
      );
      assert.ok(shared.thread.some(({ change }) => change === `known to zendesk as ${second.id}`));
    });

    it('because the ticket is closed there gets nothing for a priority, and no webhook of the closed one reopens or solves ours', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      const first = await bench.reference(id);
      bench.zendesk.submit(first, { status: 'solved' });
      await bench.deliver();
      bench.zendesk.closeSolved(first);
      const late = bench.zendesk.events.splice(0);
      bench.clock.now = later(1);
      made(await bench.room.act(kim, { id }, { kind: 'priority', to: 'high' }, null, later(1)));
      assert.equal(await bench.push(id), null);
      assert.equal(ofTicket(id).length, 1);
      made(await bench.room.act(anna, { id }, { kind: 'state', to: 'reopened' }, null, later(2)));
      await bench.push(id);
      for (const event of late) await bench.take(event);
      assert.equal((await bench.view(id, anna)).shared.state, 'reopened');
      assert.deepEqual(await saidBySystem(id), []);
    });

    it('because the ticket was deleted there gets it again with all that was said and shared', async () => {
      const { id, shared } = await openedTicket(bench.room);
      await write(id, 'First words', 1);
      await bench.push(id);
      const first = await bench.reference(id);
      bench.zendesk.tickets.delete(first);
      await write(id, 'Second words', 2);
      assert.equal(await bench.push(id), null);
      const second = await bench.ticket(id);
      assert.notEqual(second.id, first);
      assert.match(second.comments[0]!.body, /not in Zendesk any more.*First words.*Second words/s);
      assert.deepEqual(second.comments[0]!.attachments, [shared.packs[0]!.text]);
    });

    it('once makes one ticket only, also when the answer was lost and the key is forgotten or belongs to other words', async () => {
      for (const wait of [1, 180]) {
        bench.clock.now = at;
        const { id } = await openedTicket(bench.room);
        await bench.push(id);
        bench.zendesk.tickets.delete(await bench.reference(id));
        const pack = { evidence: { title: 'More', parts: [] }, subject: null, forTicket: { id } };
        const { draftId } = made(await bench.room.offer(anna, pack, later(1)));
        made(await bench.room.share(anna, { draftId, ticked: ['contact'] }, later(1)));
        bench.clock.now = later(2);
        bench.zendesk.faults.push({ status: 404, body: { error: 'RecordNotFound' } }, 'lostAnswer');
        assert.ok(await bench.push(id));
        bench.clock.now = later(2 + wait);
        assert.equal(await bench.push(id), null);
        const [ticket, ...more] = ofTicket(id);
        assert.deepEqual(more, [], `after ${wait} minutes`);
        assert.equal(ticket!.comments.length, 1);
        assert.equal(ticket!.comments[0]!.attachments.length, 2);
      }
    });

    it('is believed when it says that the key came with other words: the ticket that it made then is found', async () => {
      const { id } = await openedTicket(bench.room);
      bench.zendesk.faults.push({ status: 400, body: { error: 'IdempotentRequestError', description: 'x' } });
      assert.ok(await bench.push(id));
      assert.deepEqual(ofTicket(id), []);
      bench.clock.now = later(1);
      bench.zendesk.faults.push('lostAnswer');
      assert.ok(await bench.push(id));
      bench.clock.now = later(3);
      assert.equal(await bench.push(id), null);
      assert.equal(ofTicket(id).length, 1);
    });

    it('for good tells the ticket what was not taken, and hears the rest', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      await write(id, 'Too much', 1);
      bench.zendesk.faults.push({ status: 422, body: { error: 'RecordInvalid', description: 'no' } });
      assert.equal(await bench.push(id), null);
      await write(id, 'And this', 2);
      assert.equal(await bench.push(id), null);
      const [said] = await saidBySystem(id);
      assert.match(
        said!.change!,
        /could not tell Zendesk of what The customer’s administrator wrote .* It stands here alone/,
      );
      const comments = (await bench.ticket(id)).comments.map(({ body }) => /Too much|And this/.exec(body)?.[0]);
      assert.deepEqual(comments.slice(2), ['And this']);
      assert.equal(bench.troubles.at(-1)?.waits, false);
    });

    it('takes evidence of any size: what is read is cut with a word, what is attached is whole', async () => {
      const { id } = await openedTicket(bench.room);
      const lines = Array.from({ length: 900 }, (_, at) => ({ label: `Header ${at}`, text: 'ä'.repeat(60) }));
      const evidence = { title: 'Big', parts: [{ id: 'big', title: 'Headers', personal: false, lines }] };
      const { draftId } = made(await bench.room.offer(anna, { evidence, subject: null, forTicket: { id } }, at));
      const { packs } = made(await bench.room.share(anna, { draftId, ticked: ['big'] }, at)).shared;
      assert.equal(await bench.push(id), null);
      const { body, attachments } = (await bench.ticket(id)).comments.at(-1)!;
      assert.ok(Buffer.byteLength(body) < 65_000);
      assert.match(body, /The whole of it is in the attached file\.\s+\[CM-\d+ #3\]$/);
      assert.deepEqual(attachments, [packs.at(-1)!.text]);
    });
  });
