import { type AllowEntry, campaignAllowEntries } from '../../defender/gaps/allow-entries.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { namesSender } from '../../defender/gaps/entries.ts';
import { list, text } from '../../defender/policies/row.ts';

export type { AllowEntry } from '../../defender/gaps/allow-entries.ts';

/** Allow entries that touch the campaigns' senders, links or infrastructure, the first to end first. */
export function allowEntries(context: GapContext): AllowEntry[] {
  const entries = [
    ...campaignAllowEntries(context.rows('Get-TenantAllowBlockListItems'), context.sender, context.now),
    ...spoofEntries(context),
    ...policyEntries(context),
  ];
  return entries.sort((a, b) => (a.endsAt ?? Number.MAX_VALUE) - (b.endsAt ?? Number.MAX_VALUE));
}

function spoofEntries({ rows, sender }: GapContext): AllowEntry[] {
  return rows('Get-TenantAllowBlockListSpoofItems')
    .filter((row) => text(row, 'Action')?.toLowerCase() === 'allow')
    .filter((row) => {
      const user = (text(row, 'SpoofedUser') ?? '').toLowerCase();
      return user === '*' || sender.addresses.includes(user) || sender.domains.includes(user);
    })
    .map((row) => ({
      listType: 'Spoof',
      where: 'Spoof pair',
      value: `${text(row, 'SpoofedUser')}, ${text(row, 'SendingInfrastructure')}`,
      endsAt: null,
      rolling: false,
      note: null,
    }));
}

function policyEntries({ rows, sender }: GapContext): AllowEntry[] {
  return rows('Get-HostedContentFilterPolicy').flatMap((row) =>
    ['AllowedSenders', 'AllowedSenderDomains'].flatMap((property) =>
      (list(row, property) ?? [])
        .filter((entry) => namesSender(entry, sender))
        .map((value) => ({
          listType: 'Policy',
          where: `${property} of “${text(row, 'Name') ?? ''}”:`,
          value,
          endsAt: null,
          rolling: false,
          note: null,
        })),
    ),
  );
}
