import { fixFor } from '../../fixes/choose.ts';
import type { Fix } from '../../fixes/fix.ts';
import { command, comment } from '../../fixes/powershell.ts';
import { number, type Row, text, time } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { allowsTracker, namesSender, urlEntry } from '../entries.ts';
import { domainKind } from '../known-domains.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

const day = 86_400_000;
/** The last time that a date can stand for (ECMAScript, Time Values). */
const lastTime = 8.64e15;
/** When nobody said when the next campaign goes out, a month is looked ahead: newsletters are mostly monthly. Inferred. */
const lookAheadDays = 31;

/** Allow entries for the campaigns that have run out, will before the next one, or do not match the tracker's links. */
export const allowEntryExpiry: GapRule = {
  facts: {
    id: 'allow-entry-expiry',
    title: 'Allow entries that run out or do not match',
    area: 'allow-block-list',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-TenantAllowBlockListItems'],
    licence: 'EOP',
    severityBasis: 'Campaigns that passed until now are held when the entry is gone.',
    sources: ['allowBlockList', 'urlSyntax', 'guide'],
  },
  check: (context) =>
    context.rows('Get-TenantAllowBlockListItems').flatMap((row) => {
      if (row.Action !== 'Allow' || !isOurs(row, context)) return [];
      return [...mismatch(row, context), ...expiry(row, context)];
    }),
};

function isOurs(row: Row, context: GapContext): boolean {
  const value = text(row, 'Value') ?? '';
  if (row.ListType === 'Sender') return namesSender(value, context.sender);
  if (row.ListType !== 'Url') return false;
  const { host } = urlEntry(value);
  return context.sender.trackingHosts.some((tracking) => tracking === host || tracking.endsWith(`.${host}`));
}

function mismatch(row: Row, context: GapContext): Draft[] {
  const value = text(row, 'Value') ?? '';
  if (row.ListType !== 'Url' || context.sender.trackingHosts.some((host) => allowsTracker(value, host))) return [];
  const { host } = urlEntry(value);
  return [
    {
      ...place(row, 'does not match'),
      status: 'gap',
      severity: 'low',
      actual: value,
      expected: `${host}/api/v1/*`,
      effect: `${value} does not match the tracking links: an allow entry without /* means exactly that address, and subdomains are not taken in.`,
      cause: { id: 'phishLink', situation: { urls: [`${host}/api/v1/*`] } },
    },
  ];
}

function expiry(row: Row, context: GapContext): Draft[] {
  const ends = endOf(row, context.now);
  if (ends === null) return [];
  if (row.ListType === 'Sender' && isOwn(row, context)) return [];
  const campaign = context.sender.nextCampaignAt ?? context.now + lookAheadDays * day;
  const on = new Date(ends).toISOString().slice(0, 10);
  if (ends > campaign) return [];
  const gone = ends <= context.now;
  const fixed = time(row, 'ExpirationDate') !== null;
  const when = context.sender.nextCampaignAt === null ? `within ${lookAheadDays} days` : 'before the next campaign';
  return [
    {
      ...place(row, 'expiry'),
      status: 'gap',
      severity: gone ? 'medium' : 'low',
      actual: on,
      expected: `later than ${new Date(campaign).toISOString().slice(0, 10)}`,
      effect: `The allow entry ${text(row, 'Value')} ${gone ? `ran out on ${on}` : `runs out on ${on}, ${when}`}${fixed || gone ? '' : ', unless mail uses it before'}.`,
      fixes: [renewal(row, gone)],
    },
  ];
}

/** A fixed date, or 45 days after it was last used or made; null when it stays. */
function endOf(row: Row, now: number): number | null {
  const fixed = time(row, 'ExpirationDate');
  if (fixed !== null) return fixed;
  const after = number(row, 'RemoveAfter');
  if (after === null) return null;
  const used = time(row, 'LastUsedDate') ?? time(row, 'LastModifiedDateTime') ?? time(row, 'CreatedDateTime') ?? now;
  const ends = used + after * day;
  return Math.abs(ends) > lastTime ? null : ends;
}

function place(row: Row, entry: string) {
  const listType = text(row, 'ListType') ?? '';
  return {
    policy: { name: 'Tenant Allow/Block List' },
    setting: listType,
    entry: `${text(row, 'Value')} ${entry}`,
  };
}

/** An allow for a domain of one's own is an opening to close, not an entry to renew. */
function isOwn(row: Row, context: GapContext): boolean {
  const value = text(row, 'Value') ?? '';
  return domainKind(value.slice(value.lastIndexOf('@') + 1), context.ownDomains) === 'own';
}

function renewal(row: Row, gone: boolean): Fix {
  const listType = text(row, 'ListType') ?? 'Url';
  const former = text(row, 'Value') ?? '';
  const value = gone && listType === 'Url' ? `${urlEntry(former).host}/api/v1/*` : former;
  const renewed = fixFor(listType === 'Sender' ? 'senderAllow' : 'urlAllowDirect', {});
  return {
    ...renewed,
    title: gone ? 'Make the entry anew' : 'Renew the entry before the campaign',
    cost: 1,
    steps: [
      'Open https://security.microsoft.com/tenantAllowBlockList',
      gone
        ? `Add ${value} as allow, 45 days after last use`
        : `Edit ${value}: remove allow entry after 45 days since last use`,
    ],
    powershell: command(`${gone ? 'New' : 'Set'}-TenantAllowBlockListItems`, {
      ListType: listType,
      Entries: [value],
      Allow: true,
      RemoveAfter: 45,
    }),
    rollback: gone
      ? command('Remove-TenantAllowBlockListItems', { ListType: listType, Entries: [value] })
      : comment('Set the former expiry again; note it before the change.'),
    warning: gone
      ? 'If the entry still stands in the list, remove it first: the same value cannot be added twice.'
      : null,
  };
}
