import type { PolicyCheck } from './policy-check.ts';

/** Where an answer about policies comes from, as shown to scripts: when the tenant was read, and the rules' own sources. */
export function checkSources(check: Pick<PolicyCheck, 'takenAt' | 'snapshot' | 'findings'>): string[] {
  const rules = check.findings.filter(({ status }) => status === 'gap').flatMap(({ sources }) => sources);
  return [readAt(check), ...new Set(rules.map(({ title, date }) => `${title}, ${date}`))];
}

export function readAt({ takenAt, snapshot }: Pick<PolicyCheck, 'takenAt' | 'snapshot'>): string {
  return `Exchange settings (${snapshot.cmdlets.size} cmdlets), read ${takenAt.slice(0, 16).replace('T', ' ')} UTC`;
}
