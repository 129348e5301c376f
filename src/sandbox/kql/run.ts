import type { Expression, Named, Ordering, Query, Stage } from './ast.ts';
import { checkNames, typeOf } from './columns.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { join } from './join.ts';
import { parse } from './parser.ts';
import { summarize } from './summarize.ts';
import { type Column, compare, KqlError, type KqlRow, type KqlTable, type KqlValue, keyOf } from './values.ts';

/** Gives a table by name, or null. `ids` holds the message ids that the query's first filters name: rows of others may be left out. */
export type TableSource = (name: string, ids: string[] | null) => KqlTable | null;

/** Runs a query over the tables at time `now` (milliseconds). Throws KqlError. */
export function runKql(text: string, source: TableSource, now: number): { columns: Column[]; rows: KqlRow[] } {
  const { lets, query } = parse(text);
  const scope: Scope = { lets: new Map(), now };
  for (const { name, expression } of lets) {
    checkNames(expression, [], new Set(scope.lets.keys()));
    scope.lets.set(name, evaluate(expression, {}, scope));
  }
  const { columns, rows } = runQuery(query, source, scope, null);
  return { columns, rows: [...rows] };
}

function runQuery(query: Query, source: TableSource, scope: Scope, after: string | null): KqlTable {
  let table = source(query.table, messageIds(query, scope));
  if (!table) {
    const operator = query.stages[0]?.kind ?? after ?? 'take';
    throw new KqlError(
      `'${operator}' operator: Failed to resolve table or column expression named '${query.table}'. Fix semantic errors in your query.`,
    );
  }
  for (const stage of query.stages) table = runStage(stage, table, source, scope);
  return table;
}

function runStage(stage: Stage, table: KqlTable, source: TableSource, scope: Scope): KqlTable {
  const lets = new Set(scope.lets.keys());
  for (const expression of expressionsOf(stage)) checkNames(expression, table.columns, lets);
  switch (stage.kind) {
    case 'where':
      return {
        columns: table.columns,
        rows: filtered(table.rows, (row) => evaluate(stage.condition, row, scope) === true),
      };
    case 'project':
      return projected(stage.columns, table, scope);
    case 'extend':
      return extended(stage.columns, table, scope);
    case 'distinct':
      return distinct(stage.columns, table, scope);
    case 'project-away':
      return kept(
        table.columns.filter((column) => !stage.names.includes(column.name)),
        table,
      );
    case 'project-keep':
      return kept(
        table.columns.filter((column) => stage.names.includes(column.name)),
        table,
      );
    case 'take':
      return { columns: table.columns, rows: Iterator.from(table.rows).take(stage.count) };
    case 'order':
      return { columns: table.columns, rows: ordered(table.rows, stage.by, scope).slice(0, stage.top ?? undefined) };
    case 'summarize':
      return summarize(stage, table, scope);
    case 'count':
      return { columns: [{ name: 'Count', type: 'long' }], rows: [{ Count: [...table.rows].length }] };
    case 'join':
      return join(stage, table, runQuery(stage.right, source, scope, 'join'), scope);
    case 'union': {
      const others = stage.others.map((other) => runQuery(other, source, scope, 'union'));
      const columns = new Map([table, ...others].flatMap((one) => one.columns).map((column) => [column.name, column]));
      return { columns: [...columns.values()], rows: [table, ...others].flatMap((one) => [...one.rows]) };
    }
  }
}

function expressionsOf(stage: Stage): Expression[] {
  if (stage.kind === 'where') return [stage.condition];
  if (stage.kind === 'order') return stage.by.map((by) => by.expression);
  if (stage.kind === 'summarize') return [...stage.aggregates, ...stage.by].map((named) => named.expression);
  if (stage.kind === 'join') return stage.on.map(([left]) => left);
  return 'columns' in stage ? stage.columns.map((named) => named.expression) : [];
}

function* filtered(rows: Iterable<KqlRow>, test: (row: KqlRow) => boolean): Iterable<KqlRow> {
  for (const row of rows) if (test(row)) yield row;
}

function projected(named: Named[], table: KqlTable, scope: Scope): KqlTable {
  const columns = named.map(({ name, expression }) => ({ name, type: typeOf(expression, table.columns) }));
  const make = (row: KqlRow) =>
    Object.fromEntries(named.map(({ name, expression }) => [name, evaluate(expression, row, scope)]));
  return { columns, rows: Iterator.from(table.rows).map(make) };
}

function extended(named: Named[], table: KqlTable, scope: Scope): KqlTable {
  const fresh = named.map(({ name, expression }) => ({ name, type: typeOf(expression, table.columns) }));
  const old = table.columns.filter((column) => !fresh.some((one) => one.name === column.name));
  const make = (row: KqlRow) => {
    const wider = { ...row };
    for (const { name, expression } of named) wider[name] = evaluate(expression, wider, scope);
    return wider;
  };
  return { columns: [...old, ...fresh], rows: Iterator.from(table.rows).map(make) };
}

function distinct(named: Named[], table: KqlTable, scope: Scope): KqlTable {
  const all = named.some(({ name }) => name === '*');
  const narrow = all ? table : projected(named, table, scope);
  const seen = new Map<string, KqlRow>();
  for (const row of narrow.rows) {
    const key = keyOf(narrow.columns.map((column) => row[column.name] ?? null));
    if (!seen.has(key)) seen.set(key, row);
  }
  return { columns: narrow.columns, rows: [...seen.values()] };
}

function kept(columns: Column[], table: KqlTable): KqlTable {
  const make = (row: KqlRow) => Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
  return { columns, rows: Iterator.from(table.rows).map(make) };
}

function ordered(rows: Iterable<KqlRow>, by: Ordering[], scope: Scope): KqlRow[] {
  const keyed = [...rows].map((row) => ({ row, keys: by.map(({ expression }) => evaluate(expression, row, scope)) }));
  keyed.sort((one, other) => {
    for (const [index, { descending, nullsLast }] of by.entries()) {
      const a = one.keys[index] ?? null;
      const b = other.keys[index] ?? null;
      if (a === null || b === null) {
        if (a !== b) return (a === null) === nullsLast ? 1 : -1;
        continue;
      }
      const order = compare(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** Ids from `NetworkMessageId in (...)` or `== "..."` in the filters at the start of the query. */
function messageIds(query: Query, scope: Scope): string[] | null {
  for (const stage of query.stages) {
    if (stage.kind !== 'where') return null;
    const ids = idsIn(stage.condition, scope);
    if (ids) return ids;
  }
  return null;
}

function idsIn(expression: Expression, scope: Scope): string[] | null {
  if (expression.kind !== 'binary') return null;
  const { operator, left, right } = expression;
  if (operator === 'and') return idsIn(left, scope) ?? idsIn(right, scope);
  const onIds =
    left.kind === 'column' && left.name === 'NetworkMessageId' && ['in', 'in~', '==', '=~'].includes(operator);
  if (!onIds) return null;
  const value: KqlValue = evaluate(right, {}, scope);
  return (Array.isArray(value) ? value : [value]).map((id) => String(id).toLowerCase());
}
