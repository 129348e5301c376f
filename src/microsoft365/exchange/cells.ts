import type { Row } from '../tenant-reader.ts';

/** A cell as text, or null when it is absent, empty or of another kind. */
export function text(row: Row, name: string): string | null {
  const value = row[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function texts(row: Row, name: string): string[] {
  const value = row[name];
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
}

export function number(row: Row, name: string): number | null {
  const value = row[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** Booleans come as themselves, as words, or as the numbers 0 and 1. */
export function flag(row: Row, name: string): boolean {
  const value = row[name];
  return value === true || value === 1 || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** How Exchange writes nearly every time; the days that some months lack are left to the parser. */
const usualTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3,7}(?:\+00:00|Z)$/;

/** A time as ISO 8601 UTC with milliseconds, or null. Exchange writes seven digits of fraction and sometimes no zone (then UTC). */
export function time(row: Row, name: string): string | null {
  const value = row[name];
  if (typeof value !== 'string' || value === '') return null;
  if (usualTime.test(value)) return `${value.slice(0, 23)}Z`;
  const zoned = /Z$|[+-]\d\d:?\d\d$/i.test(value.slice(-6)) ? value : `${value}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
