import { type Kysely, sql } from 'kysely';
import { createTenantTable } from '../tenant-table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table snapshots add column last_seen_at timestamptz`.execute(db);
  // Row-level security is forced on the owner too: without lifting it for a moment the update would see no row.
  await sql`alter table snapshots no force row level security`.execute(db);
  await sql`update snapshots set last_seen_at = taken_at`.execute(db);
  await sql`alter table snapshots force row level security`.execute(db);
  await sql`alter table snapshots alter column last_seen_at set not null`.execute(db);
  await createTenantTable(db, 'audiences', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('read_at', 'timestamptz', (column) => column.notNull())
      .addColumn('addresses', 'jsonb', (column) => column.notNull())
      .addColumn('not_read', 'jsonb', (column) => column.notNull()),
  );
  await sql`create index waivers_by_finding on waivers (tenant_id, finding_key, waived_at desc)`.execute(db);
}
