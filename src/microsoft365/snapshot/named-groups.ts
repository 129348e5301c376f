import type { Row } from '../tenant-reader.ts';

/** Properties of rules that name groups (Exchange PowerShell reference, 2026-08-21). */
const groupProperties = ['SentToMemberOf', 'FromMemberOf', 'BetweenMemberOf1', 'BetweenMemberOf2'].flatMap(
  (property) => [property, `ExceptIf${property}`],
);
const mostGroups = 500;

/**
 * Mail addresses of the groups that a rule is scoped to or spares, and of `others`; each once, in the spelling of its first
 * mention. `left` counts those beyond what one snapshot expands.
 */
export function namedGroups(
  rowsByCmdlet: ReadonlyMap<string, readonly Row[]>,
  others: readonly string[],
): { groups: string[]; left: number } {
  const groups = new Map<string, string>();
  for (const group of others) remember(group, groups);
  for (const [cmdlet, rows] of rowsByCmdlet) {
    if (!cmdlet.endsWith('Rule')) continue;
    for (const row of rows) {
      for (const property of groupProperties) {
        for (const group of textsOf(row[property])) remember(group, groups);
      }
    }
  }
  const all = [...groups.values()];
  return { groups: all.slice(0, mostGroups).sort(), left: Math.max(0, all.length - mostGroups) };
}

function remember(group: string, groups: Map<string, string>): void {
  const key = group.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(key) && !groups.has(key)) groups.set(key, group.trim());
}

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item): item is string => typeof item === 'string');
}
