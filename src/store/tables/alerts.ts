import type { ColumnType, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** A case. The columns beside `content` are for finding it; `content` is all of it. */
export interface AlertsTable {
  tenant_id: string;
  id: string;
  case_key: string;
  campaign_id: string | null;
  state: string;
  severity: string;
  revision: number;
  opened_at: Timestamp;
  changed_at: Timestamp;
  content: JSONColumnType<Record<string, unknown>>;
}

/** What happened to a case. Rows are only ever added. */
export interface AlertHistoryTable {
  tenant_id: string;
  alert_id: string;
  revision: number;
  at: Timestamp;
  actor: string | null;
  actor_name: string | null;
  what: string;
  words: string;
}

/** Facts that were taken in, so that the same one again changes nothing. */
export interface AlertFactsTable {
  tenant_id: string;
  id: string;
  kind: string;
  at: Timestamp;
}

/** How far the upkeep of a tenant's alerts has come. One row a tenant. */
export interface AlertUpkeepTable {
  tenant_id: string;
  id: string;
  content: JSONColumnType<Record<string, unknown>>;
}
