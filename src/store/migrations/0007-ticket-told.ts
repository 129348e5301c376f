import type { Kysely } from 'kysely';

/** An event of a ticketing system that is older than what we told it last is no news. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('ticket_pushes').addColumn('told_at', 'timestamptz').execute();
}
