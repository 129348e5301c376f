import { findGaps } from '../gaps/evaluate.ts';
import type { SenderFacts } from '../gaps/sender.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../policies/policy-types.ts';
import { createResolver, type Winner } from '../precedence/resolver.ts';
import type { TenantSnapshot } from '../snapshot.ts';
import type { Change, ChangeReport, FeltBy, Move } from './change.ts';
import { type Difference, differencesOf } from './differences.ts';
import { byMailFlowRules, feltBy, moved } from './felt-by.ts';
import { findingChanges } from './finding-changes.ts';
import { type CompareAudience, type PairAudience, type PairCohort, pairAudience } from './pair-audience.ts';

export interface CompareOptions extends CompareAudience {
  sender?: SenderFacts;
  /** As of when the later snapshot is judged; the earlier one is judged as of its own date. */
  now: Date;
}

/**
 * What changed between two snapshots of a tenant, setting by setting, who would feel it, and which gaps appeared or disappeared.
 * Pure: the same input gives the same report. A snapshot compared with itself gives no change.
 */
export function compareSnapshots(before: TenantSnapshot, after: TenantSnapshot, given: CompareOptions): ChangeReport {
  const options = { ...given, recipients: given.recipients === undefined ? undefined : [...given.recipients] };
  const { differences, couldNot } = differencesOf(before, after);
  const resolver = createResolver(after);
  const sides = [
    { snapshot: before, resolver: createResolver(before) },
    { snapshot: after, resolver },
  ] as const;
  const audience = pairAudience(...sides, options, byMailFlowRules(differences, resolver));
  const context = { before, after, resolver, audience };
  const changes = differences.map(
    (difference): Change => ({ ...difference.change, affects: feltBy(difference, context) }),
  );
  return {
    from: before.takenAt,
    to: after.takenAt,
    changes: changes.sort(byFelt),
    moves: movesOf(audience),
    felt: everybody(differences, audience),
    findings: gapChanges(before, after, options),
    couldNot,
  };
}

function gapChanges(before: TenantSnapshot, after: TenantSnapshot, options: CompareOptions) {
  const taken = new Date(before.takenAt ?? Number.NaN);
  const then = Number.isNaN(taken.getTime()) ? options.now : taken;
  return findingChanges(findGaps(before, { ...options, now: then }), findGaps(after, options));
}

function movesOf(audience: PairAudience): Move[] {
  const moves = new Map<string, { type: PolicyType; from: Winner; to: Winner; cohorts: PairCohort[] }>();
  for (const type of policyTypes) {
    for (const cohort of audience.cohorts) {
      if (moved(cohort, type) !== 'yes') continue;
      const [from, to] = [cohort.was[type], cohort.winners[type]];
      const key = [type, from.source, from.policy, to.source, to.policy].join('|');
      const known = moves.get(key);
      if (known) known.cohorts.push(cohort);
      else moves.set(key, { type, from, to, cohorts: [cohort] });
    }
  }
  return [...moves.values()]
    .map(({ type, from, to, cohorts }) => ({
      type,
      from: { policy: from.policy, source: from.source },
      to: { policy: to.policy, source: to.source },
      affects: audience.feltBy(cohorts, []),
    }))
    .sort((a, b) => b.affects.count - a.affects.count || a.type.localeCompare(b.type));
}

/** Whoever is under another policy, or under one of which a setting changed. */
function everybody(differences: readonly Difference[], audience: PairAudience): FeltBy {
  const touched = touchedPolicies(differences);
  const felt: PairCohort[] = [];
  const notKnown: PairCohort[] = [];
  for (const cohort of audience.cohorts) {
    const answers = policyTypes.map((type) => {
      const answer = moved(cohort, type);
      return answer === 'no' && touched.has(policyKey(type, cohort.winners[type].policy)) ? 'yes' : answer;
    });
    if (answers.includes('yes')) felt.push(cohort);
    else if (answers.includes('unknown')) notKnown.push(cohort);
  }
  return audience.feltBy(felt, notKnown);
}

function touchedPolicies(differences: readonly Difference[]): Set<string> {
  const touched = new Set<string>();
  for (const { pair, change } of differences) {
    if (change.kind !== 'changed' && change.setting !== null) continue;
    const type = policyTypes.find(
      (candidate) => policyTypeFacts[candidate].policyCmdlet.toLowerCase() === change.source,
    );
    if (type === undefined) continue;
    for (const object of [pair.before, pair.after]) if (object !== null) touched.add(policyKey(type, object.name));
  }
  return touched;
}

function policyKey(type: PolicyType, policy: string | null): string {
  return `${type} ${policy?.toLowerCase() ?? ''}`;
}

function byFelt(a: Change, b: Change): number {
  const weight = ({ affects }: Change) =>
    affects === null ? -1 : affects.count + (affects.others.length > 0 ? 0.5 : 0);
  return (
    weight(b) - weight(a) ||
    a.source.localeCompare(b.source) ||
    a.key.localeCompare(b.key) ||
    (a.setting ?? '').localeCompare(b.setting ?? '')
  );
}
