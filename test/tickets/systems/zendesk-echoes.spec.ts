import assert from 'node:assert/strict';
import { backends } from '../../support/database.ts';
import { anna, at, kim, later, made, openedTicket } from '../../support/tickets.ts';
import { openZendeskBench, type ZendeskBench } from '../../support/zendesk-bench.ts';

for (const backend of backends)
  describe(`Webhooks that Zendesk sends of our own changes (${backend})`, function () {
    this.timeout(60_000);
    let bench: ZendeskBench;

    before(async () => {
      bench = await openZendeskBench(backend);
    });
    beforeEach(() => {
      bench.clock.now = at;
      bench.zendesk.events.length = 0;
    });
    after(() => bench.close());

    const by = async (id: string, author: string) =>
      (await bench.view(id, anna)).whole!.history.filter((event) => event.by.id.startsWith(author));

    /** Question and answer go out; Zendesk tells of both only afterwards. */
    async function askedAndAnswered() {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      bench.clock.now = later(1);
      made(await bench.room.act(kim, { id }, { kind: 'message', as: 'question', text: 'Which?' }, null, later(1)));
      await bench.push(id);
      bench.clock.now = later(2);
      made(await bench.room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'This' }, null, later(2)));
      await bench.push(id);
      return id;
    }

    for (const [how, order] of [
      ['in order', (events: object[]) => events],
      ['in another order', (events: object[]) => events.toReversed()],
    ] as const)
      it(`change nothing, however late and ${how} they come`, async () => {
        const id = await askedAndAnswered();
        const before = (await bench.view(id, anna)).shared.revision;
        let rounds = 0;
        while ((await bench.deliver(order)) > 0 && rounds < 10) {
          await bench.push(id);
          rounds += 1;
        }
        assert.ok(rounds <= 1, `${rounds} rounds of echoes`);
        const { shared } = await bench.view(id, anna);
        assert.deepEqual([shared.revision, shared.state], [before, 'waiting-for-contactmonkey']);
        assert.equal((await bench.ticket(id)).status, 'open');
      });

    it('change nothing either when Zendesk cannot say who we are or who did it', async () => {
      const id = await askedAndAnswered();
      const { state } = (await bench.view(id, anna)).shared;
      const nobody = { name: 'zendesk', ownUser: async () => null };
      const blind = bench.receiver([nobody as never]);
      for (const event of bench.zendesk.events.splice(0) as { detail: { actor_id?: string } }[]) {
        delete event.detail.actor_id;
        await bench.take(event, blind);
        await bench.push(id);
      }
      assert.equal((await bench.view(id, anna)).shared.state, state);
      assert.deepEqual(await by(id, 'zendesk:'), []);
      assert.equal((await bench.ticket(id)).status, 'open');
    });

    it('change nothing when they are faster than the answer to the change, and the ticket has gone on since', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      bench.clock.now = later(1);
      made(await bench.room.act(kim, { id }, { kind: 'state', to: 'waiting-for-customer' }, null, later(1)));
      bench.zendesk.faults.push('lostAnswer');
      assert.ok(await bench.push(id));
      assert.equal((await bench.ticket(id)).status, 'pending');
      made(await bench.room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'Here' }, null, later(2)));
      await bench.deliver();
      assert.equal((await bench.view(id, anna)).shared.state, 'waiting-for-contactmonkey');
      assert.deepEqual(await by(id, 'zendesk:'), []);
    });

    it('do not come about from what an agent decided: that is not sent back over the agent’s next decision', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      const reference = await bench.reference(id);
      bench.clock.now = later(1);
      bench.zendesk.submit(reference, { status: 'pending' });
      await bench.deliver();
      bench.zendesk.submit(reference, { status: 'solved' });
      await bench.push(id);
      assert.equal((await bench.ticket(id)).status, 'solved');
      await bench.deliver();
      assert.equal((await bench.view(id, anna)).shared.state, 'solved');
    });

    it('do not hide what an agent decides afterwards, in that very second', async () => {
      const id = await askedAndAnswered();
      bench.zendesk.submit(await bench.reference(id), { status: 'pending' });
      await bench.deliver();
      await bench.push(id);
      assert.equal((await bench.view(id, anna)).shared.state, 'waiting-for-customer');
      assert.equal((await bench.ticket(id)).status, 'pending');
      await bench.deliver();
      assert.equal((await by(id, 'zendesk:status')).length, 1);
    });

    it('do not undo what the customer decided after an agent, whose webhook is late', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      bench.clock.now = later(1);
      bench.zendesk.submit(await bench.reference(id), { status: 'pending' });
      bench.clock.now = later(2);
      made(await bench.room.act(anna, { id }, { kind: 'state', to: 'waiting-for-microsoft' }, null, later(2)));
      await bench.push(id);
      await bench.deliver();
      await bench.push(id);
      assert.equal((await bench.view(id, anna)).shared.state, 'waiting-for-microsoft');
      assert.equal((await bench.ticket(id)).status, 'hold');
    });

    it('leave an agent’s status alone when the customer only writes', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      bench.clock.now = later(1);
      bench.zendesk.submit(await bench.reference(id), { status: 'hold' });
      made(await bench.room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'By the way' }, null, later(1)));
      bench.clock.now = later(2);
      await bench.push(id);
      assert.equal((await bench.ticket(id)).status, 'hold');
      await bench.deliver();
      assert.equal((await bench.view(id, anna)).shared.state, 'waiting-for-microsoft');
    });

    for (const [how, order] of [
      ['first', (events: object[]) => events],
      ['last', (events: object[]) => events.toReversed()],
    ] as const)
      it(`let an agent’s answer that solves the ticket solve it, the answer coming ${how}`, async () => {
        const { id } = await openedTicket(bench.room);
        await bench.push(id);
        await bench.deliver();
        bench.clock.now = later(1);
        bench.zendesk.submit(await bench.reference(id), { comment: 'Allowed now.', status: 'solved' });
        const [first, second] = order(bench.zendesk.events.splice(0));
        await bench.take(first!);
        await bench.push(id);
        bench.clock.now = later(2);
        await bench.take(second!);
        await bench.push(id);
        assert.equal((await bench.view(id, anna)).shared.state, 'solved');
        assert.equal((await bench.ticket(id)).status, 'solved');
      });

    it('are told from an agent’s answer that quotes us to the last letter', async () => {
      const { id } = await openedTicket(bench.room);
      await bench.push(id);
      await bench.deliver();
      const ours = (await bench.ticket(id)).comments.at(-1)!.body;
      bench.zendesk.submit(await bench.reference(id), { comment: `Seen, thank you.\n> ${ours}` });
      await bench.deliver();
      const said = (await bench.view(id, anna)).shared.thread.filter(({ message }) => message);
      assert.match(said.map(({ message }) => message!.text).join(), /^Seen, thank you\./);
    });
  });
