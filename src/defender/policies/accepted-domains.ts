import { rows, type TenantSnapshot } from '../snapshot.ts';
import { text } from './row.ts';

/** The tenant's accepted domains in lower case; null when they were not read. */
export function acceptedDomains(snapshot: TenantSnapshot): ReadonlySet<string> | null {
  const found = rows(snapshot, 'Get-AcceptedDomain');
  if (found === null) return null;
  const domains = new Set<string>();
  for (const row of found) {
    const domain = (text(row, 'DomainName') ?? text(row, 'Name'))?.toLowerCase();
    if (domain !== undefined && domain !== '*') domains.add(domain);
  }
  return domains;
}
