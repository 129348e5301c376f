import type { NotRead } from '../defender/reading.ts';
import type { Database } from './database.ts';
import { jsonText } from './json-text.ts';
import { inTenant } from './tenant-scope.ts';

/** People who get the campaigns, as they were found at `readAt`. */
export interface KeptAudience {
  readAt: Date;
  addresses: string[];
  notRead: NotRead[];
}

/** Keeps an audience under a name that says how it was found; an older one of that name is forgotten. */
export async function saveAudience(
  database: Database,
  tenantId: string,
  id: string,
  audience: KeptAudience,
): Promise<void> {
  const found = {
    read_at: audience.readAt,
    addresses: jsonText(audience.addresses),
    not_read: jsonText(audience.notRead),
  };
  await inTenant(database.kysely, tenantId, (t) =>
    t
      .insertInto('audiences')
      .values({ tenant_id: tenantId, id, ...found })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(found))
      .execute(),
  );
}

/** The audience of that name; null when there is none. */
export async function keptAudience(database: Database, tenantId: string, id: string): Promise<KeptAudience | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const row = await t.selectFrom('audiences').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    return { readAt: row.read_at, addresses: row.addresses, notRead: row.not_read as unknown as NotRead[] };
  });
}

/** Forgets an audience, such as a list that somebody gave; true when there was one. */
export async function forgetAudience(database: Database, tenantId: string, id: string): Promise<boolean> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const { numDeletedRows } = await t.deleteFrom('audiences').where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  });
}
