import ipaddr from 'ipaddr.js';
import type { Sender } from './sender.ts';

/** Whether an address or domain entry of a list means one of the sender's From addresses. Domain entries take no subdomains. */
export function namesSender(entry: string, sender: Sender): boolean {
  const value = entry.trim().toLowerCase().replace(/^@/, '');
  return value.includes('@') ? sender.addresses.includes(value) : sender.domains.includes(value);
}

/** Whether an IP entry (single, CIDR, or first-last range) holds an address; false for what is neither. */
export function holdsIp(entry: string, address: string): boolean {
  const value = entry.trim();
  try {
    const ip = ipaddr.process(address);
    if (value.includes('/')) {
      const [network, bits] = ipaddr.parseCIDR(value);
      return network.kind() === ip.kind() && ip.match([network, bits] as [ipaddr.IPv4, number]);
    }
    const [first, last] = value.split('-').map((part) => ipaddr.process(part.trim()));
    if (first === undefined || first.kind() !== ip.kind()) return false;
    if (last === undefined) return first.toNormalizedString() === ip.toNormalizedString();
    return compare(first, ip) <= 0 && compare(ip, last) <= 0;
  } catch {
    return false;
  }
}

/** How many IPv4 addresses an entry stands for; 1 for anything that cannot be read. */
export function addressesIn(entry: string): number {
  const value = entry.trim();
  try {
    if (value.includes('/')) return 2 ** (32 - ipaddr.parseCIDR(value)[1]);
    const [first, last] = value.split('-').map((part) => ipaddr.process(part.trim()).toByteArray());
    if (first === undefined || last === undefined) return 1;
    return number(last) - number(first) + 1;
  } catch {
    return 1;
  }
}

/** Where a URL entry of the Tenant Allow/Block List points: host in lower case and the path pattern behind it. */
export function urlEntry(entry: string): { host: string; path: string; subdomains: boolean } {
  const bare = entry
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '');
  const slash = bare.indexOf('/');
  const hostPart = slash < 0 ? bare : bare.slice(0, slash);
  return {
    host: hostPart.replace(/^(\*\.|~)/, ''),
    path: slash < 0 ? '' : bare.slice(slash),
    subdomains: /^(\*\.|~)/.test(hostPart),
  };
}

export const trackerPath = '/api/v1/tracker';

/**
 * The tracking host whose links a block entry stops; null when none. A block for a host takes in its paths and subdomains
 * (Microsoft Learn, tenant-allow-block-list-urls-configure, 2026-07-03).
 */
export function blockedTracker(entry: string, hosts: readonly string[]): string | null {
  const { host: blocked, path } = urlEntry(entry);
  const host = hosts.find((tracking) => tracking === blocked || tracking.endsWith(`.${blocked}`));
  if (host === undefined) return null;
  return path === '' || path === '/' || pathCovers(path) ? host : null;
}

/** Whether an allow entry lets the tracker on a host pass: the exact host, and the path or a right wildcard above it. */
export function allowsTracker(entry: string, host: string): boolean {
  const { host: allowed, path, subdomains } = urlEntry(entry);
  if (subdomains ? !host.endsWith(allowed) : host !== allowed) return false;
  return pathCovers(path);
}

function pathCovers(path: string): boolean {
  if (path.endsWith('*')) return trackerPath.startsWith(path.slice(0, -1)) || path.startsWith(`${trackerPath}`);
  return path === trackerPath;
}

function compare(a: ipaddr.IPv4 | ipaddr.IPv6, b: ipaddr.IPv4 | ipaddr.IPv6): number {
  const other = b.toByteArray();
  for (const [place, byte] of a.toByteArray().entries()) {
    const difference = byte - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function number(bytes: number[]): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}
