import { list, type Row, text } from '../../policies/row.ts';
import { partOf } from '../../precedence/cohort.ts';
import type { GapContext } from '../context.ts';
import { namesSender } from '../entries.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** People who blocked the sender themselves: their own list wins over every allow of the organisation. */
export const userBlockLists: GapRule = {
  facts: {
    id: 'user-block-lists',
    title: 'Senders that people blocked themselves',
    area: 'allow-block-list',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-MailboxJunkEmailConfiguration'],
    licence: 'EOP',
    severityBasis: 'It counts for these people alone, and no administrator’s allow overrules it.',
    sources: ['precedence'],
  },
  check: (context) => {
    const owners: string[] = [];
    const entries = new Set<string>();
    for (const row of context.rows('Get-MailboxJunkEmailConfiguration')) {
      const hits = (list(row, 'BlockedSendersAndDomains') ?? []).filter((entry) => namesSender(entry, context.sender));
      if (hits.length > 0 && inAudience(ownerOf(row), context)) {
        owners.push(ownerOf(row));
        for (const entry of hits) entries.add(entry);
      }
    }
    return owners.length === 0 ? [] : [draft(owners, [...entries], context)];
  },
};

/** Somebody who is known by another name than an address may be anybody of the audience. */
function inAudience(owner: string, { audience, crowd }: GapContext): boolean {
  return audience.kind === 'tenant' || !owner.includes('@') || crowd.placeOf(owner) !== undefined;
}

function ownerOf(row: Row): string {
  return (
    text(row, 'PrimarySmtpAddress') ??
    text(row, 'MailboxOwnerId') ??
    text(row, 'Identity') ??
    'unknown'
  ).toLowerCase();
}

function draft(owners: string[], entries: string[], context: GapContext): Draft {
  const cohorts = partOf(context.audience.cohorts, new Set(owners));
  const few = owners.slice(0, 5).join(', ');
  return {
    status: 'gap',
    severity: 'low',
    setting: 'BlockedSendersAndDomains',
    actual: entries,
    expected: [],
    cohorts,
    effect: `${owners.length} ${owners.length === 1 ? 'person has' : 'people have'} blocked ${entries.join(', ')}: ${few}${owners.length > 5 ? ', …' : ''}. Campaigns go to their Junk folder.`,
    cause: { id: 'userBlock', situation: { ...situationOf(context.sender, context), mailbox: owners[0] } },
  };
}
