import assert from 'node:assert/strict';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Database } from '../../src/store/database.ts';
import { createRefusals, type Refusal } from '../../src/store/refusals.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { now, profile, reader } from '../support/questions.ts';
import { invokeBody, startTestBot, stranger, tenantId } from '../support/teams-bot.ts';
import { audits, contactMonkey } from '../support/tickets.ts';

for (const backend of backends) {
  describe(`The record of refusals on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    const faults: unknown[] = [];

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    const refusalsOf = (tenant: string, from = async () => database) =>
      createRefusals({ database: from, tenantId: tenant, onFault: (error) => faults.push(error) });

    it('holds who was turned away at the door, by typing and by each button, with the reason', async () => {
      const bot = await startTestBot({ refusals: refusalsOf(tenantId) });
      try {
        await bot.say('what is in quarantine?', { from: stranger });
        const answer = await bot.press('ticket.open', { message: 'm' }, { from: stranger });
        assert.match((await invokeBody(answer)).value, /only people your administrator has named/);
        await bot.say('list', { from: { id: '29:nobody', name: 'Nobody' } });
      } finally {
        await bot.stop();
      }
      const kept = (await audits(database, tenantId)).map(({ actor, action, outcome, details }) => [
        actor,
        action,
        outcome,
        details.reason,
      ]);
      assert.deepEqual(
        kept.toSorted(),
        [
          [stranger.aadObjectId, 'ask', 'refused', 'noRole'],
          [stranger.aadObjectId, 'ticket.open', 'refused', 'noRole'],
          ['unknown', 'ask', 'refused', 'noIdentity'],
        ].toSorted(),
      );
      assert.ok(!JSON.stringify(kept).includes('quarantine?'));
    });

    it('holds what a customer success manager asked that is not theirs to ask, in their own tenant', async () => {
      const { reader: tenant } = fakeTenantReader({});
      const assistant = createAssistant({ tenant, profile, refusals: refusalsOf(tenant.tenantId) });
      const kim = { ...reader, name: 'Kim', roles: ['csm' as const], tenantId: contactMonkey };
      const common = { asker: kim, place: 'personal' as const, now, conversation: {} };
      const pressed = await assistant.press({ ...common, verb: 'quarantine.list', data: {} });
      const typed = await assistant.ask({ ...common, text: 'what is in quarantine?', files: [] });
      assert.ok(pressed.answer.unanswered && typed.answer.unanswered);
      const kept = await audits(database, contactMonkey);
      assert.deepEqual(
        kept.map(({ actor, action, outcome }) => [actor, action, outcome]),
        [
          [reader.objectId, 'quarantine.list', 'refused'],
          [reader.objectId, 'quarantine.list', 'refused'],
        ],
      );
      assert.deepEqual(await audits(database, tenant.tenantId), []);
    });

    it('is never changed or shortened', async () => {
      const remove = inTenant(database.kysely, tenantId, (t) => t.deleteFrom('audit').execute());
      await assert.rejects(remove, /permission denied/);
    });

    it('lets nobody in, and says so where it should, when it cannot be written', async () => {
      const away = async (): Promise<Database> => {
        throw new Error('away');
      };
      const refusal: Refusal = { at: now, by: null, action: 'ask', reason: 'noRole' };
      await refusalsOf(tenantId, away).keep(refusal);
      assert.equal(faults.length, 1);
    });
  });
}
