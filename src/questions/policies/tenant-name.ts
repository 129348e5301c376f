import { flag, text } from '../../defender/policies/row.ts';
import { rows, type TenantSnapshot } from '../../defender/snapshot.ts';

/** The tenant's default domain, by which people know it; null when the accepted domains were not read. */
export function tenantName(snapshot: TenantSnapshot): string | null {
  const domains = rows(snapshot, 'Get-AcceptedDomain') ?? [];
  const named = domains.find((row) => flag(row, 'Default')) ?? domains[0];
  return named ? text(named, 'DomainName') : null;
}
