import { type PolicyType, policyTypeFacts, policyTypes } from '../policies/policy-types.ts';
import { isUnread, type Step } from './ladder.ts';
import { inDomains, inGroups, inUsers, type Match, matchScope, type Recipient } from './match.ts';
import type { Membership } from './membership.ts';
import type { Resolver, Winner } from './resolver.ts';
import type { Scope, Source } from './scope.ts';

/** One candidate for a recipient and why it won or lost. */
export interface Candidate {
  policy: string | null;
  rule: string | null;
  source: Source;
  outcome: 'applies' | 'notInScope' | 'disabled' | 'outranked' | 'notKnown';
  why: string;
}

/** Which policy of one type applies to a recipient, why, and what lost. */
export interface EffectivePolicy {
  policy: string | null;
  source: Winner['source'];
  because: string[];
  candidates: Candidate[];
}

const sourceNames: Record<Source, string> = {
  strict: 'the Strict preset security policy',
  standard: 'the Standard preset security policy',
  evaluation: 'the Defender for Office 365 evaluation',
  custom: 'a custom policy',
  builtIn: 'Built-in protection',
  default: 'the default policy',
};

/** All five policies that apply to a recipient, each with the losing candidates in order of precedence. */
export function effectivePolicies(resolver: Resolver, recipient: Recipient): Record<PolicyType, EffectivePolicy> {
  const entries = policyTypes.map((type) => [type, effectivePolicy(resolver, type, recipient)]);
  return Object.fromEntries(entries) as Record<PolicyType, EffectivePolicy>;
}

export function effectivePolicy(resolver: Resolver, type: PolicyType, recipient: Recipient): EffectivePolicy {
  const winner = resolver.winner(type, recipient);
  const steps = resolver.ladders[type].steps;
  const candidates = steps.map((step, place) => candidate(step, place, winner, recipient, resolver.membership));
  return {
    policy: winner.policy,
    source: winner.source,
    because: because(type, steps, winner, candidates),
    candidates,
  };
}

function candidate(step: Step, place: number, winner: Winner, recipient: Recipient, membership: Membership): Candidate {
  if (isUnread(step)) {
    return { policy: null, rule: null, source: step.source, outcome: 'notKnown', why: step.notRead.sentence };
  }
  const described = { policy: step.policy, rule: step.rule, source: step.source };
  if (!step.enabled) return { ...described, outcome: 'disabled', why: `Rule “${step.rule}” is turned off.` };
  const match = matchScope(step, recipient, membership);
  const why = reason(step, match, recipient, membership);
  if (match === 'no') return { ...described, outcome: 'notInScope', why };
  if (match === 'unknown') return { ...described, outcome: 'notKnown', why };
  const outcome = place === winner.step ? 'applies' : winner.source === 'unknown' ? 'notKnown' : 'outranked';
  return { ...described, outcome, why };
}

function because(type: PolicyType, steps: readonly Step[], winner: Winner, candidates: Candidate[]): string[] {
  const label = policyTypeFacts[type].label;
  if (winner.source === 'unknown') {
    const undecided = steps[winner.step];
    const above = undecided === undefined ? 'a candidate' : sourceNames[undecided.source];
    const blocked = candidates[winner.step];
    return [
      `Cannot tell which ${label} applies: ${above} comes first and could not be decided. ${blocked?.why ?? ''}`.trim(),
    ];
  }
  if (winner.source === 'none') return [`No ${label} covers this recipient.`];
  const mine = candidates[winner.step];
  const passed = candidates
    .slice(0, winner.step)
    .map(
      (lost) => `${sourceNames[lost.source]}${lost.policy === null ? '' : ` “${lost.policy}”`} does not: ${lost.why}`,
    );
  return [`${capital(sourceNames[winner.source])} applies. ${mine?.why ?? ''}`.trim(), ...passed.map(capital)];
}

function reason(scope: Scope, match: Match, recipient: Recipient, membership: Membership): string {
  const who = recipient.address ?? `anyone else at ${recipient.domain ?? 'an unknown domain'}`;
  const excepted = firstHit(
    ['is excepted by name', inUsers(scope.exceptUsers, recipient)],
    ['is excepted by domain', inDomains(scope.exceptDomains, recipient)],
    [`is in an excepted group (${scope.exceptGroups.join(', ')})`, inGroups(scope.exceptGroups, recipient, membership)],
  );
  if (match === 'no' && excepted !== null) return `${who} ${excepted}.`;
  const parts: string[] = [];
  if (scope.users.size > 0) parts.push(part(inUsers(scope.users, recipient), 'is named', 'is not named'));
  if (scope.groups.length > 0) parts.push(groupPart(scope.groups, recipient, membership));
  if (scope.domains.length > 0) {
    const domains = scope.domains.join(', ');
    parts.push(part(inDomains(scope.domains, recipient), `is at ${domains}`, `is not at ${domains}`));
  }
  if (match === 'unknown' && !scope.exceptGroups.every(membership.knows)) {
    parts.push(
      `may be in an excepted group whose members were not read (${unreadGroups(scope.exceptGroups, membership)})`,
    );
  }
  if (parts.length === 0)
    return scope.rule === null ? 'It covers everyone.' : 'It has no conditions, so it covers everyone.';
  return `${who} ${parts.join(' and ')}.`;
}

function groupPart(groups: readonly string[], recipient: Recipient, membership: Membership): string {
  const match = inGroups(groups, recipient, membership);
  if (match === 'unknown') return `may be in a group whose members were not read (${unreadGroups(groups, membership)})`;
  if (match === 'no') return `is in none of the groups ${groups.join(', ')}`;
  const mine = groups.filter((group) => inGroups([group], recipient, membership) === 'yes');
  return `is in ${mine.join(', ')}`;
}

function unreadGroups(groups: readonly string[], membership: Membership): string {
  return groups.filter((group) => !membership.knows(group)).join(', ');
}

function part(match: Match, yes: string, no: string): string {
  if (match === 'unknown') return 'has a domain that is not known';
  return match === 'yes' ? yes : no;
}

function firstHit(...tests: [string, Match][]): string | null {
  return tests.find(([, match]) => match === 'yes')?.[0] ?? null;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
