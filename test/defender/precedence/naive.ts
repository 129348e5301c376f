/** A second, deliberately plain reading of the same semantics: tries every rule for one recipient, in order. */
export interface PlainRule {
  level: 'strict' | 'standard' | 'custom';
  policy: string;
  enabled: boolean;
  priority: number;
  to: string[];
  groups: string[];
  domains: string[];
  notTo: string[];
  notGroups: string[];
  notDomains: string[];
}

export type Answer = { source: string; policy: string | null };

export function naiveWinner(rules: PlainRule[], groups: Record<string, string[]>, address: string): Answer {
  const rank = { strict: 0, standard: 1, custom: 2 };
  const ordered = [...rules].sort((a, b) => rank[a.level] - rank[b.level] || a.priority - b.priority);
  for (const rule of ordered) {
    const answer = covers(rule, groups, address);
    if (answer === true) return { source: rule.level, policy: rule.policy };
    if (answer === null) return { source: 'unknown', policy: null };
  }
  return { source: 'default', policy: 'Default' };
}

/** true, false, or null when it depends on a group that nobody read. */
function covers(rule: PlainRule, groups: Record<string, string[]>, address: string): boolean | null {
  if (!rule.enabled) return false;
  const domain = address.split('@')[1] ?? '';
  const atDomain = (wanted: string[]) => wanted.some((name) => `.${domain}`.endsWith(`.${name}`));
  const asked: (boolean | null)[] = [];
  if (rule.to.length) asked.push(rule.to.includes(address));
  if (rule.groups.length) asked.push(inAny(rule.groups, groups, address));
  if (rule.domains.length) asked.push(atDomain(rule.domains));
  if (asked.includes(false)) return false;
  const excepted = [rule.notTo.includes(address), inAny(rule.notGroups, groups, address), atDomain(rule.notDomains)];
  if (excepted.includes(true)) return false;
  return asked.includes(null) || excepted.includes(null) ? null : true;
}

function inAny(names: string[], groups: Record<string, string[]>, address: string): boolean | null {
  const answers = names.map((name) => member(name, groups, address, []));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function member(name: string, groups: Record<string, string[]>, address: string, path: string[]): boolean | null {
  const members = groups[name];
  if (!members) return null;
  if (members.includes(address)) return true;
  return members.some(
    (inner) => inner in groups && !path.includes(inner) && member(inner, groups, address, [...path, name]) === true,
  );
}
