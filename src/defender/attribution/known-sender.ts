import ipaddr from 'ipaddr.js';

/** What is known of the sender's set-up. Empty lists mean "not known", never "none". */
export interface KnownSender {
  senders: readonly { address: string; path: 'own-mailbox' | 'email-delivery' | null }[];
  /** Addresses or CIDR ranges dedicated to this customer. */
  sendingIps: readonly string[];
  dkimDomains: readonly string[];
  mailFromDomains: readonly string[];
  trackingHosts: readonly string[];
}

export const nobodyKnown: KnownSender = {
  senders: [],
  sendingIps: [],
  dkimDomains: [],
  mailFromDomains: [],
  trackingHosts: [],
};

/** The entry (address or CIDR range) that covers an IP address; null when none does or the text is no address. */
export function coveringEntry(ip: string | null, entries: readonly string[]): string | null {
  const address = parse(ip);
  if (address === null) return null;
  return entries.find((entry) => covers(entry, address)) ?? null;
}

/** The domain of the list that equals the given one or is its parent; null when none is. */
export function coveringDomain(domain: string | null, domains: readonly string[]): string | null {
  const name = domain?.toLowerCase();
  if (!name) return null;
  return domains.find((known) => name === known.toLowerCase() || name.endsWith(`.${known.toLowerCase()}`)) ?? null;
}

function parse(ip: string | null): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const text = ip?.trim().replace(/^\[|\]$/g, '') ?? '';
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function covers(entry: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  try {
    const [range, bits] = entry.includes('/') ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), null];
    if (range.kind() !== address.kind()) return false;
    return bits === null ? range.toString() === address.toString() : address.match(range, bits);
  } catch {
    return false;
  }
}
