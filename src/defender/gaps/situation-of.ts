import { trackerEntries } from '../fixes/recipes/tenant-list.ts';
import type { Situation } from '../fixes/situation.ts';
import type { GapContext } from './context.ts';
import { domainKind } from './known-domains.ts';
import type { Sender } from './sender.ts';

/** What is known of the sender, in the shape that fixes are made from. */
export function situationOf(sender: Sender, context: Pick<GapContext, 'ownDomains'>): Situation {
  const address = sender.addressesOn('email-delivery')[0] ?? sender.addresses[0];
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  return {
    sender: address,
    senderDomain: domain,
    senderIsOwn: domain === undefined ? undefined : context.ownDomains?.has(domain),
    infrastructure: infrastructureOf(sender, context),
    mailbox: sender.addressesOn('own-mailbox')[0],
    sendingIps: sender.ips,
    urls: trackerEntries(sender.trackingHosts),
  };
}

/** The narrowest name of the sending side that no other customer of the mail service has; absent when none is known. */
export function infrastructureOf(
  sender: Pick<Sender, 'dkimDomains' | 'ips'>,
  context: Pick<GapContext, 'ownDomains'>,
): string | undefined {
  const signing = sender.dkimDomains.find(
    (domain) => !['shared', 'popular', 'vendor'].includes(domainKind(domain, context.ownDomains)),
  );
  const [ip] = sender.ips;
  return signing ?? (ip !== undefined && /^(\d+\.){3}\d+$/.test(ip) ? ip.replace(/\d+$/, '0/24') : undefined);
}
