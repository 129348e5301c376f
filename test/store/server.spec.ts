import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../src/store/database.ts';
import { openJobs, within } from '../../src/store/jobs.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { backends } from '../support/database.ts';

const serverUrl = process.env.TEST_DATABASE_URL ?? '';

if (backends.some((backend) => backend === 'postgres')) {
  describe('A PostgreSQL server', function () {
    this.timeout(60_000);
    const name = `qw_${randomUUID().replaceAll('-', '')}`;
    const owner = `${name.slice(0, 20)}_owner`;
    const address = new URL(serverUrl);
    address.pathname = `/${name}`;
    address.username = owner;
    const url = address.href;

    before(async () => {
      await asAdmin(`create role ${owner} login createrole nosuperuser nobypassrls`);
      await asAdmin(`create database ${name} owner ${owner}`);
    });
    after(async () => {
      await asAdmin(`drop database ${name} with (force)`);
      await asAdmin(`drop owned by ${owner} cascade`);
      await asAdmin(`drop role ${owner}`);
    });

    it('is set up by several processes that start on it at once, for an owner who is no superuser', async () => {
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url, folder: null })));
      const faults: Error[] = [];
      const onError = (error: Error) => void faults.push(error);
      const queues = await Promise.all(opened.map((database) => openJobs(database, { queues: ['told'], onError })));
      for (const jobs of queues) await jobs.stop({ graceful: false });
      for (const database of opened) await database.close();
      assert.deepEqual(faults, []);
    });

    it('shows its owner no row without a tenant, and a tenant only its own', async () => {
      const database = await openDatabase({ url, folder: null });
      try {
        for (const tenant of ['a', 'b']) {
          const row = { tenant_id: tenant, id: tenant, kind: 'k', at: new Date() };
          await inTenant(database.kysely, tenant, (t) => t.insertInto('alert_facts').values(row).execute());
        }
        const seen = await inTenant(database.kysely, 'a', (t) => t.selectFrom('alert_facts').select('id').execute());
        assert.deepEqual(seen, [{ id: 'a' }]);
        assert.deepEqual(await database.kysely.selectFrom('alert_facts').select('id').execute(), []);
        const [who] = (await sql<{ user: string }>`select current_user as user`.execute(database.kysely)).rows;
        assert.equal(who?.user, owner, 'the role of a tenant ends with its transaction');
      } finally {
        await database.close();
      }
    });

    it("lets a tenant's work send jobs that its role may not touch by itself", async () => {
      const database = await openDatabase({ url, folder: null });
      const jobs = await openJobs(database, { queues: ['told'], onError: () => undefined });
      try {
        await inTenant(database.kysely, 'a', (t) => jobs.send('told', { of: 'a' }, within(t)));
        assert.equal((await jobs.fetch('told')).length, 1);
        const direct = inTenant(database.kysely, 'a', (t) => sql`select * from pgboss.job`.execute(t));
        await assert.rejects(direct, /permission denied/);
      } finally {
        await jobs.stop({ graceful: false });
        await database.close();
      }
    });

    it('is left alone by a version that is older than its tables', async () => {
      const database = await openDatabase({ url, folder: null });
      const row = { name: '9999-from-a-later-version', timestamp: new Date().toISOString() };
      try {
        await sql`insert into kysely_migration (name, timestamp) values (${row.name}, ${row.timestamp})`.execute(
          database.kysely,
        );
        await assert.rejects(openDatabase({ url, folder: null }), /later version of the bot/);
      } finally {
        await sql`delete from kysely_migration where name = ${row.name}`.execute(database.kysely);
        await database.close();
      }
    });
  });
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
