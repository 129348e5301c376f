import type { GapContext } from '../../defender/gaps/context.ts';
import { namesSender, urlEntry } from '../../defender/gaps/entries.ts';
import { domainKind, organisationOf } from '../../defender/gaps/known-domains.ts';
import { list, number, type Row, text, time } from '../../defender/policies/row.ts';

/** An entry that lets the campaigns through. Times are milliseconds since 1970. */
export interface AllowEntry {
  /** Sender, Url, FileHash, IP or Spoof; Policy for lists of policies, which do not end. */
  listType: string;
  where: string;
  value: string;
  endsAt: number | null;
  /** The end moves with each use. */
  rolling: boolean;
  note: string | null;
}

const dayMs = 86_400_000;

/** Allow entries that touch the campaigns' senders, links or infrastructure, the first to end first. */
export function allowEntries(context: GapContext): AllowEntry[] {
  const entries = [...listEntries(context), ...spoofEntries(context), ...policyEntries(context)];
  return entries.sort((a, b) => (a.endsAt ?? Number.MAX_VALUE) - (b.endsAt ?? Number.MAX_VALUE));
}

function listEntries(context: GapContext): AllowEntry[] {
  return context
    .rows('Get-TenantAllowBlockListItems')
    .filter((row) => text(row, 'Action')?.toLowerCase() === 'allow' && touches(row, context))
    .map((row) => {
      const fixed = time(row, 'ExpirationDate');
      const after = number(row, 'RemoveAfter');
      const used = time(row, 'LastUsedDate') ?? time(row, 'LastModifiedDateTime') ?? time(row, 'CreatedDateTime');
      const rolling = fixed === null && after !== null;
      return {
        listType: text(row, 'ListType') ?? 'Url',
        where: text(row, 'ListType') ?? '',
        value: text(row, 'Value') ?? '',
        endsAt: fixed ?? (rolling ? (used ?? context.now) + (after ?? 0) * dayMs : null),
        rolling,
        note: text(row, 'Notes'),
      };
    });
}

function touches(row: Row, { sender }: GapContext): boolean {
  const value = text(row, 'Value') ?? '';
  if (row.ListType === 'Sender') return namesSender(value, sender);
  if (row.ListType !== 'Url') return false;
  const { host } = urlEntry(value);
  const hosts = sender.trackingHosts;
  return (
    domainKind(host, null) === 'vendor' || hosts.some((tracking) => organisationOf(tracking) === organisationOf(host))
  );
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
