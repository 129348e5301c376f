import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Until the transaction ends nobody else gets past this for the same tenant and matter: others wait. */
export async function oneAtATime(transaction: Transaction<Tables>, tenantId: string, matter: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${matter} ${tenantId}`}, 0))`.execute(transaction);
}
