import { getDomain } from 'tldts';
import type { Row } from '../tenant-reader.ts';

const mostDomains = 60;
/** Domains that Microsoft gives a tenant; nobody sends campaigns from them and their DNS is Microsoft's own. */
const givenByMicrosoft = /\.(?:mail\.)?(?:onmicrosoft\.(?:com|us|de)|partner\.onmschina\.cn)$/;

/** The tenant's own mail domains, in lower case; those that Microsoft gave it are left out. */
export function ownMailDomains(acceptedDomains: readonly Row[]): string[] {
  const byDefault = (row: Row) => (row.Default === true ? 0 : 1);
  return acceptedDomains
    .toSorted((a, b) => byDefault(a) - byDefault(b))
    .map((row) => String(row.DomainName ?? row.Name ?? '').toLowerCase())
    .filter((domain) => domain !== '' && domain !== '*' && !givenByMicrosoft.test(domain));
}

/**
 * Domains whose DNS matters: those of the senders first, then the tenant's own, then the organisational domain of each, whose
 * DMARC record speaks for its subdomains (RFC 7489, 6.6.3). `left` are those beyond what one snapshot looks up.
 */
export function concernedDomains(
  senders: readonly string[],
  own: readonly string[],
): { domains: string[]; left: string[] } {
  const named = [...senders, ...own].map((domain) => domain.trim().replace(/\.$/, '').toLowerCase());
  const parents = named.map((domain) => getDomain(domain, { allowPrivateDomains: false }) ?? '');
  const all = [...new Set([...named, ...parents])].filter((domain) => domain !== '');
  return { domains: all.slice(0, mostDomains), left: all.slice(mostDomains) };
}
