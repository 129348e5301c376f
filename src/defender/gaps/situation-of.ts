import { trackerEntries } from '../fixes/recipes/tenant-list.ts';
import type { Situation } from '../fixes/situation.ts';
import type { GapContext } from './context.ts';
import type { Sender } from './sender.ts';

/** What is known of the sender, in the shape that fixes are made from. */
export function situationOf(sender: Sender, context: Pick<GapContext, 'ownDomains'>): Situation {
  const address = sender.addressesOn('email-delivery')[0] ?? sender.addresses[0];
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  return {
    sender: address,
    senderDomain: domain,
    senderIsOwn: domain === undefined ? undefined : context.ownDomains?.has(domain),
    infrastructure: sender.dkimDomains[0],
    mailbox: sender.addressesOn('own-mailbox')[0],
    sendingIps: sender.ips,
    urls: trackerEntries(sender.trackingHosts),
  };
}
