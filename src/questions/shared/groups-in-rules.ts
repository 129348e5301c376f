import type { Row } from '../../microsoft365/tenant-reader.ts';
import { isMailAddress } from '../entities.ts';

/** Properties of rules that name groups (Exchange PowerShell reference, 2026-08-21). */
const groupProperties = [
  'SentToMemberOf',
  'ExceptIfSentToMemberOf',
  'FromMemberOf',
  'ExceptIfFromMemberOf',
  'BetweenMemberOf1',
  'BetweenMemberOf2',
  'ExceptIfBetweenMemberOf1',
  'ExceptIfBetweenMemberOf2',
];
const MAX_GROUPS = 500;

/** Mail addresses of the groups that any rule is scoped to or spares, each once, in the spelling of its first mention. */
export function groupsInRules(snapshot: ReadonlyMap<string, Row[]>): string[] {
  const groups = new Map<string, string>();
  for (const [cmdlet, rows] of snapshot) {
    if (!cmdlet.endsWith('Rule')) continue;
    for (const group of rows.flatMap((row) => groupProperties.flatMap((property) => textsOf(row[property])))) {
      const key = group.toLowerCase();
      if (isMailAddress(group) && !groups.has(key) && groups.size < MAX_GROUPS) groups.set(key, group);
    }
  }
  return [...groups.values()].sort();
}

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item): item is string => typeof item === 'string');
}
