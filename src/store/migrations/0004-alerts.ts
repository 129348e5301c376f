import { type Kysely, sql } from 'kysely';
import { createTenantTable } from '../tenant-table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversations add column state_why text, add column greeted_at timestamptz`.execute(db);
  await sql`create index conversations_of_user on conversations (tenant_id, user_object_id)`.execute(db);
  await createTenantTable(db, 'alerts', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('case_key', 'text', (column) => column.notNull())
      .addColumn('campaign_id', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('severity', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
      .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
      .addColumn('content', 'jsonb', (column) => column.notNull()),
  );
  await sql`create unique index alerts_by_case on alerts (tenant_id, case_key)`.execute(db);
  await sql`create index alerts_by_campaign on alerts (tenant_id, campaign_id)`.execute(db);
  await sql`create index alerts_by_date on alerts (tenant_id, changed_at desc)`.execute(db);
  await createTenantTable(
    db,
    'alert_history',
    (table) =>
      table
        .addColumn('alert_id', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('what', 'text', (column) => column.notNull())
        .addColumn('words', 'text', (column) => column.notNull()),
    ['alert_id', 'revision'],
  );
  await createTenantTable(db, 'alert_facts', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull()),
  );
  await sql`revoke update, delete on alert_history from quarantine_watch_tenant`.execute(db);
  await createTenantTable(db, 'outbox', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.generatedAlwaysAsIdentity())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('card_key', 'text')
      .addColumn('message', 'jsonb', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('not_before', 'timestamptz')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('begun_at', 'timestamptz')
      .addColumn('why', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('settled_at', 'timestamptz'),
  );
  await sql`create index outbox_waiting on outbox (tenant_id, conversation_id, sequence) where state = 'waiting'`.execute(
    db,
  );
  await createTenantTable(
    db,
    'posted_cards',
    (table) =>
      table
        .addColumn('conversation_id', 'text', (column) => column.notNull())
        .addColumn('card_key', 'text', (column) => column.notNull())
        .addColumn('activity_id', 'text')
        .addColumn('thread_id', 'text')
        .addColumn('content_hash', 'text', (column) => column.notNull())
        .addColumn('sequence', 'bigint', (column) => column.notNull())
        .addColumn('message', 'jsonb', (column) => column.notNull())
        .addColumn('copies', 'jsonb', (column) => column.notNull())
        .addColumn('maybe_twice', 'boolean', (column) => column.notNull())
        .addColumn('posted_at', 'timestamptz')
        .addColumn('changed_at', 'timestamptz', (column) => column.notNull()),
    ['conversation_id', 'card_key'],
  );
  await createTenantTable(db, 'outbox_lanes', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('leased_by', 'text')
      .addColumn('leased_until', 'timestamptz')
      .addColumn('not_before', 'timestamptz'),
  );
}
