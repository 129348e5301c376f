import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import { isUnread, type Ladder, ladderOf } from './ladder.ts';
import { matchScope, type Recipient } from './match.ts';
import { createMembership, type Membership } from './membership.ts';
import type { Source } from './scope.ts';

/** Which policy of a type applies. `unknown`: something above it was not read. `none`: nothing covers the recipient. */
export interface Winner {
  policy: string | null;
  source: Source | 'unknown' | 'none';
  /** Place in the ladder; -1 when there is no winner. For an unknown winner the step that could not be decided. */
  step: number;
}

export interface Resolver {
  readonly ladders: Readonly<Record<PolicyType, Ladder>>;
  readonly membership: Membership;
  winner(type: PolicyType, recipient: Recipient): Winner;
}

/** Prepares a snapshot for asking which policies apply to whom. For many people at once see `cohortsOf`. */
export function createResolver(snapshot: TenantSnapshot): Resolver {
  const membership = createMembership(snapshot.groups);
  const entries = policyTypes.map((type) => [type, ladderOf(snapshot, type)]);
  const ladders = Object.fromEntries(entries) as Record<PolicyType, Ladder>;
  return { ladders, membership, winner: (type, recipient) => firstThatCovers(ladders[type], recipient, membership) };
}

function firstThatCovers(ladder: Ladder, recipient: Recipient, membership: Membership): Winner {
  for (const [place, step] of ladder.steps.entries()) {
    const match = isUnread(step) ? 'unknown' : matchScope(step, recipient, membership);
    if (match === 'unknown') return { policy: null, source: 'unknown', step: place };
    if (match === 'yes' && !isUnread(step)) return { policy: step.policy, source: step.source, step: place };
  }
  return { policy: null, source: 'none', step: -1 };
}
