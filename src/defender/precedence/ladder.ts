import { findPolicy, type Policy, policiesOf } from '../policies/policy.ts';
import { builtInRuleCmdlet, evaluationRuleCmdlet, type PolicyType, policyTypeFacts } from '../policies/policy-types.ts';
import { number, type Row, text } from '../policies/row.ts';
import type { NotRead } from '../reading.ts';
import { rows, type TenantSnapshot, whyNotRead } from '../snapshot.ts';
import { everyone, type Scope, type Source, scopeOf } from './scope.ts';

/** A place in the order of precedence whose rules were not read: whatever stands below it is not certain. */
export interface UnreadStep {
  source: Source;
  notRead: NotRead;
}
export type Step = Scope | UnreadStep;

export function isUnread(step: Step): step is UnreadStep {
  return 'notRead' in step;
}

/** Candidates of one policy type in the order in which Defender tries them; the first that covers the recipient wins. */
export interface Ladder {
  type: PolicyType;
  steps: Step[];
}

/**
 * Strict preset, Standard preset, evaluation, custom rules by priority, then built-in protection or the default policy
 * (Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12).
 */
export function ladderOf(snapshot: TenantSnapshot, type: PolicyType): Ladder {
  const policies = policiesOf(snapshot, type);
  return {
    type,
    steps: [
      ...presetSteps(snapshot, type, policies),
      ...evaluationSteps(snapshot, type),
      ...customSteps(snapshot, type),
      ...fallbackSteps(snapshot, type, policies),
    ],
  };
}

function presetSteps(snapshot: TenantSnapshot, type: PolicyType, policies: Policy[] | null): Step[] {
  const facts = policyTypeFacts[type];
  const found = rows(snapshot, facts.presetRuleCmdlet);
  if (found === null) return [{ source: 'strict', notRead: whyNotRead(snapshot, facts.presetRuleCmdlet) }];
  const scopes: Scope[] = [];
  for (const row of found) {
    const policy = text(row, facts.policyProperty);
    const level = levelOf(row, policy, policies);
    if (level !== null) scopes.push(scopeOf(row, level, policy ?? text(row, 'Name') ?? level));
  }
  return [
    ...scopes.filter((scope) => scope.source === 'strict'),
    ...scopes.filter((scope) => scope.source === 'standard'),
  ];
}

function levelOf(row: Row, policy: string | null, policies: Policy[] | null): 'strict' | 'standard' | null {
  const preset = policy !== null && policies !== null ? findPolicy(policies, policy)?.preset : null;
  if (preset) return preset;
  const name = (text(row, 'Name') ?? text(row, 'Identity') ?? policy ?? '').toLowerCase();
  if (name.startsWith('strict')) return 'strict';
  return name.startsWith('standard') ? 'standard' : null;
}

/** Evaluation rules are rare and few snapshots ask for them, so a missing key means that there is no evaluation. */
function evaluationSteps(snapshot: TenantSnapshot, type: PolicyType): Step[] {
  const facts = policyTypeFacts[type];
  if (!facts.evaluation) return [];
  const scopes: Scope[] = [];
  for (const row of rows(snapshot, evaluationRuleCmdlet) ?? []) {
    const policy = text(row, facts.policyProperty);
    if (policy !== null) scopes.push(scopeOf(row, 'evaluation', policy));
  }
  return scopes;
}

function customSteps(snapshot: TenantSnapshot, type: PolicyType): Step[] {
  const facts = policyTypeFacts[type];
  const found = rows(snapshot, facts.ruleCmdlet);
  if (found === null) return [{ source: 'custom', notRead: whyNotRead(snapshot, facts.ruleCmdlet) }];
  const scopes: Scope[] = [];
  for (const row of found) {
    const policy = text(row, facts.policyProperty) ?? text(row, 'Name');
    if (policy !== null) scopes.push(scopeOf(row, 'custom', policy));
  }
  return scopes.sort((a, b) => (a.priority ?? Number.MAX_VALUE) - (b.priority ?? Number.MAX_VALUE));
}

function fallbackSteps(snapshot: TenantSnapshot, type: PolicyType, policies: Policy[] | null): Step[] {
  const { fallback, policyProperty } = policyTypeFacts[type];
  if (fallback.source === 'default') {
    return [everyone('default', policies?.find((policy) => policy.isDefault)?.name ?? fallback.name)];
  }
  const found = rows(snapshot, builtInRuleCmdlet);
  if (found === null) return [{ source: 'builtIn', notRead: whyNotRead(snapshot, builtInRuleCmdlet) }];
  return [...found]
    .sort((a, b) => (number(a, 'Priority') ?? 0) - (number(b, 'Priority') ?? 0))
    .map((row) => scopeOf(row, 'builtIn', text(row, policyProperty) ?? fallback.name));
}
