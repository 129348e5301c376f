import { type Kysely, sql } from 'kysely';
import { createTenantRole, createTenantTable } from '../tenant-table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantRole(db);
  await createTenantTable(db, 'snapshots', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('taken_at', 'timestamptz', (column) => column.notNull())
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('content', 'jsonb', (column) => column.notNull()),
  );
  await createTenantTable(db, 'waivers', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('finding_key', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('waived_by', 'text', (column) => column.notNull())
      .addColumn('waived_by_name', 'text', (column) => column.notNull())
      .addColumn('waived_at', 'timestamptz', (column) => column.notNull())
      .addColumn('until', 'timestamptz', (column) => column.notNull())
      .addColumn('withdrawn_at', 'timestamptz'),
  );
  await createTenantTable(db, 'audit', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('details', 'jsonb', (column) => column.notNull()),
  );
  await createTenantTable(db, 'conversations', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('team_id', 'text')
      .addColumn('user_object_id', 'text')
      .addColumn('reference', 'jsonb', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull()),
  );
  await createTenantTable(db, 'subscriptions', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('settings', 'jsonb', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull()),
  );
  await sql`create index snapshots_by_date on snapshots (tenant_id, taken_at desc)`.execute(db);
  await sql`create index audit_by_date on audit (tenant_id, at desc)`.execute(db);
  await sql`revoke update, delete on audit from quarantine_watch_tenant`.execute(db);
}
