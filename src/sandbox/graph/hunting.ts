import { runKql } from '../kql/run.ts';
import { type Column, KqlError, type KqlRow, type KqlTable, type KqlValue, Timespan } from '../kql/values.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { type Call, jsonObject, jsonReply, type Reply } from '../wire/call.ts';
import { huntingDate } from '../wire-dates.ts';
import { graphError } from './errors.ts';
import { huntingSchema } from './hunting-schema.ts';

const wireTypes = {
  string: 'String',
  datetime: 'DateTime',
  int: 'Int32',
  long: 'Int64',
  real: 'Double',
  bool: 'SByte',
  dynamic: 'Object',
  timespan: 'TimeSpan',
} as const;
const retention = 30 * 86_400_000;
const mostRows = 100_000;

/** POST /security/runHuntingQuery. Without Plan 2 every table is unknown, as on a tenant that has none. */
export function runHuntingQuery(call: Call, data: TenantData, now: number): Reply {
  const body = jsonObject(call.body);
  const query = body?.Query ?? body?.query;
  if (typeof query !== 'string') return graphError(400, 'BadRequest', 'The query is missing.', now);
  const since = timespanStart(body?.Timespan ?? body?.timespan, now);
  const licensed = data.licence === 'P2' && call.bent?.how !== 'notLicensed';
  try {
    const { columns, rows } = runKql(
      query,
      (name, ids) => (licensed ? tableOf(data, name, ids, since, now) : null),
      now,
    );
    return jsonReply(200, {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
      schema: columns.map(({ name, type }) => ({ name, type: wireTypes[type] })),
      results: rows.slice(0, mostRows).map((row) => wireRow(row, columns)),
    });
  } catch (error) {
    if (error instanceof KqlError) return graphError(400, 'BadRequest', error.message, now);
    throw error;
  }
}

function tableOf(data: TenantData, name: string, ids: string[] | null, since: number, now: number): KqlTable | null {
  const columns = huntingSchema[name];
  if (!columns) return null;
  const rows = data.tables[name]?.rows(ids) ?? [];
  return { columns, rows: typedRows(rows, columns, since, now) };
}

function* typedRows(rows: Iterable<WireRow>, columns: Column[], since: number, now: number): Iterable<KqlRow> {
  for (const row of rows) {
    const time = Date.parse(String(row.Timestamp));
    if (time < since || time > now) continue;
    const typed: KqlRow = {};
    for (const { name, type } of columns) typed[name] = typedValue(row[name], type);
    yield typed;
  }
}

function typedValue(value: unknown, type: Column['type']): KqlValue {
  if (value === undefined || value === null) return type === 'string' ? '' : null;
  if (type === 'datetime') return new Date(String(value));
  if (type === 'bool') return value === true || value === 1;
  if (type === 'string' && typeof value === 'object') return JSON.stringify(value);
  return value as KqlValue;
}

/** Booleans become SByte 0 or 1 with their annotation; empty times and dynamic cells become `{}`. */
function wireRow(row: KqlRow, columns: Column[]): WireRow {
  const out: WireRow = {};
  for (const { name, type } of columns) {
    const value = row[name] ?? null;
    if (type === 'bool' && value !== null) {
      out[`${name}@odata.type`] = '#SByte';
      out[name] = value === true ? 1 : 0;
    } else if (value instanceof Date) out[name] = huntingDate(value.getTime());
    else if (value instanceof Timespan) out[name] = `PT${value.milliseconds / 1000}S`;
    else if (value === null && (type === 'datetime' || type === 'dynamic')) out[name] = {};
    else out[name] = value;
  }
  return out;
}

function timespanStart(value: unknown, now: number): number {
  const days = /^P(\d+)D$/.exec(String(value ?? ''))?.[1];
  const hours = /^PT(\d+)H$/.exec(String(value ?? ''))?.[1];
  const start = /^(\d{4}-[^/]+)\//.exec(String(value ?? ''))?.[1];
  if (start) return Math.max(Date.parse(start), now - retention);
  const length = days ? Number(days) * 86_400_000 : hours ? Number(hours) * 3_600_000 : retention;
  return now - Math.min(length, retention);
}
