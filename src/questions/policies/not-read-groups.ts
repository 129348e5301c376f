import type { NotRead } from '../../defender/reading.ts';

const named = 3;

/** What was not read for one and the same reason, said once: "Get-A, Get-B, Get-C and 12 more". */
export function groupedNotRead(all: readonly NotRead[]): NotRead[] {
  const groups = new Map<string, NotRead[]>();
  for (const why of all) {
    const key = `${why.kind}|${why.advice}`;
    const group = groups.get(key);
    if (group) group.push(why);
    else groups.set(key, [why]);
  }
  return [...groups.values()].map(said).sort((a, b) => a.what.localeCompare(b.what));
}

function said(group: NotRead[]): NotRead {
  const [first] = group;
  if (first === undefined) throw new Error('a group of nothing');
  const whats = [...new Set(group.map(({ what }) => what))];
  const rest = whats.length - named;
  const what = whats.slice(0, named).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return { ...first, what };
}
