import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';
import { openJobs, within } from '../../src/store/jobs.ts';
import { migrate } from '../../src/store/migrate.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { backends, openTestDatabase } from '../support/database.ts';

const at = new Date('2026-11-21T10:00:00Z');

function anAudit(tenant_id: string, action = 'asked') {
  const who = { actor: 'a', actor_name: 'Ana', outcome: 'done' as const, details: '{}' };
  return { tenant_id, id: randomUUID(), at, action, ...who };
}

for (const backend of backends) {
  describe(`The store on ${backend}`, () => {
    let database: Database;

    before(async function () {
      this.timeout(60_000);
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('keys every table, and every unique index, by tenant', async () => {
      const keys = await sql<{ table: string; columns: string[] }>`
        select t.relname as table, array_agg(a.attname::text) as columns
        from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)
        where n.nspname = current_schema() and i.indisunique and t.relname not like 'kysely_%'
        group by t.relname, i.indexrelid`.execute(database.kysely);
      assert.ok(keys.rows.length >= 5);
      assert.deepEqual(
        keys.rows.filter((key) => !key.columns.includes('tenant_id')),
        [],
      );
    });

    it('forces row-level security on every table', async () => {
      const open = await sql<{ relname: string }>`
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind = 'r' and c.relname not like 'kysely_%'
        and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(database.kysely);
      assert.deepEqual(open.rows, []);
    });

    it("shows a tenant's code only its own rows, even when its query names no tenant", async () => {
      await inTenant(database.kysely, 'a', (t) => t.insertInto('audit').values(anAudit('a', 'mine')).execute());
      await inTenant(database.kysely, 'b', (t) => t.insertInto('audit').values(anAudit('b', 'theirs')).execute());
      const seen = await inTenant(database.kysely, 'a', (t) => t.selectFrom('audit').select('action').execute());
      assert.deepEqual(seen, [{ action: 'mine' }]);
    });

    it("refuses to write into another tenant's rows", async () => {
      await assert.rejects(inTenant(database.kysely, 'a', (t) => t.insertInto('audit').values(anAudit('b')).execute()));
    });

    it('never changes or removes an audit row', async () => {
      await assert.rejects(inTenant(database.kysely, 'a', (t) => t.deleteFrom('audit').execute()));
      await assert.rejects(
        inTenant(database.kysely, 'a', (t) => t.updateTable('audit').set({ action: 'x' }).execute()),
      );
    });

    it('keeps all of a transaction or none of it', async () => {
      const failing = inTenant(database.kysely, 'c', async (t) => {
        await t.insertInto('audit').values(anAudit('c')).execute();
        throw new Error('stop');
      });
      await assert.rejects(failing, /stop/);
      const seen = await inTenant(database.kysely, 'c', (t) => t.selectFrom('audit').selectAll().execute());
      assert.deepEqual(seen, []);
    });

    it('keeps tenants apart when their transactions run at the same time', async () => {
      const tenants = Array.from({ length: 20 }, (_, index) => `t${index}`);
      const seen = await Promise.all(
        tenants.map((tenant) =>
          inTenant(database.kysely, tenant, async (t) => {
            await t.insertInto('audit').values(anAudit(tenant, tenant)).execute();
            return t.selectFrom('audit').select('action').execute();
          }),
        ),
      );
      assert.deepEqual(
        seen,
        tenants.map((tenant) => [{ action: tenant }]),
      );
    });

    it("sends a job from within a tenant's work, which sees its own rows alone before and after", async function () {
      this.timeout(60_000);
      const jobs = await openJobs(database, { queues: ['told'], onError: () => undefined });
      try {
        const seen = await inTenant(database.kysely, 'j', async (t) => {
          await t.insertInto('audit').values(anAudit('j', 'mine')).execute();
          await jobs.send('told', { of: 'j' }, within(t));
          return t.selectFrom('audit').select('tenant_id').distinct().execute();
        });
        assert.deepEqual(seen, [{ tenant_id: 'j' }]);
        const found = await jobs.fetch('told', { batchSize: 5 });
        assert.deepEqual(
          found.map((job) => job.data),
          [{ of: 'j' }],
        );
      } finally {
        await jobs.stop({ graceful: false });
      }
    });

    it('can be migrated again without harm, by two at once', async () => {
      await Promise.all([migrate(database.kysely), migrate(database.kysely)]);
    });

    it('sends a job with the transaction it belongs to, or not at all', async function () {
      this.timeout(60_000);
      const faults: Error[] = [];
      const jobs = await openJobs(database, { queues: ['outbox'], onError: (error) => faults.push(error) });
      try {
        const send = (fail: boolean) =>
          database.kysely.transaction().execute(async (t) => {
            await jobs.send('outbox', { fail }, within(t));
            if (fail) throw new Error('stop');
          });
        await assert.rejects(send(true), /stop/);
        await send(false);
        const found = await jobs.fetch<{ fail: boolean }>('outbox', { batchSize: 5 });
        assert.deepEqual(
          found.map((job) => job.data),
          [{ fail: false }],
        );
        assert.deepEqual(faults, []);
      } finally {
        await jobs.stop({ graceful: false });
      }
    });
  });
}
