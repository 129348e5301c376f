import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** The role that every tenant's work runs under: it owns nothing, so row-level security holds for it. */
export const tenantRole = 'quarantine_watch_tenant';

/** Roles belong to the whole server, so another database of it may have made this one. */
export async function createTenantRole(db: Kysely<unknown>): Promise<void> {
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = ${sql.lit(tenantRole)}) then
      create role ${sql.ref(tenantRole)} nologin;
    end if;
    if not pg_has_role(current_user, ${sql.lit(tenantRole)}, 'member') then
      execute format('grant ${sql.raw(tenantRole)} to %I', current_user);
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`.execute(db);
  await sql`do $$ begin
    execute format('grant usage on schema %I to ${sql.raw(tenantRole)}', current_schema());
  end $$`.execute(db);
}

/**
 * Creates a table whose every row belongs to a tenant: `tenant_id` leads the primary key (what Citus needs to shard by it)
 * and a policy shows only the rows of the tenant named in `app.tenant_id`.
 */
export async function createTenantTable<Columns extends string>(
  db: Kysely<unknown>,
  name: string,
  columns: (table: CreateTableBuilder<string, 'tenant_id'>) => CreateTableBuilder<string, Columns>,
  key: string[] = ['id'],
): Promise<void> {
  const table = db.schema.createTable(name).addColumn('tenant_id', 'text', (column) => column.notNull());
  await columns(table)
    .addPrimaryKeyConstraint(`${name}_pkey`, ['tenant_id', ...key] as never)
    .execute();
  const ref = sql.ref(name);
  await sql`alter table ${ref} enable row level security`.execute(db);
  await sql`alter table ${ref} force row level security`.execute(db);
  await sql`create policy ${sql.ref(`${name}_of_one_tenant`)} on ${ref} to ${sql.ref(tenantRole)}
    using (tenant_id = current_setting('app.tenant_id', true))
    with check (tenant_id = current_setting('app.tenant_id', true))`.execute(db);
  await sql`grant select, insert, update, delete on ${ref} to ${sql.ref(tenantRole)}`.execute(db);
}
