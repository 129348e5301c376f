import type { CopyEvidence } from './copy-evidence.ts';
import type { OutcomeCounts } from './facts.ts';
import type { Tally } from './lifecycle.ts';
import { blockedLink, everInMailbox, hasOutcome, type OutcomeKind, outcomeOf } from './outcome.ts';

/** A copy of a message to a recipient, with all that was seen of it. */
export interface Copy {
  networkMessageId: string;
  recipient: string;
  evidence: CopyEvidence;
}

/** A copy in short: what counting needs of it. */
export interface Stand {
  networkMessageId: string;
  recipient: string;
  receivedAt: string | null;
  kind: OutcomeKind;
  known: boolean;
  everInMailbox: boolean;
  linkBlocked: boolean;
}

/** Somebody a campaign was meant for, named beforehand. */
export interface ExpectedRecipient {
  address: string;
  /** Why this address stands in the seed list; null without one. */
  because: string | null;
}

/** A recipient with the copy that counts; `stand` is null when none was seen. */
export interface Fate {
  address: string;
  expected: ExpectedRecipient | null;
  stand: Stand | null;
  kind: OutcomeKind;
}

export function standOf({ networkMessageId, recipient, evidence }: Copy): Stand {
  return {
    networkMessageId,
    recipient,
    receivedAt: evidence.receivedAt,
    kind: outcomeOf(evidence).kind,
    known: hasOutcome(evidence),
    everInMailbox: everInMailbox(evidence),
    linkBlocked: blockedLink(evidence) !== null,
  };
}

/** Each expected or seen recipient, by address, with the newest copy whose fate is known. */
export function fatesOf(expected: readonly ExpectedRecipient[], stands: readonly Stand[]): Fate[] {
  const fates = new Map<string, Fate>();
  for (const one of expected)
    fates.set(one.address, { address: one.address, expected: one, stand: null, kind: 'notSeen' });
  for (const stand of stands) {
    const address = stand.recipient;
    const fate = fates.get(address);
    if (fate === undefined && stand.kind === 'notSeen') continue;
    if (fate?.stand && order(stand, fate.stand) <= 0) continue;
    fates.set(address, { address, expected: fate?.expected ?? null, stand, kind: stand.kind });
  }
  return [...fates.values()].sort((a, b) => a.address.localeCompare(b.address, 'en'));
}

export function tallyOf(expected: readonly ExpectedRecipient[], stands: readonly Stand[]): Tally {
  const withOutcome = stands.filter(({ known }) => known);
  const known = new Set(withOutcome.map(({ recipient }) => recipient));
  return {
    firstSeenAt: earliest(stands),
    firstOutcomeAt: earliest(withOutcome),
    seen: new Set(stands.map(({ recipient }) => recipient)).size,
    expected: expected.length === 0 ? null : expected.length,
    missing: expected.filter(({ address }) => !known.has(address)).length,
    reachedMailbox: stands.some((stand) => stand.everInMailbox),
  };
}

/** How many recipients ended how. The address of a group stands for nobody. */
export function countFates(fates: readonly Fate[]): OutcomeCounts {
  const counts: OutcomeCounts = {};
  for (const { kind } of fates) if (kind !== 'expanded') counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Everybody got it where it belongs and no link was blocked. Somebody must have been seen. */
export function isAllClear(fates: readonly Fate[]): boolean {
  const people = fates.filter(({ kind }) => kind !== 'expanded');
  return people.length > 0 && people.every(({ kind, stand }) => kind === 'delivered' && stand?.linkBlocked === false);
}

/** Known before unknown, then newer before older; a fixed order among equals. */
function order(one: Stand, other: Stand): number {
  const known = Number(one.known) - Number(other.known);
  if (known !== 0) return known;
  const newer = (one.receivedAt ?? '').localeCompare(other.receivedAt ?? '');
  return newer !== 0 ? newer : one.networkMessageId.localeCompare(other.networkMessageId);
}

function earliest(stands: readonly Stand[]): string | null {
  const times = stands.flatMap(({ receivedAt }) => receivedAt ?? []).sort();
  return times[0] ?? null;
}
