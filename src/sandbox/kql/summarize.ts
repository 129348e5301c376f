import type { Expression, Named, Stage } from './ast.ts';
import { typeOf } from './columns.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { aggregates } from './functions.ts';
import { type Column, compare, KqlError, type KqlRow, type KqlTable, type KqlValue, keyOf } from './values.ts';

type Summarize = Extract<Stage, { kind: 'summarize' }>;

/** Groups rows and works out aggregates, `arg_max(x, *)` and `arg_min(x, *)` included. */
export function summarize(stage: Summarize, table: KqlTable, scope: Scope): KqlTable {
  const groups = new Map<string, { keys: KqlValue[]; rows: KqlRow[] }>();
  for (const row of table.rows) {
    const keys = stage.by.map((by) => evaluate(by.expression, row, scope));
    const key = keyOf(keys);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { keys, rows: [row] });
  }
  if (groups.size === 0 && stage.by.length === 0) groups.set('', { keys: [], rows: [] });
  const parts = stage.aggregates.map((named) => aggregatePart(named, stage.by, table.columns, scope));
  const columns = [
    ...stage.by.map((by) => ({ name: by.name, type: typeOf(by.expression, table.columns) })),
    ...parts.flatMap((part) => part.columns),
  ];
  const rows = [...groups.values()].map(({ keys, rows: members }) => {
    const row: KqlRow = Object.fromEntries(stage.by.map((by, index) => [by.name, keys[index] ?? null]));
    for (const part of parts) Object.assign(row, part.of(members));
    return row;
  });
  return { columns, rows };
}

interface AggregatePart {
  columns: Column[];
  of(rows: KqlRow[]): KqlRow;
}

function aggregatePart({ name, expression }: Named, by: Named[], columns: Column[], scope: Scope): AggregatePart {
  if (expression.kind !== 'call') {
    throw new KqlError("'summarize' operator: an aggregate function is expected. Fix semantic errors in your query.");
  }
  if (expression.name === 'arg_max' || expression.name === 'arg_min') return extremeRow(expression, by, columns, scope);
  const aggregate = aggregates[expression.name];
  if (!aggregate) throw new KqlError(`Unknown function: '${expression.name}'. Fix semantic errors in your query.`);
  const [argument] = expression.args;
  return {
    columns: [{ name, type: typeOf(expression, columns) }],
    of: (rows) => ({ [name]: aggregate(rows.map((row) => (argument ? evaluate(argument, row, scope) : null))) }),
  };
}

function extremeRow(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  by: Named[],
  columns: Column[],
  scope: Scope,
): AggregatePart {
  const [measure, ...rest] = args;
  if (!measure) throw new KqlError(`${name}(): a measure is expected. Fix semantic errors in your query.`);
  const keys = new Set(by.map((one) => one.name));
  const all = rest.some((arg) => arg.kind === 'column' && arg.name === '*');
  const named = [measure, ...rest].flatMap((arg) => (arg.kind === 'column' && arg.name !== '*' ? [arg.name] : []));
  const taken = (all ? columns : columns.filter((column) => named.includes(column.name))).filter(
    (column) => !keys.has(column.name),
  );
  const sign = name === 'arg_max' ? 1 : -1;
  return {
    columns: taken,
    of: (rows) => {
      let best = rows[0];
      let bestValue: KqlValue = best ? evaluate(measure, best, scope) : null;
      for (const row of rows) {
        const value = evaluate(measure, row, scope);
        if (compare(value, bestValue) * sign > 0) {
          best = row;
          bestValue = value;
        }
      }
      return Object.fromEntries(taken.map((column) => [column.name, best?.[column.name] ?? null]));
    },
  };
}
