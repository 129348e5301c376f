import { NotReadError } from '../../defender/reading.ts';
import type { AskGraph } from '../graph/graph.ts';
import type { Row } from '../tenant-reader.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import { type QueryName, type QueryValues, queryText } from './query-text.ts';

export type RunQuery = <N extends QueryName>(name: N, values: QueryValues<N>, signal?: AbortSignal) => Promise<Row[]>;

const what = 'advanced hunting';

function refuse(kind: 'badAnswer' | 'refused', sentence: string, advice: string): never {
  throw new NotReadError({ what, kind, sentence, advice });
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Cells by the column names of the schema, annotations left out; an empty cell may arrive as `{}` and becomes null. */
function cleanRow(row: Row): Row {
  const clean: Row = {};
  for (const [name, value] of Object.entries(row)) {
    if (name.includes('@')) continue;
    clean[name] = isObject(value) && Object.keys(value).length === 0 ? null : value;
  }
  return clean;
}

/** The answer's columns. Older answers spell the keys `Name` and `Type`. */
function columnsOf(schema: unknown): string[] {
  if (!Array.isArray(schema)) return [];
  return schema.filter(isObject).map((column) => String(column.name ?? column.Name ?? ''));
}

/**
 * Runs one of the stored queries (Microsoft Graph v1.0, runHuntingQuery). Rejects with `NotReadError`: `notLicensed` where the tenant
 * has no such table, `noPermission` without ThreatHunting.Read.All, `refused` when the answer reached the row limit.
 */
export function createRunQuery(ask: AskGraph, graphUrl: string, limits: ReaderLimits): RunQuery {
  return async function runQuery(name, values, signal) {
    const answer = await ask({
      what,
      name: `runHuntingQuery ${name}`,
      url: `${graphUrl}/v1.0/security/runHuntingQuery`,
      body: { Query: queryText(name, values) },
      permission: 'ThreatHunting.Read.All',
      timeoutMs: limits.huntingTimeoutMs,
      signal,
    });
    const results = answer.results ?? answer.Results;
    if (!Array.isArray(results) || !results.every(isObject)) {
      refuse('badAnswer', 'Advanced hunting gave an answer of another shape.', 'Try again in a few minutes.');
    }
    if (results.length >= limits.huntingMaxRows) {
      refuse(
        'refused',
        'Advanced hunting found more rows than it hands out.',
        'Ask for a shorter time or fewer messages.',
      );
    }
    const columns = columnsOf(answer.schema ?? answer.Schema);
    const empty = Object.fromEntries(columns.map((column) => [column, null]));
    return results.map((row) => ({ ...empty, ...cleanRow(row) }));
  };
}
