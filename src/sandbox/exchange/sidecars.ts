import type { WireRow } from '../tenant-data.ts';

const exchangeDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}(Z|\+00:00)?$/;
const guidKeys = new Set(['Guid', 'ImmutableId', 'ExchangeObjectId']);
const wordKeys = new Set(['Selector1KeySize', 'Selector2KeySize']);

/**
 * Adds the `@data.type` and `@odata.type` keys that Exchange REST puts before a value: dates, numbers, GUIDs and
 * collections have them; text, booleans and nulls have none. Keys that already hold an `@` are dropped first.
 */
export function withSidecars(row: WireRow): WireRow {
  const out: WireRow = {};
  for (const [key, value] of Object.entries(row)) {
    if (key.includes('@')) continue;
    if (Array.isArray(value)) {
      out[`${key}@odata.type`] = '#Collection(String)';
    } else if (wordKeys.has(key) && typeof value === 'number') {
      out[`${key}@data.type`] = 'System.UInt16';
      out[`${key}@odata.type`] = '#Decimal';
    } else if (typeof value === 'number') {
      out[`${key}@data.type`] = 'System.Int32';
    } else if (typeof value === 'string' && guidKeys.has(key)) {
      out[`${key}@data.type`] = 'System.Guid';
      out[`${key}@odata.type`] = '#Guid';
    } else if (typeof value === 'string' && exchangeDate.test(value)) {
      out[`${key}@data.type`] = 'System.DateTime';
    }
    out[key] = value;
  }
  return out;
}
