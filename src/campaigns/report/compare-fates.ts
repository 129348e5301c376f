import type { Campaign } from '../test-campaign/campaign.ts';
import type { OutcomeKind } from '../test-campaign/outcome.ts';
import type { Fate } from '../test-campaign/recipient.ts';

/** What became better or worse between two tests, for the people who got both. */
export interface Comparison {
  before: { id: string; name: string; at: string | null };
  /** `fixed`: all who had trouble get it now. `notComparable`: nobody with a known fate got both. */
  verdict: 'fixed' | 'partly' | 'same' | 'worse' | 'good' | 'notComparable';
  both: number;
  better: string[];
  worse: string[];
  stillBad: string[];
}

/** From best to worst, for telling better from worse; what is not known is neither. */
const rank: Partial<Record<OutcomeKind, number>> = {
  delivered: 0,
  released: 1,
  junk: 2,
  zapped: 3,
  quarantined: 3,
  rejected: 4,
  dropped: 4,
};

/** Puts two tests side by side: did the change in between help? */
export function compareFates(before: Campaign, earlier: readonly Fate[], later: readonly Fate[]): Comparison {
  const was = new Map(earlier.map((fate) => [fate.address, rankOf(fate)]));
  const pairs = later.flatMap((fate) => {
    const [from, to] = [was.get(fate.address) ?? null, rankOf(fate)];
    return from === null || to === null ? [] : [{ address: fate.address, from, to }];
  });
  const better = pairs.filter(({ from, to }) => to < from).map(({ address }) => address);
  const worse = pairs.filter(({ from, to }) => to > from).map(({ address }) => address);
  const stillBad = pairs.filter(({ from, to }) => from > 0 && to > 0).map(({ address }) => address);
  const about = { id: before.id, name: before.name, at: before.firstSeenAt };
  return {
    before: about,
    verdict: verdictOf(pairs.length, better, worse, stillBad),
    both: pairs.length,
    better,
    worse,
    stillBad,
  };
}

function verdictOf(both: number, better: string[], worse: string[], stillBad: string[]): Comparison['verdict'] {
  if (both === 0) return 'notComparable';
  if (worse.length > 0) return better.length > 0 ? 'partly' : 'worse';
  if (better.length === 0) return stillBad.length > 0 ? 'same' : 'good';
  return stillBad.length > 0 ? 'partly' : 'fixed';
}

/** A blocked link is trouble even where the mail arrived. */
function rankOf({ kind, stand }: Fate): number | null {
  const value = rank[kind] ?? null;
  return value === 0 && stand?.linkBlocked ? 1 : value;
}
