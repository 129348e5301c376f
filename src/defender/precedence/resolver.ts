import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import { candidateIndex } from './candidate-index.ts';
import { isUnread, type Ladder, ladderOf } from './ladder.ts';
import { matchScope, type Recipient } from './match.ts';
import { createMembership, type Membership } from './membership.ts';
import type { Scope, Source } from './scope.ts';

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
  /** Whether a rule names this address, so that it may differ from others of the same domain and groups. */
  isNamed(address: string): boolean;
  /** Places of the ladder that can cover the recipient; all others certainly do not. */
  candidates(type: PolicyType, recipient: Recipient): readonly number[];
}

const nothing: Winner = { policy: null, source: 'none', step: -1 };

/** Prepares a snapshot for asking which policies apply to whom; the cost of one question does not grow with the rules. */
export function createResolver(snapshot: TenantSnapshot): Resolver {
  const membership = createMembership(snapshot.groups);
  const ladders = Object.fromEntries(policyTypes.map((type) => [type, ladderOf(snapshot, type)])) as Record<
    PolicyType,
    Ladder
  >;
  const indexes = new Map(policyTypes.map((type) => [type, candidateIndex(ladders[type].steps, membership)]));
  const candidates: Resolver['candidates'] = (type, recipient) => indexes.get(type)?.(recipient) ?? [];
  const named = namedIn(Object.values(ladders));
  const deciders = new Map(
    policyTypes.map((type) => [type, decider(ladders[type], membership, (recipient) => candidates(type, recipient))]),
  );
  return {
    ladders,
    membership,
    winner: (type, recipient) => deciders.get(type)?.(recipient) ?? nothing,
    candidates,
    isNamed: (address) => named.has(address),
  };
}

function decider(
  ladder: Ladder,
  membership: Membership,
  candidates: (recipient: Recipient) => readonly number[],
): (recipient: Recipient) => Winner {
  const sure = ladder.steps.map((step, place): Winner => won(step as Scope, place));
  const unsure = ladder.steps.map((_, place): Winner => ({ policy: null, source: 'unknown', step: place }));
  return (recipient) => {
    for (const place of candidates(recipient)) {
      const step = ladder.steps[place];
      if (step === undefined) continue;
      if (isUnread(step)) return unsure[place] ?? nothing;
      const match = matchScope(step, recipient, membership);
      if (match === 'yes') return sure[place] ?? nothing;
      if (match === 'unknown') return unsure[place] ?? nothing;
    }
    return nothing;
  };
}

function won(step: Scope, place: number): Winner {
  return { policy: step.policy, source: step.source, step: place };
}

function namedIn(ladders: readonly Ladder[]): Set<string> {
  const named = new Set<string>();
  for (const { steps } of ladders) {
    for (const step of steps) {
      if (isUnread(step) || !step.enabled) continue;
      for (const user of step.users) named.add(user);
      for (const user of step.exceptUsers) named.add(user);
    }
  }
  return named;
}
