import assert from 'node:assert/strict';
import type { AlertSettings } from '../../src/alerts/settings.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Asker, Entities } from '../../src/questions/question.ts';
import { setAside } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { subscribeTickets } from '../../src/store/ticket-places.ts';
import { openPack } from '../../src/tickets/consent.ts';
import type { Actor } from '../../src/tickets/ticket.ts';
import { typedNodes } from '../cards/walk.ts';
import { type AlertDesk, clearAlerts, sent, startAlertDesk } from '../support/alert-desk.ts';
import { ana, bo, facts } from '../support/alert-facts.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { aReference, channel, tenantId } from '../support/outbox-bench.ts';
import { cardText, profile, reader } from '../support/questions.ts';
import { made } from '../support/tickets.ts';

const second = '19:second@thread.tacv2';
const csmChannel = '19:csm@thread.tacv2';
const kim: Actor = { id: 'kim-id', name: 'Kim', tenantId, side: 'contactmonkey' };
const operator: Asker = { ...reader, objectId: 'ana', name: 'Ana', roles: ['reader', 'operator'] };
const uma: Actor = { id: 'ana', name: 'Ana', tenantId, side: 'customer' };

for (const backend of backends) {
  describe(`A case that nobody answers, on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    let desk: AlertDesk;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());
    beforeEach(async () => {
      await clearAlerts(database);
      desk = await startAlertDesk(database);
      const { directory, connector, clock } = desk.bench;
      for (const id of [second, csmChannel]) await directory.remember(aReference(connector.serviceUrl, id, 'channel'));
      await subscribeTickets(database, tenantId, { conversationId: csmChannel, by: kim.id, at: clock.now() });
    });
    afterEach(() => desk.stop());

    const agreed = () => ({ ...ana, at: desk.bench.clock.now().toISOString() });

    async function alerted(escalation: NonNullable<AlertSettings['escalation']>) {
      await desk.room.alertHere(channel, { escalation }, ana);
      await desk.tell(
        facts.quarantined('victim@contoso.example', undefined, { policy: 'Board of Zebra', reason: 'HighConfPhish' }),
      );
      await desk.deliver();
      const [alert] = await desk.room.open();
      assert.ok(alert);
      return alert;
    }

    async function packs() {
      const rows = await inTenant(database.kysely, tenantId, (t) =>
        t
          .selectFrom('ticket_consents as share')
          .innerJoin('tickets as ticket', (join) =>
            join.onRef('ticket.tenant_id', '=', 'share.tenant_id').onRef('ticket.id', '=', 'share.ticket_id'),
          )
          .selectAll('share')
          .execute(),
      );
      return rows.map((row) => ({ by: row.actor, text: row.pack, pack: openPack(row.pack, row.sha256) }));
    }

    it('reaches ContactMonkey as a ticket with no more in it than was agreed to, and says so in its thread', async () => {
      const csmBy = agreed();
      const alert = await alerted({ afterMinutes: 30, mention: bo, secondConversationId: second, csm: true, csmBy });
      await desk.pass(95);
      await desk.deliver(csmChannel, second);
      const [share, ...more] = await packs();
      assert.ok(share);
      assert.deepEqual([share.by, more], ['ana', []]);
      assert.match(share.text, /HighConfPhish/);
      assert.match(share.text, /"label":"Affected","text":"1"/);
      assert.doesNotMatch(share.text, /victim|Zebra|Town Hall|Ana|@/);
      const found = await desk.room.find(alert.id);
      const number = found?.alert.ticket?.number ?? '';
      assert.match(number, /^CM-\d+$/);
      const { replies, posts, updates } = sent(desk.bench);
      assert.ok(replies.some((text) => text.includes(`ticket ${number}, without names or mail, as Ana agreed`)));
      assert.ok(updates.at(-1)?.includes(number));
      const told = posts.filter((body) => body.includes(csmChannel));
      assert.match(told.join(), /Campaign mail is in quarantine/);
      assert.doesNotMatch(told.join(), /victim|Zebra|Town Hall|"Ana/);
      const opened = await inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('audit').selectAll().where('actor', '=', 'quarantine-watch').execute(),
      );
      assert.ok(opened.some(({ action, details }) => action === 'ticket.open' && details.agreedAt === csmBy.at));
      await desk.pass(300);
      assert.equal((await packs()).length, 1);
    });

    it('is not said to be told to ContactMonkey where nobody there can be reached: a ticket is kept', async () => {
      await inTenant(database.kysely, tenantId, (t) => setAside(t, csmChannel, 'removed', 'gone'));
      const alert = await alerted({
        ...{ afterMinutes: 30, mention: null, secondConversationId: null, csm: true },
        csmBy: agreed(),
      });
      await desk.pass(95);
      const said = (await desk.room.find(alert.id))?.history.map(({ words }) => words).join(' ') ?? '';
      assert.match(said, /there is ticket CM-\d+, .* Nobody at ContactMonkey hears of it yet: send them its export/);
      assert.doesNotMatch(said, /was told/);
      assert.equal((await packs()).length, 1);
    });

    it('is not told to ContactMonkey where nobody agreed to it: people are told what is missing', async () => {
      await alerted({ afterMinutes: 30, mention: null, secondConversationId: null, csm: true });
      await desk.pass(95);
      assert.deepEqual(await packs(), []);
      assert.ok(sent(desk.bench).replies.some((text) => /told once somebody agrees: press Escalate/.test(text)));
    });

    it('stays here when somebody answers in time', async () => {
      const alert = await alerted({
        afterMinutes: 30,
        mention: null,
        secondConversationId: null,
        csm: true,
        csmBy: agreed(),
      });
      await desk.pass(20);
      const at = desk.bench.clock.now().toISOString();
      await desk.room.press(alert.id, { action: 'acknowledge', by: bo, at, revision: alert.revision });
      await desk.pass(600);
      assert.deepEqual(await packs(), []);
    });

    it('becomes a ticket by hand only through the form, which everybody then sees on the card', async () => {
      const alert = await alerted({ afterMinutes: 30, mention: null, secondConversationId: second, csm: false });
      const tenant = { ...fakeTenantReader({}).reader, tenantId };
      const assistant = createAssistant({ tenant, profile, alerts: desk.room, tickets: desk.tickets });
      const press = async (verb: string, data: Entities) => {
        const asked = { verb, data, asker: operator, place: 'channel' as const, conversation: {} };
        return (await assistant.press({ ...asked, now: desk.bench.clock.now(), conversationId: channel })).answer;
      };
      const form = await press('alert.escalate', { alert: alert.id, revision: String(alert.revision) });
      assert.equal(form.audience, 'askerOnly');
      assert.match(form.text, /This would be sent to ContactMonkey, and nothing else\. Nothing was sent yet/);
      assert.match(cardText(form.card), /People affected by the alert/);
      await desk.deliver(channel, second);
      assert.deepEqual(await packs(), []);
      assert.match(sent(desk.bench).replies.join(), /Ana escalated it/);
      assert.equal(sent(desk.bench).posts.filter((body) => body.includes(second)).length, 1);
      const again = await press('alert.escalate', { alert: alert.id, revision: String(alert.revision) });
      assert.match(again.text, /Nothing was sent yet/);
      const draft = /"draft":"([^"]+)"/.exec(JSON.stringify(again.card))?.[1] ?? '';
      const answer = await press('ticket.open', { draft, send: 'true', share_alert: 'true', share_affected: 'true' });
      await desk.deliver(channel, second, csmChannel);
      assert.match(answer.text, /is open/);
      const [share] = await packs();
      assert.doesNotMatch(share?.text ?? 'victim', /victim|Town Hall/);
      const found = await desk.room.find(alert.id);
      const { number = '', id = '' } = found?.alert.ticket ?? {};
      assert.match(sent(desk.bench).replies.join(), new RegExp(`Ana opened ticket ${number} with ContactMonkey`));
      assert.match(sent(desk.bench).lastCard, new RegExp(number));
      made(
        await desk.tickets.act(kim, { id }, { kind: 'message', as: 'answer', text: 'Secret advice' }, null, new Date()),
      );
      made(await desk.tickets.act(kim, { id }, { kind: 'state', to: 'solved' }, null, new Date()));
      await desk.deliver(channel);
      const said = sent(desk.bench).replies.join();
      assert.match(said, new RegExp(`ContactMonkey wrote in ${number}`));
      assert.match(said, new RegExp(`Kim solved ${number}`));
      assert.doesNotMatch(said, /Secret advice/);
      const third = await press('alert.escalate', { alert: alert.id, revision: '99' });
      assert.match(third.text, /Nothing was sent yet/, 'the ticket is solved, so another may be opened');
      assert.equal((await desk.tickets.list(uma, {}, new Date())).total, 1);
    });

    it('offers whoever opened its ticket to share a cause that became known since, and sends it after they saw it', async () => {
      const escalation = { afterMinutes: 30, mention: null, secondConversationId: null, csm: true, csmBy: agreed() };
      await desk.room.alertHere(channel, { escalation }, ana);
      await desk.tell(
        facts.quarantined('victim@contoso.example', undefined, { policy: null, reason: 'unknown reason' }),
      );
      await desk.deliver();
      const [alert] = await desk.room.open();
      assert.ok(alert);
      await desk.pass(95);
      await desk.deliver(csmChannel);
      const cause = { policy: 'Strict Preset Security Policy', reason: 'Bulk' };
      await desk.tell(facts.quarantined('victim@contoso.example', '2026-11-21T09:30:00.000Z', cause));
      await desk.deliver();
      const number = (await desk.room.find(alert.id))?.alert.ticket?.number ?? '';
      const posted = desk.bench.connector.calls.filter(({ body }) =>
        JSON.stringify(body ?? '').includes('does not hold this yet'),
      );
      const [offer, ...more] = posted.map(({ body }) => JSON.stringify(body));
      assert.ok(offer?.includes(`Share it on ${number}`), offer);
      assert.deepEqual(more, []);
      assert.equal((await packs()).length, 1);

      const tenant = { ...fakeTenantReader({}).reader, tenantId };
      const assistant = createAssistant({ tenant, profile, alerts: desk.room, tickets: desk.tickets });
      const press = async (verb: string, data: Entities) => {
        const asked = { verb, data, asker: operator, place: 'channel' as const, conversation: {} };
        return (await assistant.press({ ...asked, now: desk.bench.clock.now(), conversationId: channel })).answer;
      };
      const ticket = (await desk.room.find(alert.id))?.alert.ticket?.id ?? '';
      const form = await press('ticket.share', { ticket, cause: 'yes' });
      assert.match(cardText(form.card), /Strict Preset Security Policy/);
      const inputs = [...typedNodes(form.card ?? {})].filter((node) => node.type === 'Input.Toggle');
      const ticked = inputs.filter(({ value }) => value === 'true').map(({ id }) => String(id));
      assert.ok(ticked.includes('share_alert') && !ticked.includes('share_people'), ticked.join());
      const draft = /"draft":"([^"]+)"/.exec(JSON.stringify(form.card))?.[1] ?? '';
      await press('ticket.share', { draft, send: 'yes', ...Object.fromEntries(ticked.map((id) => [id, 'true'])) });
      const [, second] = await packs();
      assert.match(second?.text ?? '', /Strict Preset Security Policy/);
      assert.doesNotMatch(second?.text ?? '', /victim|Town Hall|Ana/);
    });

    it('is told to the second place at once when somebody escalates by hand, and harms nothing when pressed twice', async () => {
      const alert = await alerted({ afterMinutes: 30, mention: null, secondConversationId: second, csm: false });
      const at = desk.bench.clock.now().toISOString();
      const press = { action: 'escalate' as const, by: ana, at, revision: alert.revision };
      const [first, twice, other] = [
        await desk.room.press(alert.id, press),
        await desk.room.press(alert.id, press),
        await desk.room.press(alert.id, { ...press, by: bo }),
      ];
      assert.deepEqual(
        [first, twice, other].map((one) => one.found && one.outcome),
        ['done', 'already', 'late'],
      );
      await desk.deliver(second);
      assert.equal(sent(desk.bench).posts.filter((body) => body.includes(second)).length, 1);
    });
  });
}
