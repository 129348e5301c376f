import type { Campaign } from '../test-campaign/campaign.ts';
import type { OutcomeCounts } from '../test-campaign/facts.ts';
import type { OutcomeKind } from '../test-campaign/outcome.ts';
import { countFates, type Fate } from '../test-campaign/recipient.ts';

/** Somebody who got both tests. A blocked link is trouble though the mail arrived. */
export interface Pair {
  address: string;
  before: OutcomeKind;
  after: OutcomeKind;
  change: 'better' | 'worse' | 'same';
  /** Whether there is trouble now. */
  bad: boolean;
}

/** One of two tests that are put side by side. */
export interface Side {
  id: string;
  name: string;
  at: string | null;
  counts: OutcomeCounts;
}

/** What became better or worse between two tests, for the people who got both. */
export interface Comparison {
  before: Side;
  after: Side;
  /** `fixed`: all who had trouble got it again, and where it belongs. `notComparable`: nobody with a known fate got both. */
  verdict: 'fixed' | 'partly' | 'same' | 'worse' | 'good' | 'othersBad' | 'notComparable';
  both: number;
  better: string[];
  worse: string[];
  stillBad: string[];
  /** People who had trouble then and of whose copy now nothing is known: of them nothing is proven. */
  notAgain: number;
  /** People with trouble now of whom nothing is known from then. */
  newTrouble: number;
  pairs: Pair[];
  /** People with a known fate in one of the two only. */
  onlyBefore: number;
  onlyAfter: number;
}

/** A test with the fates of its people. */
export interface Fared {
  campaign: Campaign;
  fates: readonly Fate[];
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
export function compareFates(earlier: Fared, later: Fared): Comparison {
  const was = new Map(earlier.fates.map((fate) => [fate.address, fate]));
  const pairs = later.fates.flatMap((fate) => pairOf(was.get(fate.address), fate));
  const named = (test: (pair: Pair) => boolean) => pairs.filter(test).map(({ address }) => address);
  const better = named(({ change }) => change === 'better');
  const worse = named(({ change }) => change === 'worse');
  const again = new Set(pairs.map(({ address }) => address));
  const isTrouble = (fate: Fate) => (rankOf(fate) ?? 0) > 0 && (fate.kind !== 'released' || fate.stand?.linkBlocked);
  const alone = ({ fates }: Fared) => fates.filter((fate) => isTrouble(fate) && !again.has(fate.address)).length;
  const [notAgain, newTrouble] = [alone(earlier), alone(later)];
  const hadTrouble = (pair: Pair) => (rankOf(was.get(pair.address)) ?? 0) > 0;
  const stillBad = named((pair) => pair.bad && hadTrouble(pair));
  return {
    before: sideOf(earlier),
    after: sideOf(later),
    verdict: verdictOf(pairs.length, better, worse, stillBad.length + notAgain, newTrouble),
    both: pairs.length,
    better,
    worse,
    stillBad,
    notAgain,
    newTrouble,
    pairs,
    onlyBefore: known(earlier.fates) - pairs.length,
    onlyAfter: known(later.fates) - pairs.length,
  };
}

function pairOf(before: Fate | undefined, after: Fate): Pair[] {
  const [from, to] = [rankOf(before), rankOf(after)];
  if (before === undefined || from === null || to === null) return [];
  const change = to < from ? 'better' : to > from ? 'worse' : 'same';
  return [{ address: after.address, before: before.kind, after: after.kind, change, bad: to > 0 }];
}

function sideOf({ campaign: { id, name, subject, firstSeenAt }, fates }: Fared): Side {
  return { id, name: subject ?? name, at: firstSeenAt, counts: countFates(fates) };
}

function known(fates: readonly Fate[]): number {
  return fates.filter((fate) => rankOf(fate) !== null).length;
}

/** `open` are people with trouble then of whom it is not shown that they get it now. */
function verdictOf(
  both: number,
  better: string[],
  worse: string[],
  open: number,
  newTrouble: number,
): Comparison['verdict'] {
  if (both === 0) return 'notComparable';
  if (worse.length > 0) return better.length > 0 ? 'partly' : 'worse';
  if (better.length > 0) return open + newTrouble > 0 ? 'partly' : 'fixed';
  if (open > 0) return 'same';
  return newTrouble > 0 ? 'othersBad' : 'good';
}

/** A blocked link is trouble even where the mail arrived. */
function rankOf(fate: Fate | undefined): number | null {
  const value = fate === undefined ? null : (rank[fate.kind] ?? null);
  return value === 0 && fate?.stand?.linkBlocked ? 1 : value;
}
