import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';
import { tenantRole } from './tenant-table.ts';

/**
 * Runs `work` in one transaction that can see and write only the rows of `tenantId`: row-level security on the database
 * holds even where a query forgets its tenant. All of it is kept or none of it.
 */
export async function inTenant<T>(
  db: Kysely<Tables>,
  tenantId: string,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (tenantId === '') throw new Error('A tenant must be named.');
  return db.transaction().execute(async (transaction) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(transaction);
    await sql`set local role ${sql.ref(tenantRole)}`.execute(transaction);
    const result = await work(transaction);
    await sql`reset role`.execute(transaction);
    return result;
  });
}
