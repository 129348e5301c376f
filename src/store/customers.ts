import type { Transaction } from 'kysely';
import type { Person } from '../tickets/ticket.ts';
import { type AuditEntry, audit } from './audit.ts';
import type { Database } from './database.ts';
import { storable } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A customer of ContactMonkey and who looks after it; the name is null until somebody gave it one. */
export interface Customer {
  tenantId: string;
  name: string | null;
  csms: Person[];
}

/** Every customer that has shared a ticket or is looked after, by tenant. */
export async function listCustomers(database: Database, csmTenant: string): Promise<Customer[]> {
  return inTenant(database.kysely, csmTenant, async (t) => {
    const rows = await t.selectFrom('customer_assignments').selectAll().orderBy('csm_name').orderBy('csm').execute();
    const shared = await t.selectFrom('shared_tickets').select('customer_tenant').distinct().execute();
    const tenants = [...new Set([...rows, ...shared].map(({ customer_tenant }) => customer_tenant))].sort();
    return tenants.map((tenantId) => {
      const mine = rows.filter((row) => row.customer_tenant === tenantId);
      return {
        tenantId,
        name: mine[0]?.customer_name ?? null,
        csms: mine.map(({ csm, csm_name }) => ({ id: csm, name: csm_name })),
      };
    });
  });
}

/** Lets a customer success manager see and work a customer's tickets; the name is the customer's from then on for everybody. */
export async function assignCustomer(
  database: Database,
  csmTenant: string,
  assignment: { customerTenant: string; customerName: string; csm: Person },
  entry?: AuditEntry,
  besides?: (t: Transaction<Tables>) => Promise<void>,
): Promise<void> {
  const { customerTenant, csm } = assignment;
  const name = { customer_name: storable(assignment.customerName) };
  const row = { csm_name: storable(csm.name), ...name };
  await inTenant(database.kysely, csmTenant, async (t) => {
    await oneAtATime(t, csmTenant, `customer ${customerTenant}`);
    await t.updateTable('customer_assignments').set(name).where('customer_tenant', '=', customerTenant).execute();
    await t
      .insertInto('customer_assignments')
      .values({ tenant_id: csmTenant, customer_tenant: customerTenant, csm: csm.id, ...row })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'customer_tenant', 'csm']).doUpdateSet(row))
      .execute();
    if (entry) await audit(t, csmTenant, entry);
    await besides?.(t);
  });
}

/** Ends that; false when it was not so. */
export async function unassignCustomer(
  database: Database,
  csmTenant: string,
  assignment: { customerTenant: string; csm: string },
  entry?: AuditEntry,
  besides?: (t: Transaction<Tables>) => Promise<void>,
): Promise<boolean> {
  const { customerTenant, csm } = assignment;
  return inTenant(database.kysely, csmTenant, async (t) => {
    await oneAtATime(t, csmTenant, `customer ${customerTenant}`);
    const rows = t.deleteFrom('customer_assignments').where('customer_tenant', '=', customerTenant);
    const wasSo = (await rows.where('csm', '=', csm).executeTakeFirst()).numDeletedRows > 0n;
    if (wasSo && entry) await audit(t, csmTenant, entry);
    if (wasSo) await besides?.(t);
    return wasSo;
  });
}
