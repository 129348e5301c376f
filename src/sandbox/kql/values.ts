/** Column types of advanced hunting. */
export type ColumnType = 'string' | 'datetime' | 'int' | 'long' | 'real' | 'bool' | 'dynamic' | 'timespan';

export interface Column {
  name: string;
  type: ColumnType;
}

export class Timespan {
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

export type KqlValue = string | number | boolean | null | Date | Timespan | KqlValue[] | { [key: string]: KqlValue };
export type KqlRow = Record<string, KqlValue>;

export interface KqlTable {
  columns: Column[];
  rows: Iterable<KqlRow>;
}

/** A query that cannot be run; the message is worded as the service words it. */
export class KqlError extends Error {
  override readonly name = 'KqlError';
}

/** Sorts like Kusto: nulls first in ascending order, numbers and times by size, the rest as text. */
export function compare(one: KqlValue, other: KqlValue): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  const left = sortable(one);
  const right = sortable(other);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const a = String(left);
  const b = String(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortable(value: KqlValue): string | number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Timespan) return value.milliseconds;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return textOf(value);
}

export function textOf(value: KqlValue): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Timespan) return `${value.milliseconds}ms`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Key under which values count as the same, for distinct, joins and groups. */
export function keyOf(values: KqlValue[]): string {
  return values.map((value) => `${typeof value}:${textOf(value)}`).join('\u0001');
}
