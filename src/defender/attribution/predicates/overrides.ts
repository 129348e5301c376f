import { actingPolicy, type Case, policyRow } from '../case.ts';
import { policyList, policySwitch } from '../evidence.ts';
import { nonDeliveryCode } from '../non-delivery-codes.ts';
import { type OverrideSource, overrideSourceOf } from '../override-sources.ts';
import type { Match } from '../predicate.ts';

/** The message was refused: a trace event carries the text of a non-delivery report. */
export function refused({ evidence, agents, outcome }: Case): Match | null {
  if (outcome === 'quarantine') return null;
  for (const detail of evidence.traceDetails ?? []) {
    if (!/fail|reject|drop/i.test(detail.event)) continue;
    const text = `${detail.detail} ${detail.action} ${detail.data}`;
    const found = nonDeliveryCode(text);
    if (!found) continue;
    return {
      evidence: [`message trace ${detail.event}: ${found.code}`],
      certainty: found.row.confidence === 'documented' ? 'certain' : 'likely',
      details: [found.row.explanation],
      component: found.row.component,
      setting: found.row.setting,
      policy: found.row.component === 'transport-rule' ? (agents.rules[0] ?? null) : null,
    };
  }
  return null;
}

/** A mail flow rule held, rejected or diverted it. */
export function transportRule(message: Case): Match | null {
  const { verdicts, agents, evidence } = message;
  const named = verdicts.named.get('ETR');
  const blocked = blockedBy(message, (source) => source.component === 'transport-rule', 'org');
  const trace = agents.rules.map((rule) => `message trace: rule ${rule} fired`);
  if (!named && !blocked) return null;
  const rules = [...new Set((evidence.events ?? []).flatMap((event) => event.transportRules))];
  const acting = actingPolicy(message, 'transport-rule');
  const names = rules.length > 0 ? [`EmailEvents.ExchangeTransportRule: ${rules.join(', ')}`] : [];
  return {
    evidence: [...(named?.evidence ?? []), ...(blocked?.evidence ?? []), ...names, ...trace, ...acting.evidence],
    certainty: named?.certainty ?? blocked?.certainty ?? 'likely',
    setting: message.outcome === 'quarantine' || message.outcome === null ? 'Quarantine' : null,
    policy: acting.policy ?? rules[0] ?? agents.rules[0] ?? null,
  };
}

/** A mail flow rule or an on-premises server marked it as spam before filtering (SFV:SKS). */
export function markedBeforeFiltering({ facts, evidence, agents }: Case): Match | null {
  if (facts.sfv !== 'SKS') return null;
  const traces = (evidence.headers?.transportRules ?? []).map(({ header }) => `header ${header} is present`);
  return {
    evidence: [`${facts.where} SFV:SKS`, ...traces, ...agents.rules.map((rule) => `message trace: rule ${rule} fired`)],
    certainty: agents.rules.length > 0 ? 'certain' : 'likely',
    policy: agents.rules[0] ?? null,
    details: agents.rules.length > 0 ? [] : ['An on-premises Exchange server can have stamped it too.'],
  };
}

export function blockedByUser(message: Case): Match | null {
  if (message.facts.sfv === 'BLK') return { evidence: [`${message.facts.where} SFV:BLK`], certainty: 'certain' };
  return blockedBy(message, (source) => source.component === 'user-settings', 'user');
}

export function blockedByTenantList(message: Case): Match | null {
  if (message.evidence.headers?.fields.compauth?.reason === '002') {
    return {
      evidence: ['compauth reason 002 (blocked by an administrator)'],
      certainty: 'certain',
      setting: 'SpoofedUser',
    };
  }
  return blockedBy(message, (source) => source.component === 'tenant-allow-block-list', 'org');
}

export function blockedByConnectionFilter(message: Case): Match | null {
  return blockedBy(message, (source) => source.component === 'connection-filter', 'org');
}

export function blockedByPolicyList(message: Case): Match | null {
  const acting = actingPolicy(message, 'anti-spam');
  if (message.facts.sfv === 'SKB') {
    return {
      evidence: [`${message.facts.where} SFV:SKB`, ...acting.evidence],
      certainty: 'certain',
      policy: acting.policy,
      details: ['The entry is in BlockedSenders or in BlockedSenderDomains.'],
    };
  }
  const match = blockedBy(
    message,
    (source) => /^BlockedSender/.test(source.blocks ?? '') && source.component === 'anti-spam',
    'org',
  );
  return match ? { ...match, policy: acting.policy } : null;
}

/** Blocked country or language: said by the hunting row, or seen by comparing the policy's list with the message. */
export function blockedByRegionOrLanguage(message: Case): Match | null {
  const acting = actingPolicy(message, 'anti-spam');
  const said = blockedBy(message, (source) => /^(Region|Language)BlockList$/.test(source.blocks ?? ''), 'org');
  if (said) return { ...said, policy: acting.policy };
  const row = policyRow(message, 'anti-spam');
  const found = [
    { list: 'RegionBlockList', on: 'EnableRegionBlockList', value: message.facts.ctry, field: 'CTRY' },
    {
      list: 'LanguageBlockList',
      on: 'EnableLanguageBlockList',
      value: message.evidence.headers?.language ?? null,
      field: 'LANG',
    },
  ].find(
    ({ list, on, value }) => value && policySwitch(row, on) && policyList(row, list)?.includes(value.toUpperCase()),
  );
  if (!found) return null;
  return {
    evidence: [`header ${found.field}:${found.value}`, `${found.list} of the anti-spam policy holds ${found.value}`],
    certainty: 'likely',
    setting: found.list,
    policy: acting.policy,
  };
}

/** An override of EmailEvents that blocked, from a source that `wanted` picks. */
function blockedBy(message: Case, wanted: (source: OverrideSource) => boolean, level: 'org' | 'user'): Match | null {
  for (const event of message.evidence.events ?? []) {
    const action = level === 'org' ? event.orgLevelAction : event.userLevelAction;
    const policy = level === 'org' ? event.orgLevelPolicy : event.userLevelPolicy;
    const source = overrideSourceOf(policy);
    if (!/^block/i.test(action ?? '') || !source || !wanted(source)) continue;
    const column = level === 'org' ? 'OrgLevelPolicy' : 'UserLevelPolicy';
    return { evidence: [`EmailEvents.${column}: ${policy} (${action})`], certainty: 'certain', setting: source.blocks };
  }
  return null;
}
