import { type Kysely, sql } from 'kysely';
import { createTenantTable } from '../tenant-table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'campaigns', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('sender', 'text')
      .addColumn('subject', 'text')
      .addColumn('is_test', 'boolean', (column) => column.notNull())
      .addColumn('found_by', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('first_seen_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('plan', 'jsonb')
      .addColumn('transitions', 'jsonb', (column) => column.notNull())
      .addColumn('told', 'jsonb', (column) => column.notNull()),
  );
  await createTenantTable(
    db,
    'campaign_recipients',
    (table) =>
      table
        .addColumn('campaign_id', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('because', 'text'),
    ['campaign_id', 'address'],
  );
  await createTenantTable(
    db,
    'campaign_copies',
    (table) =>
      table
        .addColumn('network_message_id', 'text', (column) => column.notNull())
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('campaign_id', 'text', (column) => column.notNull())
        .addColumn('received_at', 'timestamptz')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('known', 'boolean', (column) => column.notNull())
        .addColumn('ever_in_mailbox', 'boolean', (column) => column.notNull())
        .addColumn('link_blocked', 'boolean', (column) => column.notNull())
        .addColumn('evidence', 'jsonb', (column) => column.notNull())
        .addColumn('told', 'jsonb', (column) => column.notNull()),
    ['network_message_id', 'recipient'],
  );
  await createTenantTable(
    db,
    'campaign_watches',
    (table) => table.addColumn('state', 'jsonb', (column) => column.notNull()).addColumn('polled_at', 'timestamptz'),
    [],
  );
  await sql`create index campaigns_by_date on campaigns (tenant_id, created_at desc)`.execute(db);
  await sql`create index campaign_copies_by_campaign on campaign_copies (tenant_id, campaign_id)`.execute(db);
}
