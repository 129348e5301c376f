import { badValue, unknownParameter } from './errors.ts';

/** What a parameter takes. `members` makes an enumeration, of which `many` may be given. */
export type ParameterKind =
  | { kind: 'text' | 'texts' | 'number' | 'switch' | 'date'; low?: number; high?: number }
  | { kind: 'members'; members: readonly string[]; many: boolean };

/** Checked values by lower-case parameter name. Dates are milliseconds. */
export type Input = Record<string, string | string[] | number | boolean | null | undefined>;

const common: Record<string, ParameterKind> = {
  Confirm: { kind: 'switch' },
  WhatIf: { kind: 'switch' },
  Verbose: { kind: 'switch' },
  Debug: { kind: 'switch' },
  ErrorAction: { kind: 'text' },
  WarningAction: { kind: 'text' },
};

/**
 * Checks parameters as Exchange does: names in any case, enumeration values matched by their beginning, so that a wrong
 * but plausible value is taken for another one. Throws ExchangeError.
 */
export function checkedInput(given: Record<string, unknown>, known: Record<string, ParameterKind>): Input {
  const kinds = new Map(
    Object.entries({ ...common, ...known }).map(([name, kind]) => [name.toLowerCase(), { name, kind }]),
  );
  const input: Input = {};
  for (const [name, value] of Object.entries(given)) {
    if (name.includes('@')) continue;
    const found = kinds.get(name.toLowerCase());
    if (!found) throw unknownParameter(name);
    input[name.toLowerCase()] = value === null ? null : checkedValue(found.name, value, found.kind);
  }
  return input;
}

function checkedValue(name: string, value: unknown, kind: ParameterKind): string | string[] | number | boolean {
  if (kind.kind === 'members') {
    const words = textsOf(value).map((word) => member(name, word, kind.members));
    return kind.many ? words : (words[0] ?? '');
  }
  if (kind.kind === 'texts') return textsOf(value);
  if (kind.kind === 'switch') {
    if (typeof value === 'boolean') return value;
    if (/^(true|false)$/i.test(String(value))) return /^true$/i.test(String(value));
    throw badValue(name, value, ['True', 'False']);
  }
  if (kind.kind === 'number') return checkedNumber(name, value, kind.low ?? 0, kind.high ?? 2_147_483_647);
  if (kind.kind === 'date') {
    const time = Date.parse(String(value));
    if (Number.isNaN(time)) throw badValue(name, value, ['a System.DateTime']);
    return time;
  }
  return String(value);
}

function checkedNumber(name: string, value: unknown, low: number, high: number): number {
  if (/^unlimited$/i.test(String(value))) return high;
  const number = Number(value);
  if (!Number.isInteger(number) || number < low || number > high) throw badValue(name, value, [`${low} to ${high}`]);
  return number;
}

function member(parameter: string, word: string, members: readonly string[]): string {
  const wanted = word.trim().toLowerCase();
  const exact = members.find((name) => name.toLowerCase() === wanted);
  const begun = wanted === '' ? undefined : members.find((name) => name.toLowerCase().startsWith(wanted));
  const found = exact ?? begun;
  if (!found) throw badValue(parameter, word, members);
  return found;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.map(String)
    : String(value)
        .split(',')
        .map((word) => word.trim());
}

/** The values of a parameter as a list of texts; empty when it was not given. */
export function texts(input: Input, name: string): string[] {
  const value = input[name];
  return Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [];
}

export function text(input: Input, name: string): string | null {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(input: Input, name: string): number | null {
  const value = input[name];
  return typeof value === 'number' ? value : null;
}
