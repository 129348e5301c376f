import type { ColumnType, JSONColumnType } from 'kysely';

/** People who get the campaigns, as they were found once: `id` says how (a group, a list, past campaigns). */
export interface AudiencesTable {
  tenant_id: string;
  id: string;
  read_at: ColumnType<Date, Date | string, Date | string>;
  addresses: JSONColumnType<string[]>;
  /** What was not read when they were found. */
  not_read: JSONColumnType<Record<string, unknown>[]>;
}
