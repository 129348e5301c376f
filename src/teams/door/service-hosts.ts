import { isLoopback } from '../../config.ts';

/** Says whether an address may be answered and may see a bearer token. */
export interface ServiceHosts {
  allows(address: unknown): boolean;
}

/** `hosts` are lower-case names without port. https only; plain http for loopback addresses that are listed. */
export function serviceHosts(hosts: string[]): ServiceHosts {
  const listed = new Set(hosts);
  return {
    allows(address) {
      if (typeof address !== 'string' || !URL.canParse(address)) return false;
      const url = new URL(address);
      if (url.username !== '' || url.password !== '') return false;
      if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return false;
      return listed.has(url.hostname.replace(/^\[|\]$/g, ''));
    },
  };
}
