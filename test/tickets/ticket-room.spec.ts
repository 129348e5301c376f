import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { forgetDrafts, keptDraft } from '../../src/store/ticket-drafts.ts';
import { keptTicket } from '../../src/store/tickets.ts';
import type { Command } from '../../src/tickets/decide.ts';
import { ticketOf } from '../../src/tickets/history.ts';
import type { TicketRoom } from '../../src/tickets/ticket-room.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import {
  anna,
  at,
  audits,
  contoso,
  evidence,
  kim,
  later,
  made,
  openedTicket,
  person,
  ticketRoom,
} from '../support/tickets.ts';

for (const backend of backends) {
  describe(`Tickets on ${backend}`, () => {
    let database: Database;
    let room: TicketRoom;

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
      room = ticketRoom(database);
    });
    after(() => database.close());

    it('keep as consent the very bytes that ContactMonkey gets, with their SHA-256', async () => {
      const { id } = await openedTicket(room, anna, { description: 'Wöchentlich \u{1F4E7} “held”\nsince May' });
      const kept = await keptTicket(database, contoso, { id });
      const seen = made(await room.find(kim, { id }, at)).shared.packs;
      assert.equal(seen.length, 1);
      assert.deepEqual(Buffer.from(seen[0]!.text), Buffer.from(kept!.consents[0]!.text));
      assert.equal(createHash('sha256').update(Buffer.from(seen[0]!.text)).digest('hex'), kept!.consents[0]!.sha256);
      const shared = (await audits(database, contoso)).findLast((row) => row.action === 'ticket.open')!;
      assert.equal(shared.details.sha256, seen[0]!.sha256);
      assert.equal(shared.details.bytes, Buffer.byteLength(seen[0]!.text));
      assert.deepEqual(shared.details.struckOut, ['Subject', 'Recipients', 'Your name']);
    });

    it('are opened once about one thing, however many send their forms at the same time', async () => {
      const subject = { kind: 'alert', key: 'one-thing' };
      const people = [anna, ...['Bo', 'Cy', 'Di', 'Ed'].map((name) => person(name, 'customer'))];
      const offers: { draftId: string }[] = [];
      for (const who of people) offers.push(made(await room.offer(who, { evidence, subject, forTicket: null }, at)));
      const opening = { ticked: ['path'], title: '', description: '', priority: 'normal' as const };
      const outcomes = await Promise.all(
        people.map((who, index) => room.open(who, { ...opening, draftId: offers[index]!.draftId }, at)),
      );
      const [first, second] = outcomes.flatMap((outcome) => (outcome.done ? [outcome.value] : []));
      assert.ok(first && !second);
      for (const outcome of outcomes)
        if (!outcome.done) assert.deepEqual([outcome.why, outcome.view?.id], ['late', first.id]);
      const another = { ...opening, draftId: offers[outcomes.findIndex(({ done }) => !done)]!.draftId, again: true };
      const late = people[outcomes.findIndex(({ done }) => !done)]!;
      assert.notEqual(made(await room.open(late, another, at)).id, first.id);
    });

    it('share the ticked parts as the form showed them, and nothing else', async () => {
      const offer = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      const ticked = ['subject', 'path', 'not-offered'];
      const opening = { draftId: offer.draftId, ticked, title: 'Held', description: '', priority: 'high' as const };
      const { shared } = made(await room.open(anna, opening, at));
      const pack = JSON.parse(shared.packs[0]!.text);
      const shown = offer.parts.filter(({ id }) => ticked.includes(id)).map(({ personal: _personal, ...part }) => part);
      assert.deepEqual(pack.parts, shown);
    });

    it('show ContactMonkey no name, id or subject that was not shared', async () => {
      const { id } = await openedTicket(room);
      await room.act(anna, { id }, { kind: 'message', as: 'answer', text: 'Any idea?' }, null, later(1));
      const view = made(await room.find(kim, { id }, later(2)));
      assert.equal(view.whole, null);
      const seen = JSON.stringify(view);
      for (const hidden of ['Anna', 'anna-id', 'Secret merger', 'bo@contoso', 'secret-key'])
        assert.ok(!seen.includes(hidden), hidden);
      assert.ok(seen.includes('Any idea?'));
    });

    it('name the admin who ticked their name', async () => {
      const { id } = await openedTicket(room, anna, { ticked: ['contact'] });
      assert.equal(made(await room.find(kim, { id }, at)).shared.thread[0]!.name, 'Anna');
    });

    it('open once from one form, however often it is sent', async () => {
      const { draftId } = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      const opening = { draftId, ticked: ['path'], title: '', description: '', priority: 'normal' as const };
      const outcomes = await Promise.all([1, 2, 3].map(() => room.open(anna, opening, at)));
      assert.equal(outcomes.filter((outcome) => outcome.done).length, 1);
      for (const outcome of outcomes)
        if (!outcome.done) assert.match(outcome.sentence, /sent already: it became part of CM-\d+/);
    });

    it('forget what a form offered once it is sent, and each form after a day', async () => {
      const { draftId } = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      const opening = { draftId, ticked: ['path'], title: '', description: '', priority: 'normal' as const };
      made(await room.open(anna, opening, at));
      assert.deepEqual((await keptDraft(database, contoso, draftId))?.parts, []);
      const other = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      await forgetDrafts(database, contoso, later(1));
      assert.equal(await keptDraft(database, contoso, other.draftId), null);
    });

    it('take no form from anybody but whom it was shown to, nor a day later', async () => {
      const { draftId } = made(await room.offer(anna, { evidence, subject: null, forTicket: null }, at));
      const opening = { draftId, ticked: ['path'], title: '', description: '', priority: 'normal' as const };
      const bo = await room.open(person('Bo', 'customer'), opening, at);
      assert.ok(!bo.done && bo.why === 'refused');
      assert.ok((await audits(database, contoso)).some((row) => row.actor === 'bo-id' && row.outcome === 'refused'));
      const old = await room.open(anna, opening, later(24 * 60 + 1));
      assert.ok(!old.done && /too old/.test(old.sentence));
    });

    it('go back and forth: taken, asked, answered, solved and reopened, with the clock of each turn', async () => {
      const { id, shared } = await openedTicket(room, anna, { priority: 'high' });
      assert.equal(shared.state, 'new');
      const steps: [typeof anna, Command, string, string | null][] = [
        [kim, { kind: 'assign', to: kim }, 'assigned', 'contactmonkey'],
        [kim, { kind: 'message', as: 'question', text: 'Which region?' }, 'waiting-for-customer', 'customer'],
        [anna, { kind: 'message', as: 'answer', text: 'EU' }, 'waiting-for-contactmonkey', 'contactmonkey'],
        [kim, { kind: 'state', to: 'waiting-for-microsoft' }, 'waiting-for-microsoft', 'microsoft'],
        [kim, { kind: 'state', to: 'solved' }, 'solved', null],
        [anna, { kind: 'state', to: 'reopened' }, 'reopened', 'contactmonkey'],
      ];
      for (const [index, [actor, command, state, waitingFor]] of steps.entries()) {
        const now = later(10 * (index + 1));
        const view = made(await room.act(actor, { id }, command, null, now));
        assert.equal(view.shared.state, state);
        assert.equal(view.shared.waitingFor, waitingFor);
      }
      const view = made(await room.find(anna, { id }, later(60 + 241)));
      assert.deepEqual([view.clock.runs, view.clock.waitedMinutes, view.clock.overdue], [true, 241, true]);
      const kept = await keptTicket(database, contoso, { id });
      assert.deepEqual(ticketOf(id, kept!.history), kept!.ticket);
    });

    it('give twenty people who press at once one outcome each, clear words to the late, and lose nothing written', async () => {
      const { id, shared } = await openedTicket(room);
      const people = Array.from({ length: 20 }, (_, index) => person(`P${index}`, 'contactmonkey'));
      const commandOf = (index: number): Command => {
        if (index % 4 === 0) return { kind: 'assign', to: people[index]! };
        if (index % 4 === 1) return { kind: 'message', as: 'answer', text: `Answer ${index}` };
        if (index % 4 === 2) return { kind: 'priority', to: index % 8 === 2 ? 'high' : 'urgent' };
        return { kind: 'state', to: 'waiting-for-microsoft' };
      };
      const outcomes = await Promise.all(
        people.map((who, index) => room.act(who, { id }, commandOf(index), shared.revision, later(5))),
      );
      const done = (kind: number) => outcomes.filter((outcome, index) => index % 4 === kind && outcome.done).length;
      assert.equal(done(1), 5);
      assert.ok(done(0) <= 1);
      assert.equal(done(2), 1);
      assert.equal(done(3), 1);
      for (const outcome of outcomes) {
        if (outcome.done) continue;
        assert.equal(outcome.why, 'late');
        assert.match(outcome.sentence, /(already|Already) .*just now\. Your press changed nothing\.$/);
        assert.ok(outcome.view);
      }
      const kept = await keptTicket(database, contoso, { id });
      assert.deepEqual(
        kept!.history.map(({ seq }) => seq),
        kept!.history.map((_, index) => index + 1),
      );
      assert.deepEqual(ticketOf(id, kept!.history), kept!.ticket);
      assert.equal(kept!.history.filter(({ what }) => what.kind === 'message').length, 5);
      const tried = (await audits(database, contoso)).filter(({ details }) => details.ticket === shared.number);
      assert.equal(tried.filter(({ action }) => action !== 'ticket.open').length, 20);
    });

    it('keep in the other what was shared and written on the one that is merged into it, and name nobody more', async () => {
      const named = { description: 'On Mondays.', ticked: ['ids', 'contact'] };
      const [one, other] = [await openedTicket(room, anna, named), await openedTicket(room)];
      const say = { kind: 'message' as const, as: 'question' as const, text: 'Which region?' };
      made(await room.act(kim, { id: one.id }, say, null, later(1)));
      const into = { id: other.id, number: other.shared.number };
      made(await room.act(kim, { id: one.id }, { kind: 'merge', into }, null, later(2)));
      const { shared } = made(await room.find(kim, { id: other.id }, later(3)));
      assert.deepEqual(
        shared.packs.map(({ text }) => text),
        [other.shared.packs[0]!.text, one.shared.packs[0]!.text],
      );
      const absorbed = shared.thread.at(-1);
      assert.match(
        absorbed?.change ?? '',
        /was merged into this\. Written there: Kim \(2026-11-20 12:01 UTC\): “Which region\?”/,
      );
      assert.equal(shared.thread[0]?.name, 'The customer’s administrator');
      const { draftId } = made(
        await room.offer(anna, { evidence, subject: null, forTicket: { id: other.id } }, later(4)),
      );
      const more = made(await room.share(anna, { draftId, ticked: ['path'] }, later(4)));
      assert.equal(more.shared.packs.length, 3);
    });

    it('merge a duplicate into another once, and send everybody on to it', async () => {
      const [one, other] = [await openedTicket(room), await openedTicket(room)];
      const into = { id: other.id, number: other.shared.number };
      const merged = made(await room.act(kim, { id: one.id }, { kind: 'merge', into }, one.shared.revision, later(1)));
      assert.deepEqual([merged.shared.state, merged.shared.mergedInto], ['solved', into.number]);
      const late = await room.act(kim, { id: one.id }, { kind: 'message', as: 'answer', text: 'Hi' }, null, later(2));
      assert.ok(!late.done && late.sentence.includes(into.number));
      const circle = await room.act(
        kim,
        { id: other.id },
        { kind: 'merge', into: { id: one.id, number: one.shared.number } },
        null,
        later(3),
      );
      assert.ok(!circle.done && /itself merged/.test(circle.sentence));
      assert.match(
        JSON.stringify(made(await room.find(kim, { id: other.id }, later(3))).shared.thread),
        /was merged into this/,
      );
    });

    it('ask the admin again before more evidence leaves', async () => {
      const { id } = await openedTicket(room);
      const wish: Command = { kind: 'message', as: 'evidence-request', text: 'Please share the subject.' };
      assert.equal(made(await room.act(kim, { id }, wish, null, later(1))).shared.state, 'waiting-for-customer');
      const byKim = await room.offer(kim, { evidence, subject: null, forTicket: { id } }, later(2));
      assert.ok(!byKim.done && byKim.why === 'refused');
      const offer = made(await room.offer(anna, { evidence, subject: null, forTicket: { id } }, later(3)));
      const nothing = await room.share(anna, { draftId: offer.draftId, ticked: [] }, later(3));
      assert.ok(!nothing.done && /Nothing was ticked/.test(nothing.sentence));
      const { shared } = made(await room.share(anna, { draftId: offer.draftId, ticked: ['subject'] }, later(4)));
      assert.equal(shared.state, 'waiting-for-contactmonkey');
      assert.deepEqual(
        shared.packs.map(({ text }) => JSON.parse(text).share),
        [1, 2],
      );
      assert.ok(shared.packs[1]!.text.includes('Secret merger'));
    });

    it('are exported with their whole history, as JSON and to read', async () => {
      const { id, shared } = await openedTicket(room);
      await room.act(kim, { id }, { kind: 'message', as: 'answer', text: 'Looking into it.' }, null, later(1));
      const whole = made(await room.export(anna, { id }, later(2)));
      const data = JSON.parse(whole.json);
      const kept = await keptTicket(database, contoso, { id });
      assert.equal(data.history.length, kept!.history.length);
      assert.equal(data.shared[0].text, shared.packs[0]!.text);
      assert.match(whole.text, /Kim \(ContactMonkey\) {2}wrote: Looking into it\./);
      assert.match(whole.text, /Not shared: Subject, Recipients, Your name/);
      const seen = made(await room.export(kim, { id }, later(2)));
      assert.doesNotMatch(seen.json + seen.text, /Anna|secret-key|Secret merger/);
    });

    it('never change or lose a line of history or a consent', async () => {
      const { id } = await openedTicket(room);
      for (const table of ['ticket_events', 'ticket_consents'] as const) {
        const remove = inTenant(database.kysely, contoso, (t) =>
          t.deleteFrom(table).where('ticket_id', '=', id).execute(),
        );
        await assert.rejects(remove, /permission denied/);
        const change = inTenant(database.kysely, contoso, (t) =>
          t.updateTable(table).set({ actor: 'x' }).where('ticket_id', '=', id).execute(),
        );
        await assert.rejects(change, /permission denied/);
      }
    });
  });
}
