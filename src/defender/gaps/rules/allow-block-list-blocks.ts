import type { Situation } from '../../fixes/situation.ts';
import { type Row, text, time } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { blockedTracker, namesSender } from '../entries.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** Block entries of the Tenant Allow/Block List that hit the sender's addresses or the tracking hosts. */
export const allowBlockListBlocks: GapRule = {
  facts: {
    id: 'allow-block-list-blocks',
    title: 'Block entries that hit the campaigns',
    area: 'allow-block-list',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-TenantAllowBlockListItems'],
    licence: 'EOP',
    severityBasis: 'A tenant-wide block quarantines every campaign and wins over every allow.',
    sources: ['allowBlockList', 'urlSyntax', 'precedence'],
  },
  check: (context) =>
    context.rows('Get-TenantAllowBlockListItems').flatMap((row) => {
      const hit = row.Action === 'Block' ? hitOf(row, context) : null;
      return hit === null || ended(row, context.now) ? [] : [blocked(row, hit, context)];
    }),
};

function ended(row: Row, now: number): boolean {
  const ends = time(row, 'ExpirationDate');
  return ends !== null && ends <= now;
}

/** What the entry hits, in words; null when nothing of ours. */
function hitOf(row: Row, context: GapContext): string | null {
  const value = typeof row.Value === 'string' ? row.Value : '';
  if (row.ListType === 'Sender') return namesSender(value, context.sender) ? `the sender ${value}` : null;
  if (row.ListType === 'Url') {
    const host = blockedTracker(value, context.sender.trackingHosts);
    return host === null ? null : `the tracking links of ${host}`;
  }
  return null;
}

function blocked(row: Row, hit: string, context: GapContext): Draft {
  const listType = text(row, 'ListType') ?? '';
  const value = text(row, 'Value') ?? '';
  const situation: Situation = { ...situationOf(context.sender, context), tableEntry: { listType, value } };
  const notes = text(row, 'Notes');
  return {
    status: 'gap',
    severity: 'critical',
    policy: { name: 'Tenant Allow/Block List' },
    setting: listType,
    entry: value,
    actual: `${value} blocked`,
    expected: 'no block entry',
    effect: `The entry ${value} blocks ${hit}: every campaign goes to quarantine.${notes === null ? '' : ` Its note: ${notes}.`}`,
    cause: { id: 'blockEntry', situation },
  };
}
