import { number, type Row, text, time } from '../policies/row.ts';
import { namesSender, urlEntry } from './entries.ts';
import { domainKind, organisationOf } from './known-domains.ts';
import type { Sender } from './sender.ts';

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

/** Allow entries of the Tenant Allow/Block List that touch the campaigns' senders and links. Rows carry `ListType`. */
export function campaignAllowEntries(rows: readonly Row[], sender: Sender, now: number): AllowEntry[] {
  return rows
    .filter((row) => text(row, 'Action')?.toLowerCase() === 'allow' && touches(row, sender))
    .map((row) => {
      const fixed = time(row, 'ExpirationDate');
      const after = number(row, 'RemoveAfter');
      const used = time(row, 'LastUsedDate') ?? time(row, 'LastModifiedDateTime') ?? time(row, 'CreatedDateTime');
      const rolling = fixed === null && after !== null;
      return {
        listType: text(row, 'ListType') ?? 'Url',
        where: text(row, 'ListType') ?? '',
        value: text(row, 'Value') ?? '',
        endsAt: fixed ?? (rolling ? (used ?? now) + (after ?? 0) * dayMs : null),
        rolling,
        note: text(row, 'Notes'),
      };
    });
}

function touches(row: Row, sender: Sender): boolean {
  const value = text(row, 'Value') ?? '';
  if (row.ListType === 'Sender') return namesSender(value, sender);
  if (row.ListType !== 'Url') return false;
  const { host } = urlEntry(value);
  const hosts = sender.trackingHosts;
  return (
    domainKind(host, null) === 'vendor' || hosts.some((tracking) => organisationOf(tracking) === organisationOf(host))
  );
}
