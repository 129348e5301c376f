import type { OutcomeKind } from '../../campaigns/test-campaign/outcome.ts';
import { quarantineReasons } from '../../defender/quarantined-message.ts';
import { type Badge, reasonBadge } from '../words.ts';

/** What became of a copy, in words; the order is that of lists. */
const outcomes: Record<OutcomeKind, Badge> = {
  delivered: { icon: '\u2713', color: 'Good', word: 'Delivered' },
  quarantined: { icon: '\u25A0', color: 'Attention', word: 'In quarantine' },
  junk: { icon: '\u25CF', color: 'Warning', word: 'Junk folder' },
  zapped: { icon: '\u25B2', color: 'Attention', word: 'Moved after delivery' },
  rejected: { icon: '\u2715', color: 'Attention', word: 'Rejected' },
  dropped: { icon: '\u2715', color: 'Attention', word: 'Dropped' },
  released: { icon: '\u25D0', color: 'Warning', word: 'Held, then released' },
  pending: { icon: '\u25CB', color: 'Default', word: 'On its way' },
  notSeen: { icon: '?', color: 'Default', word: 'Not seen' },
  expanded: { icon: '\u2192', color: 'Default', word: 'Group, expanded' },
};

export const outcomeOrder = Object.keys(outcomes) as OutcomeKind[];

export function outcomeBadge(kind: string): Badge {
  return outcomes[kind as OutcomeKind] ?? { icon: '?', color: 'Default', word: 'Unknown' };
}

/** "3 delivered, 1 in quarantine", in a fixed order; "nobody yet" for nobody. */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  const parts = outcomeOrder.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [`${count} ${outcomeBadge(kind).word.toLowerCase()}`];
  });
  return parts.join(', ') || 'nobody yet';
}

/** Why a copy was stopped, in the words of the portal where they are known. */
export function reasonWords(reason: string): string {
  return reasonBadge(quarantineReasons.find((known) => known === reason) ?? null, reason).word;
}

const states: Record<string, string> = {
  planned: 'Planned',
  overdue: 'Overdue: nothing was seen yet',
  sent: 'Sent',
  arriving: 'Arriving',
  settled: 'Settled',
  watching: 'Settled; watched for later moves',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

export function stateWords(state: string): string {
  return states[state] ?? state;
}
