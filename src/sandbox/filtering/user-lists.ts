import { domainOf, type Mail } from '../company/mail.ts';
import type { TenantData } from '../tenant-data.ts';
import { isSender } from './lists.ts';
import { textsOf } from './policy-in-force.ts';

/** What the recipient wrote into the junk settings of the mailbox; a safe entry wins over a blocked one. */
export type OwnList = 'safeAddress' | 'safeDomain' | 'blocked' | null;

export function ownListVerdict({ cmdlets }: TenantData, { from, route }: Mail, recipient: string): OwnList {
  const wanted = recipient.toLowerCase();
  const row = (cmdlets['Get-MailboxJunkEmailConfiguration'] ?? []).find((one) =>
    [one.Identity, one.MailboxOwnerId, one.PrimarySmtpAddress].some((name) => String(name).toLowerCase() === wanted),
  );
  // Colleagues cannot be blocked, and mail among them is not filtered for spam here.
  if (row === undefined || row.Enabled === false || route === 'mailbox') return null;
  const safe = textsOf(row.TrustedSendersAndDomains);
  if (safe.includes(from.toLowerCase())) return 'safeAddress';
  if (safe.includes(domainOf(from).toLowerCase())) return 'safeDomain';
  return textsOf(row.BlockedSendersAndDomains).some((value) => isSender(from, value)) ? 'blocked' : null;
}
