import type { Unproven } from './facts.ts';
import type { Fate } from './recipient.ts';

/** One send of a mail that was sent several times. */
export interface Send {
  campaign: string;
  firstSeenAt: string;
  fates: readonly Fate[];
}

/** Of the earlier sends of a mail, those that the later ones prove mended, and those of which they prove too little. */
export interface Proof {
  clears: string[];
  unproven: Unproven[];
}

/**
 * What the newest send, which reached everybody it went to, proves of those before it. A send is mended when each of its people who had
 * trouble got a later one where it belongs: the mail of others, whom other policies may reach, says nothing of them.
 */
export function proofOf(newest: Send, earlier: readonly Send[]): Proof {
  const proof: Proof = { clears: [], unproven: [] };
  const getsIt = new Map<string, boolean>();
  const newestFirst = [newest, ...earlier.toSorted((one, other) => other.firstSeenAt.localeCompare(one.firstSeenAt))];
  for (const { campaign, fates } of newestFirst) {
    if (campaign !== newest.campaign) {
      const troubled = fates.filter(hadTrouble);
      const mended = troubled.filter(({ address }) => getsIt.get(address) === true).length;
      if (mended === troubled.length) proof.clears.push(campaign);
      else proof.unproven.push({ campaign, troubled: troubled.length, mended });
    }
    for (const fate of fates) {
      const isKnown = fate.stand?.known === true && fate.kind !== 'expanded';
      if (isKnown && !getsIt.has(fate.address)) getsIt.set(fate.address, !hadTrouble(fate));
    }
  }
  return proof;
}

/** Held, moved, refused or behind a blocked link, or awaited and never seen. What was released is with its reader. */
function hadTrouble({ kind, stand, expected }: Fate): boolean {
  if (kind === 'expanded') return false;
  if (stand === null || !stand.known) return expected !== null;
  return (kind !== 'delivered' && kind !== 'released') || stand.linkBlocked;
}
