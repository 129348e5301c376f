import { type KqlValue, Timespan, textOf } from './values.ts';

type ScalarFunction = (args: KqlValue[], now: number) => KqlValue;

function truth(value: KqlValue | undefined): boolean {
  return value === true || value === 1;
}

function number(value: KqlValue | undefined): number | null {
  const result = Number(value instanceof Date ? value.getTime() : value);
  return value === null || value === undefined || value === '' || Number.isNaN(result) ? null : result;
}

function empty(value: KqlValue | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function parsed(value: KqlValue | undefined): KqlValue {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value) as KqlValue;
  } catch {
    return value === '' ? null : value;
  }
}

function time(value: KqlValue | undefined): Date | null {
  if (value instanceof Date) return value;
  const date = new Date(textOf(value ?? null));
  return Number.isNaN(date.getTime()) ? null : date;
}

function binned(value: KqlValue | undefined, width: KqlValue | undefined): KqlValue {
  const step = width instanceof Timespan ? width.milliseconds : Number(width);
  if (value instanceof Date) return new Date(Math.floor(value.getTime() / step) * step);
  return value === null || value === undefined ? null : Math.floor(Number(value) / step) * step;
}

export const scalarFunctions: Record<string, ScalarFunction> = {
  not: ([value]) => !truth(value),
  ago: ([value], now) => new Date(now - (value instanceof Timespan ? value.milliseconds : 0)),
  now: (_, now) => new Date(now),
  isempty: ([value]) => empty(value),
  isnotempty: ([value]) => !empty(value),
  isnull: ([value]) => value === null || value === undefined,
  isnotnull: ([value]) => value !== null && value !== undefined,
  tolower: ([value]) => textOf(value ?? null).toLowerCase(),
  toupper: ([value]) => textOf(value ?? null).toUpperCase(),
  tostring: ([value]) => textOf(value ?? null),
  toint: ([value]) => number(value),
  tolong: ([value]) => number(value),
  tobool: ([value]) => (value === null ? null : truth(value) || value === 'true'),
  todatetime: ([value]) => time(value),
  todynamic: ([value]) => parsed(value),
  parse_json: ([value]) => parsed(value),
  strlen: ([value]) => textOf(value ?? null).length,
  strcat: (args) => args.map(textOf).join(''),
  split: ([value, by]) => textOf(value ?? null).split(textOf(by ?? null)),
  substring: ([value, from, length]) =>
    textOf(value ?? null).substr(Number(from), length === undefined ? undefined : Number(length)),
  trim: ([, value]) => textOf(value ?? null).trim(),
  coalesce: (args) => args.find((value) => !empty(value)) ?? null,
  iff: ([test, yes, no]) => (truth(test) ? (yes ?? null) : (no ?? null)),
  iif: ([test, yes, no]) => (truth(test) ? (yes ?? null) : (no ?? null)),
  array_length: ([value]) => (Array.isArray(value) ? value.length : null),
  pack_array: (args) => args,
  bin: ([value, width]) => binned(value, width),
  startofday: ([value]) => binned(value, new Timespan(86_400_000)),
  bag_keys: ([value]) => (value !== null && typeof value === 'object' ? Object.keys(value) : null),
};

type Aggregate = (values: KqlValue[]) => KqlValue;
const present = (values: KqlValue[]) => values.filter((value) => value !== null);
const distinct = (values: KqlValue[]) => [...new Map(present(values).map((value) => [textOf(value), value])).values()];
const total = (values: KqlValue[]) =>
  present(values)
    .map(Number)
    .reduce((sum, value) => sum + value, 0);

/** Aggregates over the values of their first argument. `arg_max` and `arg_min` are the pipeline's affair. */
export const aggregates: Record<string, Aggregate> = {
  count: (values) => values.length,
  countif: (values) => values.filter((value) => value === true).length,
  dcount: (values) => distinct(values).length,
  sum: total,
  avg: (values) => (present(values).length > 0 ? total(values) / present(values).length : null),
  max: (values) => extreme(values, 1),
  min: (values) => extreme(values, -1),
  any: (values) => present(values)[0] ?? null,
  take_any: (values) => present(values)[0] ?? null,
  make_set: distinct,
  make_list: present,
};

function extreme(values: KqlValue[], sign: number): KqlValue {
  let best: KqlValue = null;
  for (const value of present(values)) {
    if (
      best === null ||
      (Number(value) - Number(best)) * sign > 0 ||
      (Number.isNaN(Number(value)) && textOf(value) > textOf(best) === sign > 0)
    ) {
      best = value;
    }
  }
  return best;
}
