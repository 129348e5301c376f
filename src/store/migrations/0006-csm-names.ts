import type { Kysely } from 'kysely';

/** Who looks after a customer is shown by name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('customer_assignments')
    .addColumn('csm_name', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}
