import { type PolicyType, policyTypeFacts, policyTypes } from '../policies/policy-types.ts';
import { text } from '../policies/row.ts';
import { matchScope, type Recipient } from '../precedence/match.ts';
import type { Resolver, Winner } from '../precedence/resolver.ts';
import { type Scope, scopeOf } from '../precedence/scope.ts';
import { rows, type TenantSnapshot } from '../snapshot.ts';
import type { FeltBy } from './change.ts';
import type { Difference } from './differences.ts';
import { kindOf } from './kinds.ts';
import type { PairAudience, PairCohort } from './pair-audience.ts';
import type { TenantObject } from './tenant-objects.ts';

type Answer = 'yes' | 'no' | 'unknown';

/** What is needed to say who feels a difference. */
export interface FeltContext {
  before: TenantSnapshot;
  after: TenantSnapshot;
  resolver: Resolver;
  audience: PairAudience;
}

/** Who feels a difference; null when nobody can say. */
export function feltBy({ change, pair }: Difference, context: FeltContext): FeltBy | null {
  if (change.kind !== 'changed' && change.setting !== null) return null;
  const test = testOf(change.source, sidesOf(pair), context);
  if (test === null) return null;
  const felt: PairCohort[] = [];
  const notKnown: PairCohort[] = [];
  for (const cohort of context.audience.cohorts) {
    const answer = test(cohort);
    if (answer === 'yes') felt.push(cohort);
    else if (answer === 'unknown') notKnown.push(cohort);
  }
  return context.audience.feltBy(felt, notKnown);
}

/** Whether the policies of a type may differ for a cohort: by another winner, or because a winner could not be told. */
export function moved(cohort: PairCohort, type: PolicyType): Answer {
  const [was, is] = [cohort.was[type], cohort.winners[type]];
  if (was.source === 'unknown' || is.source === 'unknown') return 'unknown';
  return samePolicy(was, is) ? 'no' : 'yes';
}

type Test = (cohort: PairCohort) => Answer;

function testOf(source: string, objects: TenantObject[], context: FeltContext): Test | null {
  if (source === 'groups')
    return (cohort) => anyOf(policyTypes.map((type) => movedMember(cohort, type, objects, context)));
  const { reach } = kindOf(source);
  if (source === 'dns' || reach.by === 'nobodyKnown') return null;
  if (reach.by === 'tenant') return () => 'yes';
  if (reach.by === 'policy') return (cohort) => underPolicy(cohort, reach.type, objects);
  if (reach.by === 'rule') {
    const rules = new Set(objects.map(({ name }) => name.toLowerCase()));
    return (cohort) => anyOf(reach.types.map((type) => movedByRule(cohort, type, rules, context)));
  }
  if (reach.by === 'quarantinePolicy') return quarantineTagTest(objects, context);
  return mailFlowRuleTest(objects, context);
}

function underPolicy(cohort: PairCohort, type: PolicyType, objects: TenantObject[]): Answer {
  const names = new Set(objects.map(({ name }) => name.toLowerCase()));
  const under = (winner: Winner): Answer =>
    winner.source === 'unknown' ? 'unknown' : names.has(winner.policy?.toLowerCase() ?? '') ? 'yes' : 'no';
  return anyOf([under(cohort.was[type]), under(cohort.winners[type])]);
}

function movedByRule(cohort: PairCohort, type: PolicyType, rules: ReadonlySet<string>, context: FeltContext): Answer {
  const answer = moved(cohort, type);
  if (answer !== 'yes') return answer;
  const winning = [context.audience.ruleOf('before', type, cohort), context.audience.ruleOf('after', type, cohort)];
  return winning.some((rule) => rule !== null && rules.has(rule)) ? 'yes' : 'no';
}

