/** The states of a test campaign in the order in which it can pass through them; it skips some and never goes back. */
export const campaignStates = [
  'planned',
  'overdue',
  'sent',
  'arriving',
  'settled',
  'watching',
  'closed',
  'cancelled',
] as const;
export type CampaignState = (typeof campaignStates)[number];

/** `at` is when it came about by the evidence, `because` the evidence in words. Times are ISO 8601 UTC. */
export interface Transition {
  to: CampaignState;
  at: string;
  because: string;
}

export interface Lifecycle {
  state: CampaignState;
  transitions: Transition[];
}

/** What the copies of a campaign come to. Every part of it only grows with more evidence, and first times only become earlier. */
export interface Tally {
  firstSeenAt: string | null;
  /** Receipt of the earliest copy of which anything final is known. */
  firstOutcomeAt: string | null;
  seen: number;
  /** Recipients that were named beforehand; null when none were. */
  expected: number | null;
  /** Of the expected, those of whom nothing final is known. */
  missing: number;
  /** Whether any copy was ever in a mailbox, where ZAP can reach it. */
  reachedMailbox: boolean;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long a campaign may take for each part of its way. */
export const patience = {
  /** After the planned time, until mail that never showed is overdue. */
  overdueMs: 30 * minuteMs,
  /** After the first copy, until a campaign without a list of recipients counts as settled. */
  settleMs: 15 * minuteMs,
  /** After the first copy, until recipients that never showed are given up. */
  settleWithMissingMs: hourMs,
  /** How long after the first copy others still belong to the same send. */
  sendingMs: hourMs,
  /** ZAP works for 48 hours after delivery (Microsoft Learn, zero-hour-auto-purge, 2023-11-16). */
  zapMs: 48 * hourMs,
  /** After the planned time, until a campaign that never came is closed. */
  neverSentMs: 48 * hourMs,
} as const;

export function newLifecycle(at: string, because: string): Lifecycle {
  return { state: 'planned', transitions: [{ to: 'planned', at, because }] };
}

/** Whether anything can still change. */
export function isOver(state: CampaignState): boolean {
  return state === 'closed' || state === 'cancelled';
}

/** Moves a campaign as far as its tally and the time allow. `plannedFor` is null for one that was found by itself. */
export function advance(lifecycle: Lifecycle, plannedFor: string | null, tally: Tally, now: Date): Lifecycle {
  let current = lifecycle;
  for (
    let next = nextOf(current, plannedFor, tally, now);
    next !== null;
    next = nextOf(current, plannedFor, tally, now)
  ) {
    current = { state: next.to, transitions: [...current.transitions, next] };
  }
  return current;
}

/** Ends a campaign on somebody's word. Null when it is over already. */
export function cancel(lifecycle: Lifecycle, by: string, at: string): Lifecycle | null {
  if (isOver(lifecycle.state)) return null;
  const transition = { to: 'cancelled' as const, at, because: `cancelled by ${by}` };
  return { state: 'cancelled', transitions: [...lifecycle.transitions, transition] };
}

/** When nothing more is watched for; null as long as nothing was seen. */
export function closesAt({ firstSeenAt }: Pick<Tally, 'firstSeenAt'>): string | null {
  return firstSeenAt === null ? null : later(firstSeenAt, patience.sendingMs + patience.zapMs);
}

function nextOf(lifecycle: Lifecycle, plannedFor: string | null, tally: Tally, now: Date): Transition | null {
  const time = now.toISOString();
  const { firstSeenAt } = tally;
  switch (lifecycle.state) {
    case 'planned':
    case 'overdue':
      if (firstSeenAt !== null)
        return { to: 'sent', at: firstSeenAt, because: 'the first copy was received by Exchange' };
      return lifecycle.state === 'planned' ? overdue(plannedFor, time) : neverSent(plannedFor, time);
    case 'sent':
      if (tally.firstOutcomeAt === null) return settled(tally, time);
      return { to: 'arriving', at: tally.firstOutcomeAt, because: 'the fate of the first copy is known' };
    case 'arriving':
      return settled(tally, time);
    case 'settled':
      if (!tally.reachedMailbox) return closed(tally, time);
      return { to: 'watching', at: time, because: 'copies lie in mailboxes, where ZAP can still move them' };
    case 'watching':
      return closed(tally, time);
    default:
      return null;
  }
}

function overdue(plannedFor: string | null, time: string): Transition | null {
  if (plannedFor === null) return null;
  const due = later(plannedFor, patience.overdueMs);
  if (time < due) return null;
  const minutes = patience.overdueMs / minuteMs;
  return { to: 'overdue', at: due, because: `no copy was seen ${minutes} minutes after the planned time` };
}

function neverSent(plannedFor: string | null, time: string): Transition | null {
  const end = plannedFor === null ? null : later(plannedFor, patience.neverSentMs);
  return end === null || time < end ? null : { to: 'closed', at: end, because: 'it was never sent' };
}

function settled({ firstSeenAt, expected, missing }: Tally, time: string): Transition | null {
  if (firstSeenAt === null) return null;
  if (expected !== null && missing === 0) {
    return { to: 'settled', at: time, because: `the fate of all ${expected} expected copies is known` };
  }
  const wait = expected === null ? patience.settleMs : patience.settleWithMissingMs;
  const end = later(firstSeenAt, wait);
  if (time < end) return null;
  const waited = `${wait / minuteMs} minutes after the first copy`;
  return {
    to: 'settled',
    at: end,
    because: expected === null ? waited : `${missing} of ${expected} not known ${waited}`,
  };
}

function closed(tally: Tally, time: string): Transition | null {
  const end = closesAt(tally);
  if (end === null || time < end) return null;
  return { to: 'closed', at: end, because: 'the 48 hours in which ZAP works are over' };
}

function later(iso: string, by: number): string {
  return new Date(Date.parse(iso) + by).toISOString();
}
