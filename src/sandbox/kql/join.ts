import type { Stage } from './ast.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { type Column, KqlError, type KqlRow, type KqlTable, keyOf } from './values.ts';

type Join = Extract<Stage, { kind: 'join' }>;
const flavours = ['inner', 'innerunique', 'leftouter', 'leftsemi', 'leftanti', 'anti'];

/** Joins two tables; columns of the right side that the left side has too get a `1` at the end. */
export function join(stage: Join, left: KqlTable, right: KqlTable, scope: Scope): KqlTable {
  if (!flavours.includes(stage.flavour)) {
    throw new KqlError(
      `'join' operator: the kind '${stage.flavour}' is not one this service runs. Fix semantic errors in your query.`,
    );
  }
  const matches = new Map<string, KqlRow[]>();
  for (const row of right.rows) {
    const key = keyOf(stage.on.map(([, side]) => evaluate(side, row, scope)));
    matches.set(key, [...(matches.get(key) ?? []), row]);
  }
  const keep = stage.flavour === 'leftsemi' || stage.flavour === 'leftanti' || stage.flavour === 'anti';
  const added = keep ? [] : renamed(left.columns, right.columns);
  const rows: KqlRow[] = [];
  const seen = new Set<string>();
  for (const row of left.rows) {
    const key = keyOf(stage.on.map(([side]) => evaluate(side, row, scope)));
    if (stage.flavour === 'innerunique' && seen.has(key)) continue;
    seen.add(key);
    rows.push(...joined(stage.flavour, row, matches.get(key) ?? [], added));
  }
  return { columns: [...left.columns, ...added.map(({ column }) => column)], rows };
}

interface Added {
  from: string;
  column: Column;
}

function renamed(left: Column[], right: Column[]): Added[] {
  const taken = new Set(left.map((column) => column.name));
  return right.map(({ name, type }) => ({ from: name, column: { name: taken.has(name) ? `${name}1` : name, type } }));
}

function joined(flavour: string, row: KqlRow, others: KqlRow[], added: Added[]): KqlRow[] {
  if (flavour === 'leftsemi') return others.length > 0 ? [row] : [];
  if (flavour === 'leftanti' || flavour === 'anti') return others.length === 0 ? [row] : [];
  const partners = flavour === 'leftouter' && others.length === 0 ? [{}] : others;
  return partners.map((other: KqlRow) => ({
    ...row,
    ...Object.fromEntries(added.map(({ from, column }) => [column.name, other[from] ?? null])),
  }));
}
