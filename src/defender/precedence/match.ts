import { lowered } from '../policies/lowered.ts';
import type { Membership } from './membership.ts';
import type { Scope } from './scope.ts';

/** A person who gets mail, in lower case. `address` null stands for anyone at the domain whom no rule and no group names. */
export interface Recipient {
  address: string | null;
  domain: string | null;
}

export type Match = 'yes' | 'no' | 'unknown';

/**
 * A domain in a recipient condition or exception takes in its subdomains.
 * Microsoft Learn, preset-security-policies (2026-07-03); the same tip stands in anti-phishing-policies-eop-configure
 * (2026-07-03) and safe-attachments-policies-configure (2026-07-17) for custom policies. The PowerShell help is silent.
 */
export const domainConditions = {
  includeSubdomains: true,
  source: 'Microsoft Learn, safe-attachments-policies-configure',
  date: '2026-07-17',
  confidence: 'documented',
} as const;

export function recipientOf(address: string): Recipient {
  const lower = lowered(address.trim());
  const at = lower.lastIndexOf('@');
  return { address: lower, domain: at < 0 ? null : lower.slice(at + 1) };
}

const mostSharedDomains = 16;

/** Reads many addresses as `recipientOf` does, with one text for a domain that many share: lists of people are long. */
export function recipientReader(): (address: string) => Recipient {
  const shared: string[] = [];
  return (text) => {
    const address = lowered(text.trim());
    for (const domain of shared) {
      if (address.endsWith(domain) && address[address.length - domain.length - 1] === '@') return { address, domain };
    }
    const recipient = recipientOf(address);
    if (recipient.domain !== null && shared.length < mostSharedDomains) shared.push(recipient.domain);
    return recipient;
  };
}

/** Whether a rule covers a recipient: every kind of condition matches and no exception does. */
export function matchScope(scope: Scope, recipient: Recipient, membership: Membership): Match {
  if (!scope.enabled) return 'no';
  const conditions = all(
    scope.users.size === 0 ? 'yes' : inUsers(scope.users, recipient),
    scope.domains.length === 0 ? 'yes' : inDomains(scope.domains, recipient),
    () => (scope.groups.length === 0 ? 'yes' : inGroups(scope.groups, recipient, membership)),
  );
  if (conditions === 'no') return 'no';
  const excepted = any(inUsers(scope.exceptUsers, recipient), inDomains(scope.exceptDomains, recipient), () =>
    inGroups(scope.exceptGroups, recipient, membership),
  );
  if (excepted === 'yes') return 'no';
  return conditions === 'yes' && excepted === 'no' ? 'yes' : 'unknown';
}

export function inUsers(users: ReadonlySet<string>, recipient: Recipient): Match {
  return recipient.address !== null && users.has(recipient.address) ? 'yes' : 'no';
}

export function inDomains(domains: readonly string[], recipient: Recipient): Match {
  if (domains.length === 0) return 'no';
  if (recipient.domain === null) return 'unknown';
  for (const domain of domains) if (isWithin(recipient.domain, domain)) return 'yes';
  return 'no';
}

export function inGroups(groups: readonly string[], recipient: Recipient, membership: Membership): Match {
  let answer: Match = 'no';
  for (const group of groups) {
    if (recipient.address !== null && membership.isIn(group, recipient.address)) return 'yes';
    if (!membership.knows(group)) answer = 'unknown';
  }
  return answer;
}

function isWithin(domain: string, condition: string): boolean {
  return domain === condition || (domainConditions.includeSubdomains && domain.endsWith(`.${condition}`));
}

function all(a: Match, b: Match, last: () => Match): Match {
  if (a === 'no' || b === 'no') return 'no';
  const c = last();
  if (c === 'no') return 'no';
  return a === 'yes' && b === 'yes' && c === 'yes' ? 'yes' : 'unknown';
}

function any(a: Match, b: Match, last: () => Match): Match {
  if (a === 'yes' || b === 'yes') return 'yes';
  const c = last();
  if (c === 'yes') return 'yes';
  return a === 'no' && b === 'no' && c === 'no' ? 'no' : 'unknown';
}
