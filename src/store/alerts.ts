import type { Selectable, Transaction } from 'kysely';
import type { Alert, HistoryEntry } from '../alerts/alert.ts';
import type { AlertFact } from '../alerts/fact.ts';
import { jsonText, storable } from './json-text.ts';
import type { AlertHistoryTable, AlertsTable } from './tables/alerts.ts';
import type { Tables } from './tables.ts';

/** Somebody else changed the case since it was read. */
export class AlertChangedError extends Error {
  override readonly name = 'AlertChangedError';
}

/** Takes a fact in; false when it was taken in before. */
export async function takeFact(t: Transaction<Tables>, tenantId: string, fact: AlertFact): Promise<boolean> {
  const row = { tenant_id: tenantId, id: storable(fact.id), kind: fact.kind, at: fact.at };
  const taken = t
    .insertInto('alert_facts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return (await taken.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
}

export async function alertById(t: Transaction<Tables>, id: string): Promise<Alert | null> {
  const row = await t.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : alertOf(row);
}

export async function alertByCase(t: Transaction<Tables>, caseKey: string): Promise<Alert | null> {
  const row = await t.selectFrom('alerts').selectAll().where('case_key', '=', caseKey).executeTakeFirst();
  return row === undefined ? null : alertOf(row);
}

/** Cases that are not resolved: of some campaigns, or all of them. Newest first. */
export async function openAlerts(t: Transaction<Tables>, campaignIds?: string[]): Promise<Alert[]> {
  if (campaignIds?.length === 0) return [];
  const open = t.selectFrom('alerts').selectAll().where('state', '!=', 'resolved').orderBy('opened_at', 'desc');
  const rows = campaignIds === undefined ? open : open.where('campaign_id', 'in', campaignIds);
  return (await rows.orderBy('id').limit(500).execute()).map(alertOf);
}

/** Cases that changed after a time, open or not. Newest first. */
export async function alertsSince(t: Transaction<Tables>, since: Date): Promise<Alert[]> {
  const rows = t.selectFrom('alerts').selectAll().where('changed_at', '>', since).orderBy('changed_at', 'desc');
  return (await rows.limit(500).execute()).map(alertOf);
}

/**
 * Keeps a case as it is now, with what is new in its history. `before` is the revision that was read, 0 for a new case. Throws
 * `AlertChangedError` when somebody else was quicker: read again and decide anew.
 */
export async function saveAlert(
  t: Transaction<Tables>,
  tenantId: string,
  alert: Alert,
  before: number,
  history: HistoryEntry[],
): Promise<void> {
  const row = {
    case_key: alert.caseKey,
    campaign_id: alert.campaign === null ? null : storable(alert.campaign.id),
    state: alert.state,
    severity: alert.severity,
    revision: alert.revision,
    changed_at: alert.changedAt,
    content: jsonText(alert),
  };
  if (before === 0) {
    const fresh = { tenant_id: tenantId, id: alert.id, opened_at: alert.openedAt, ...row };
    const inserted = t
      .insertInto('alerts')
      .values(fresh)
      .onConflict((conflict) => conflict.doNothing());
    if ((await inserted.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) throw new AlertChangedError();
  } else {
    const changed = t.updateTable('alerts').set(row).where('id', '=', alert.id).where('revision', '=', before);
    if ((await changed.executeTakeFirst()).numUpdatedRows !== 1n) throw new AlertChangedError();
  }
  if (history.length === 0) return;
  const entries = history.map((entry) => ({
    tenant_id: tenantId,
    alert_id: alert.id,
    revision: entry.revision,
    at: entry.at,
    actor: entry.by?.id ?? null,
    actor_name: entry.by === null ? null : storable(entry.by.name),
    what: entry.what,
    words: storable(entry.words),
  }));
  await t.insertInto('alert_history').values(entries).execute();
}

/** The history of a case, oldest first. */
export async function alertHistory(t: Transaction<Tables>, id: string): Promise<HistoryEntry[]> {
  const rows = await t.selectFrom('alert_history').selectAll().where('alert_id', '=', id).orderBy('revision').execute();
  return rows.map(entryOf);
}

function alertOf(row: Selectable<AlertsTable>): Alert {
  return row.content as unknown as Alert;
}

function entryOf(row: Selectable<AlertHistoryTable>): HistoryEntry {
  return {
    revision: row.revision,
    at: row.at.toISOString(),
    by: row.actor === null ? null : { id: row.actor, name: row.actor_name ?? '' },
    what: row.what as HistoryEntry['what'],
    words: row.words,
  };
}
