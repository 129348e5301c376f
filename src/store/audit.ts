import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { jsonText, storable } from './json-text.ts';
import type { Tables } from './tables.ts';

/** Who did or tried what. `details` hold ids and words, never mail. */
export interface AuditEntry {
  at: Date;
  by: { id: string; name: string };
  /** e.g. `alert.acknowledge` */
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  details: Record<string, unknown>;
}

/** Writes an audit row in the transaction of what it tells of. */
export async function audit(t: Transaction<Tables>, tenantId: string, entry: AuditEntry): Promise<void> {
  const { at, by, action, outcome, details } = entry;
  const who = { actor: by.id, actor_name: storable(by.name) };
  const row = { tenant_id: tenantId, id: randomUUID(), at, action, outcome, ...who, details: jsonText(details) };
  await t.insertInto('audit').values(row).execute();
}

/** Who did what an action begins with since a time, whoever did last first; at most 20. */
export async function actorsOf(
  t: Transaction<Tables>,
  actions: string,
  since: Date,
): Promise<{ id: string; name: string }[]> {
  const done = t
    .selectFrom('audit')
    .select(['actor', 'actor_name'])
    .select(({ fn }) => fn.max('at').as('last'));
  const rows = done.where('outcome', '=', 'done').where('at', '>', since).where('action', 'like', `${actions}%`);
  const newest = await rows.groupBy(['actor', 'actor_name']).orderBy('last', 'desc').limit(20).execute();
  const people = new Map(newest.toReversed().map((row) => [row.actor, { id: row.actor, name: row.actor_name }]));
  return [...people.values()].toReversed();
}
