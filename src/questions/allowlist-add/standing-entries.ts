import { command } from '../../defender/fixes/powershell.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { allowsTracker, blockedTracker, holdsIp, urlEntry } from '../../defender/gaps/entries.ts';
import { list, type Row, text, time } from '../../defender/policies/row.ts';
import type { AskedValue } from './asked-values.ts';

/** Sentences on entries for the value that stand already; a block among them wins over every allow. */
export function standingEntries(asked: AskedValue, context: GapContext): string[] {
  const found = context
    .rows('Get-TenantAllowBlockListItems')
    .filter((row) => isAbout(asked, row) && !isOver(row, context.now))
    .map(
      (row) =>
        `It stands in the Tenant Allow/Block List already: ${text(row, 'Action')} ${text(row, 'Value')}${untilOf(row)}.${blockNote(row)}`,
    );
  const ips = context
    .rows('Get-HostedConnectionFilterPolicy')
    .flatMap((row) => [
      ...ipEntries(asked, row, 'IPAllowList', 'is on the IP Allow List already'),
      ...ipEntries(asked, row, 'IPBlockList', 'is on the IP Block List, which refuses it'),
    ]);
  return [...found, ...ips];
}

/** Commands that take blocks of the value away, to be run before any allow. */
export function blockRemovals(asked: AskedValue, context: GapContext): string[] {
  const blocks = context
    .rows('Get-TenantAllowBlockListItems')
    .filter((row) => isAbout(asked, row) && !isOver(row, context.now) && isBlock(row));
  const byType = new Map<string, string[]>();
  for (const row of blocks) {
    const type = text(row, 'ListType') ?? '';
    const value = text(row, 'Value') ?? '';
    if (type !== '' && value !== '') byType.set(type, [...(byType.get(type) ?? []), value]);
  }
  const items = [...byType].map(([type, entries]) =>
    command('Remove-TenantAllowBlockListItems', { ListType: type, Entries: entries }),
  );
  return [...items, ...context.rows('Get-HostedConnectionFilterPolicy').flatMap((row) => ipRemoval(asked, row))];
}

function ipRemoval({ value, kind }: AskedValue, row: Row): string[] {
  if (kind !== 'sendingIp' && kind !== 'otherIp') return [];
  const [address = ''] = value.split('/');
  const entries = (list(row, 'IPBlockList') ?? []).filter((entry) => holdsIp(entry, address));
  const identity = text(row, 'Name') ?? 'Default';
  return entries.length === 0
    ? []
    : [command('Set-HostedConnectionFilterPolicy', { Identity: identity, IPBlockList: { remove: entries } })];
}

function isBlock(row: Row): boolean {
  return text(row, 'Action')?.toLowerCase() === 'block';
}

function isAbout({ value, kind }: AskedValue, row: Row): boolean {
  const entry = (text(row, 'Value') ?? '').toLowerCase();
  const wanted = value.toLowerCase();
  if (kind === 'trackingHost') {
    if (row.ListType !== 'Url') return false;
    return isBlock(row)
      ? blockedTracker(entry, [wanted]) !== null
      : allowsTracker(entry, wanted) || urlEntry(entry).host === wanted;
  }
  if (kind === 'otherUrl') return row.ListType === 'Url' && entry === wanted;
  if (kind === 'ownSender' || kind === 'otherSender') {
    return row.ListType === 'Sender' && (entry === wanted || entry === wanted.slice(wanted.lastIndexOf('@') + 1));
  }
  return entry === wanted;
}

function ipEntries({ value, kind }: AskedValue, row: Row, property: string, says: string): string[] {
  if (kind !== 'sendingIp' && kind !== 'otherIp') return [];
  const [address = ''] = value.split('/');
  const entries = (list(row, property) ?? []).filter((entry) => holdsIp(entry, address));
  return entries.map((entry) => `${value} ${says} (${entry}).`);
}

function isOver(row: Row, now: number): boolean {
  const end = time(row, 'ExpirationDate');
  return end !== null && end <= now;
}

function untilOf(row: Row): string {
  const end = time(row, 'ExpirationDate');
  if (end !== null) return ` until ${new Date(end).toISOString().slice(0, 10)}`;
  return text(row, 'RemoveAfter') === null ? '' : `, ${text(row, 'RemoveAfter')} days after its last use`;
}

function blockNote(row: Row): string {
  return isBlock(row) ? ' In this list a block wins over an allow: find out why it was made and remove it first.' : '';
}
