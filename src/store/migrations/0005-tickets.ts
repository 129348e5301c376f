import { type Kysely, sql } from 'kysely';
import { createTenantTable } from '../tenant-table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'tickets', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('priority', 'text', (column) => column.notNull())
      .addColumn('opened_by', 'text', (column) => column.notNull())
      .addColumn('opened_by_name', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
      .addColumn('assignee', 'text')
      .addColumn('assignee_name', 'text')
      .addColumn('subject_kind', 'text')
      .addColumn('subject_key', 'text')
      .addColumn('merged_into', 'text')
      .addColumn('merged_into_number', 'text')
      .addColumn('waiting_for', 'text')
      .addColumn('waiting_since', 'timestamptz', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull()),
  );
  await createTenantTable(
    db,
    'ticket_events',
    (table) =>
      table
        .addColumn('ticket_id', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('actor_name', 'text', (column) => column.notNull())
        .addColumn('side', 'text', (column) => column.notNull())
        .addColumn('what', 'jsonb', (column) => column.notNull()),
    ['ticket_id', 'seq'],
  );
  await createTenantTable(
    db,
    'ticket_consents',
    (table) =>
      table
        .addColumn('ticket_id', 'text', (column) => column.notNull())
        .addColumn('share', 'integer', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('actor_name', 'text', (column) => column.notNull())
        .addColumn('struck_out', 'jsonb', (column) => column.notNull())
        .addColumn('pack', 'text', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull()),
    ['ticket_id', 'share'],
  );
  await createTenantTable(db, 'ticket_drafts', (table) =>
    table
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('made_at', 'timestamptz', (column) => column.notNull())
      .addColumn('for_ticket', 'text')
      .addColumn('subject_kind', 'text')
      .addColumn('subject_key', 'text')
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('parts', 'jsonb', (column) => column.notNull())
      .addColumn('used_for', 'text'),
  );
  await createTenantTable(
    db,
    'shared_tickets',
    (table) =>
      table
        .addColumn('customer_tenant', 'text', (column) => column.notNull())
        .addColumn('ticket_id', 'text', (column) => column.notNull())
        .addColumn('number', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('waiting_for', 'text')
        .addColumn('waiting_since', 'timestamptz', (column) => column.notNull())
        .addColumn('view', 'jsonb', (column) => column.notNull()),
    ['customer_tenant', 'ticket_id'],
  );
  await createTenantTable(
    db,
    'customer_assignments',
    (table) =>
      table
        .addColumn('customer_tenant', 'text', (column) => column.notNull())
        .addColumn('csm', 'text', (column) => column.notNull())
        .addColumn('customer_name', 'text', (column) => column.notNull()),
    ['customer_tenant', 'csm'],
  );
  await createTenantTable(
    db,
    'ticket_inbound',
    (table) =>
      table
        .addColumn('system', 'text', (column) => column.notNull())
        .addColumn('event_id', 'text', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull()),
    ['system', 'event_id'],
  );
  await createTenantTable(
    db,
    'ticket_links',
    (table) =>
      table
        .addColumn('system', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('ticket_id', 'text', (column) => column.notNull()),
    ['system', 'reference'],
  );
  await createTenantTable(
    db,
    'ticket_pushes',
    (table) =>
      table
        .addColumn('system', 'text', (column) => column.notNull())
        .addColumn('ticket_id', 'text', (column) => column.notNull())
        .addColumn('pushed_seq', 'integer', (column) => column.notNull())
        .addColumn('begun_seq', 'integer', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('leased_until', 'timestamptz')
        .addColumn('not_before', 'timestamptz')
        .addColumn('reference', 'text'),
    ['system', 'ticket_id'],
  );
  await sql`create unique index tickets_by_number on tickets (tenant_id, number)`.execute(db);
  await sql`create index tickets_by_wait on tickets (tenant_id, waiting_since) where waiting_for is not null`.execute(
    db,
  );
  for (const table of ['ticket_events', 'ticket_consents'])
    await sql`revoke update, delete on ${sql.ref(table)} from quarantine_watch_tenant`.execute(db);
}
