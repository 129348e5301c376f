import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables, WaiversTable } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** A person by Entra object id, and the name they had. */
export interface Person {
  id: string;
  name: string;
}

/** A finding that somebody accepted. It holds from `at` to `until`, unless it was withdrawn before. */
export interface Waiver {
  id: string;
  findingKey: string;
  reason: string;
  by: Person;
  at: Date;
  until: Date;
  withdrawnAt: Date | null;
}

/** Keeps a waiver and its audit row; it takes the place of one that holds for the same finding. */
export async function addWaiver(
  database: Database,
  tenantId: string,
  waiver: Pick<Waiver, 'findingKey' | 'reason' | 'by' | 'at' | 'until'>,
): Promise<Waiver> {
  const { findingKey, reason, by, at, until } = waiver;
  return inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'waivers');
    const replaced = await endWaivers(t, findingKey, at);
    const row = {
      tenant_id: tenantId,
      id: randomUUID(),
      finding_key: findingKey,
      reason: storable(reason),
      waived_by: by.id,
      waived_by_name: storable(by.name),
      waived_at: at,
      until,
      withdrawn_at: null,
    };
    await t.insertInto('waivers').values(row).execute();
    const details = { findingKey, reason, until: until.toISOString(), replaced: replaced.length };
    await audit(t, tenantId, by, at, 'policy.waive', details);
    return waiverOf(row);
  });
}

/** Ends the waiver of a finding and keeps who did it; null when none holds. */
export async function withdrawWaiver(
  database: Database,
  tenantId: string,
  withdrawal: { findingKey: string; by: Person; at: Date },
): Promise<Waiver | null> {
  const { findingKey, by, at } = withdrawal;
  return inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'waivers');
    const [ended] = await endWaivers(t, findingKey, at);
    if (ended === undefined) return null;
    await audit(t, tenantId, by, at, 'policy.waiver.withdraw', { findingKey });
    return waiverOf(ended);
  });
}

/** Every waiver there ever was, newest first; with `at` only those that hold then. */
export async function listWaivers(
  database: Database,
  tenantId: string,
  options: { at?: Date } = {},
): Promise<Waiver[]> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const rows = await t.selectFrom('waivers').selectAll().orderBy('waived_at', 'desc').orderBy('id').execute();
    const waivers = rows.map(waiverOf);
    const { at } = options;
    return at === undefined ? waivers : waivers.filter((waiver) => holdsAt(waiver, at));
  });
}

/** Whether a waiver holds at a time: its first moment counts, its last does not. */
export function holdsAt({ at, until, withdrawnAt }: Waiver, time: Date): boolean {
  return at <= time && time < until && (withdrawnAt === null || time < withdrawnAt);
}

async function endWaivers(t: Transaction<Tables>, findingKey: string, at: Date): Promise<Selectable<WaiversTable>[]> {
  const holding = t.updateTable('waivers').set({ withdrawn_at: at }).where('finding_key', '=', findingKey);
  return holding.where('withdrawn_at', 'is', null).where('until', '>', at).returningAll().execute();
}

async function audit(
  t: Transaction<Tables>,
  tenantId: string,
  by: Person,
  at: Date,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  const who = { actor: by.id, actor_name: storable(by.name), outcome: 'done' as const };
  const row = { tenant_id: tenantId, id: randomUUID(), at, action, ...who, details: jsonText(details) };
  await t.insertInto('audit').values(row).execute();
}

function waiverOf(row: Selectable<WaiversTable>): Waiver {
  return {
    id: row.id,
    findingKey: row.finding_key,
    reason: row.reason,
    by: { id: row.waived_by, name: row.waived_by_name },
    at: row.waived_at,
    until: row.until,
    withdrawnAt: row.withdrawn_at,
  };
}
