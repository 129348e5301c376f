import { type Kysely, sql } from 'kysely';
import { createTenantTable } from '../tenant-table.ts';

/** How far the upkeep of a tenant's alerts has come; and facts are found by their age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'alert_upkeep', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('content', 'jsonb', (column) => column.notNull()),
  );
  await sql`create index alert_facts_by_date on alert_facts (tenant_id, at)`.execute(db);
}
