import { type RawBuilder, sql, type Transaction } from 'kysely';
import { jsonText } from './json-text.ts';
import type { Tables } from './tables.ts';

const only = 'state';

/** What the upkeep of a tenant's alerts remembers; null before its first time. Its shape is the alert room's. */
export async function upkeepState(t: Transaction<Tables>): Promise<Record<string, unknown> | null> {
  const row = await t.selectFrom('alert_upkeep').select('content').where('id', '=', only).executeTakeFirst();
  return row?.content ?? null;
}

export async function saveUpkeepState(t: Transaction<Tables>, tenantId: string, state: object): Promise<void> {
  const content = jsonText(state);
  await t
    .insertInto('alert_upkeep')
    .values({ tenant_id: tenantId, id: only, content })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ content }))
    .execute();
}

/** Removes the marks of facts from before a time. */
export async function forgetFacts(t: Transaction<Tables>, before: Date): Promise<void> {
  await t.deleteFrom('alert_facts').where('at', '<', before).execute();
}

/** Takes the addresses out of cases that are over and did not change since a time; their numbers and history stay. */
export async function forgetPeople(t: Transaction<Tables>, before: Date): Promise<void> {
  const causes = sql`(select jsonb_agg(${emptied(sql`cause`)} order by place)
    from jsonb_array_elements(content->'causes') with ordinality as each(cause, place))`;
  const content = sql<string>`${emptied(sql`content`)} || case
    when jsonb_array_length(content->'causes') > 0 then jsonb_build_object('causes', ${causes})
    else '{}'::jsonb end`;
  await t
    .updateTable('alerts')
    .set({ content })
    .where('state', '=', 'resolved')
    .where('changed_at', '<', before)
    .where(sql<boolean>`content->'affected'->'addresses' <> '[]'::jsonb`)
    .execute();
}

function emptied(json: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`jsonb_set(jsonb_set(${json}, '{affected,addresses}', '[]'), '{affected,clearedAddresses}', '[]')`;
}
