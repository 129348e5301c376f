import type { Expression } from './ast.ts';
import { aggregates, scalarFunctions } from './functions.ts';
import { type Column, type ColumnType, KqlError, Timespan } from './values.ts';

const returns: Record<string, ColumnType> = {
  count: 'long',
  countif: 'long',
  dcount: 'long',
  sum: 'long',
  avg: 'real',
  make_set: 'dynamic',
  make_list: 'dynamic',
  pack_array: 'dynamic',
  parse_json: 'dynamic',
  todynamic: 'dynamic',
  split: 'dynamic',
  bag_keys: 'dynamic',
  ago: 'datetime',
  now: 'datetime',
  todatetime: 'datetime',
  startofday: 'datetime',
  toint: 'int',
  tolong: 'long',
  strlen: 'long',
  array_length: 'long',
  not: 'bool',
  tobool: 'bool',
  isempty: 'bool',
  isnotempty: 'bool',
  isnull: 'bool',
  isnotnull: 'bool',
};

/** Throws KqlError at the first name that is neither a column, a let nor a function. */
export function checkNames(expression: Expression, columns: Column[], lets: ReadonlySet<string>): void {
  switch (expression.kind) {
    case 'column':
      if (
        expression.name !== '*' &&
        !lets.has(expression.name) &&
        !columns.some((one) => one.name === expression.name)
      ) {
        throw new KqlError(
          `Failed to resolve column or scalar expression named '${expression.name}'. Fix semantic errors in your query.`,
        );
      }
      return;
    case 'call': {
      const known =
        expression.name in scalarFunctions || expression.name in aggregates || /^arg_(max|min)$/.test(expression.name);
      if (!known) throw new KqlError(`Unknown function: '${expression.name}'. Fix semantic errors in your query.`);
      for (const arg of expression.args) checkNames(arg, columns, lets);
      return;
    }
    case 'list':
      for (const item of expression.items) checkNames(item, columns, lets);
      return;
    case 'binary':
      checkNames(expression.left, columns, lets);
      checkNames(expression.right, columns, lets);
      return;
    case 'member':
      checkNames(expression.target, columns, lets);
      checkNames(expression.key, columns, lets);
  }
}

/** The type that an expression gives, as far as the result schema needs it. */
export function typeOf(expression: Expression, columns: Column[]): ColumnType {
  if (expression.kind === 'column') return columns.find((one) => one.name === expression.name)?.type ?? 'string';
  if (expression.kind === 'member') return 'dynamic';
  if (expression.kind === 'binary')
    return /^[-+*/%]$/.test(expression.operator) ? typeOf(expression.left, columns) : 'bool';
  if (expression.kind === 'value') {
    const { value } = expression;
    if (value instanceof Date) return 'datetime';
    if (value instanceof Timespan) return 'timespan';
    if (typeof value === 'number') return 'long';
    return typeof value === 'boolean' ? 'bool' : 'string';
  }
  if (expression.kind === 'call') {
    const [first, second] = expression.args;
    if (expression.name === 'iff' || expression.name === 'iif') return second ? typeOf(second, columns) : 'string';
    const passes = ['max', 'min', 'any', 'take_any', 'bin', 'coalesce'].includes(expression.name);
    return returns[expression.name] ?? (passes && first ? typeOf(first, columns) : 'string');
  }
  return 'dynamic';
}
