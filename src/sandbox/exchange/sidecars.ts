import type { WireRow } from '../tenant-data.ts';

const exchangeDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}(Z|\+00:00)?$/;
const guidKeys = new Set(['Guid', 'ImmutableId', 'ExchangeObjectId']);
const wordKeys = new Set(['Selector1KeySize', 'Selector2KeySize']);

/**
 * A row as JSON with the `@data.type` and `@odata.type` keys that Exchange REST puts before a value: dates, numbers, GUIDs
 * and collections have them; text, booleans and nulls have none. Keys that already hold an `@` are dropped.
 */
export function rowJson(row: WireRow): string {
  const parts: string[] = [];
  for (const key in row) {
    if (key.includes('@')) continue;
    const value = row[key];
    if (value !== undefined) parts.push(prefix(key, sidecarOf(key, value)) + JSON.stringify(value));
  }
  return `{${parts.join(',')}}`;
}

type Sidecar = 'collection' | 'word' | 'number' | 'guid' | 'date' | 'none';

const sidecars: Record<Sidecar, Record<string, string>> = {
  collection: { '@odata.type': '#Collection(String)' },
  word: { '@data.type': 'System.UInt16', '@odata.type': '#Decimal' },
  number: { '@data.type': 'System.Int32' },
  guid: { '@data.type': 'System.Guid', '@odata.type': '#Guid' },
  date: { '@data.type': 'System.DateTime' },
  none: {},
};

function sidecarOf(key: string, value: unknown): Sidecar {
  if (Array.isArray(value)) return 'collection';
  if (typeof value === 'number') return wordKeys.has(key) ? 'word' : 'number';
  if (typeof value !== 'string') return 'none';
  if (guidKeys.has(key)) return 'guid';
  return exchangeDate.test(value) ? 'date' : 'none';
}

const prefixes = new Map<string, string>();

/** The annotations of a key and the key itself, up to the colon. Keys are few and come again in every row. */
function prefix(key: string, sidecar: Sidecar): string {
  const name = `${sidecar} ${key}`;
  const known = prefixes.get(name);
  if (known) return known;
  const annotations = Object.entries(sidecars[sidecar]).map(
    ([end, type]) => `${JSON.stringify(key + end)}:${JSON.stringify(type)},`,
  );
  const made = `${annotations.join('')}${JSON.stringify(key)}:`;
  prefixes.set(name, made);
  return made;
}
