/** A row of a read cmdlet as Exchange REST, the PowerShell module or a saved file gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** The text of a property, trimmed; null when it is absent, null or blank. Identity objects give their name. */
export function text(row: Row, property: string): string | null {
  return asText(row[property]);
}

/** True or false in any spelling Exchange uses (`true`, `"True"`, `"$true"`, `1`); null when absent or another word. */
export function flag(row: Row, property: string): boolean | null {
  const value = row[property];
  if (typeof value === 'boolean') return value;
  const word = asText(value)?.toLowerCase().replace('$', '');
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return null;
}

/** A whole or decimal number, also when it came as text (`SetSCL: "-1"`). */
export function number(row: Row, property: string): number | null {
  const value = row[property];
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const word = asText(value);
  if (word === null || !/^[+-]?\d+(\.\d+)?$/.test(word)) return null;
  return Number(word);
}

/**
 * The values of a multivalued property. Accepts null (none), a scalar, a comma-separated string, an array of scalars, and the
 * objects the PowerShell module makes of senders and domains (`{ Sender: { Address } }`, `{ Domain }`). Null when absent.
 */
export function list(row: Row, property: string): string[] | null {
  const value = row[property];
  if (value === undefined) return null;
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  const found: string[] = [];
  for (const item of items) {
    const word = asText(item);
    if (word !== null) found.push(word);
  }
  return found;
}

/** Milliseconds since 1970 of an ISO 8601 time (no zone means UTC) or the module's `/Date(ms)/`; null when neither. */
export function time(row: Row, property: string): number | null {
  const value = row[property];
  if (typeof value !== 'string') return null;
  const serialised = /^\/Date\((-?\d+)/.exec(value);
  if (serialised) return Number(serialised[1]);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(value) || !value.includes('T') ? value : `${value}Z`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? null : parsed;
}

/** Whether the row carries the property at all; a null value counts, a sidecar annotation does not. */
export function has(row: Row, property: string): boolean {
  return row[property] !== undefined;
}

const naming = ['Address', 'SmtpAddress', 'Domain', 'Sender', 'Name', 'Value', 'Identity'];

function asText(value: unknown): string | null {
  if (typeof value === 'string') {
    const trimmed = value.trim();
    return trimmed === '' ? null : trimmed;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  for (const key of naming) {
    const inner: unknown = (value as Record<string, unknown>)[key];
    if (inner !== undefined && inner !== value) {
      const word = asText(inner);
      if (word !== null) return word;
    }
  }
  return null;
}