/** A change of members is felt where a rule that names the group gave or gives the policy. */
function movedMember(cohort: PairCohort, type: PolicyType, objects: TenantObject[], context: FeltContext): Answer {
  const answer = moved(cohort, type);
  if (answer !== 'yes') return answer;
  const groups = new Set(objects.map(({ key }) => key));
  const places: [Winner, TenantSnapshot][] = [
    [cohort.was[type], context.before],
    [cohort.winners[type], context.after],
  ];
  return places.some(([winner, snapshot]) => namesGroup(winner, type, snapshot, groups)) ? 'yes' : 'no';
}

function namesGroup(winner: Winner, type: PolicyType, snapshot: TenantSnapshot, groups: ReadonlySet<string>): boolean {
  const { ruleCmdlet, presetRuleCmdlet, policyProperty } = policyTypeFacts[type];
  const found = [...(rows(snapshot, ruleCmdlet) ?? []), ...(rows(snapshot, presetRuleCmdlet) ?? [])];
  return found.some((row) => {
    if (text(row, policyProperty)?.toLowerCase() !== winner.policy?.toLowerCase()) return false;
    const scope = scopeOf(row, 'custom', '');
    return [...scope.groups, ...scope.exceptGroups].some((group) => groups.has(group));
  });
}

function quarantineTagTest(objects: TenantObject[], { before, after }: FeltContext): Test {
  const names = new Set(objects.map(({ name }) => name.toLowerCase()));
  if (objects.some(({ row }) => /^DefaultGlobal/i.test(text(row, 'Name') ?? ''))) return () => 'yes';
  const naming = policyTypes.map(
    (type) => [type, new Set([...policiesNaming(before, type, names), ...policiesNaming(after, type, names)])] as const,
  );
  return (cohort) =>
    anyOf(
      naming.flatMap(([type, policies]) =>
        [cohort.was[type], cohort.winners[type]].map((winner): Answer => {
          if (winner.source === 'unknown') return policies.size > 0 ? 'unknown' : 'no';
          return policies.has(winner.policy?.toLowerCase() ?? '') ? 'yes' : 'no';
        }),
      ),
    );
}

function policiesNaming(snapshot: TenantSnapshot, type: PolicyType, tags: ReadonlySet<string>): string[] {
  const found = rows(snapshot, policyTypeFacts[type].policyCmdlet) ?? [];
  const names = (row: (typeof found)[number]) =>
    Object.keys(row).some((key) =>
      key.endsWith('QuarantineTag') || key === 'QuarantineTag' ? tags.has(text(row, key)?.toLowerCase() ?? '') : false,
    );
  return found.filter(names).map((row) => (text(row, 'Name') ?? text(row, 'Identity') ?? '').toLowerCase());
}

/** People of one cohort stand alike to every changed mail flow rule, so one of them speaks for all. */
function mailFlowRuleTest(objects: TenantObject[], { resolver }: FeltContext): Test {
  const scopes = objects.map(recipientScope);
  return ({ recipients: [one] }) =>
    one === undefined ? 'unknown' : anyOf(scopes.map((scope) => matchScope(scope, one, resolver.membership)));
}

/**
 * Tells people apart by the changed mail flow rules whose recipient conditions cover them. Whatever else such a rule looks at is
 * not known beforehand.
 */
export function byMailFlowRules(
  differences: readonly Difference[],
  resolver: Resolver,
): (recipient: Recipient) => string {
  const changed = differences.filter(({ change }) => kindOf(change.source).reach.by === 'mailFlowRule');
  const scopes = changed.flatMap(({ pair }) => sidesOf(pair).map(recipientScope));
  return (recipient) => scopes.map((scope) => matchScope(scope, recipient, resolver.membership)).join();
}

function recipientScope({ row }: TenantObject): Scope {
  return { ...scopeOf(row, 'custom', ''), enabled: true };
}

function sidesOf(pair: Difference['pair']): TenantObject[] {
  return [pair.before, pair.after].filter((object) => object !== null);
}

function samePolicy(a: Winner, b: Winner): boolean {
  return a.policy?.toLowerCase() === b.policy?.toLowerCase() && a.source === b.source;
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
