import { explainMessage } from '../../campaigns/message-evidence.ts';
import { ownDomains } from '../../campaigns/own-domains.ts';
import type { Cause, Component } from '../../defender/attribution/cause.ts';
import { readFacts } from '../../defender/attribution/facts.ts';
import { causes } from '../../defender/fixes/causes.ts';
import { type Choice, chooseFixes } from '../../defender/fixes/choose.ts';
import type { Situation } from '../../defender/fixes/situation.ts';
import { infrastructureOf } from '../../defender/gaps/situation-of.ts';
import { findPolicy } from '../../defender/policies/policy.ts';
import type { PolicyType } from '../../defender/policies/policy-types.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { contextOf } from '../policies/in-effect.ts';
import type { CheckedFinding, PolicyCheck } from '../policies/policy-check.ts';
import type { QuestionRequest } from '../question.ts';
import { fixCauses } from './fix-causes.ts';

/** What can be done so that mail like one held message gets through. */
export interface MessageFixes extends Choice {
  /** What stopped the message, in words. */
  title: string;
  explanation: string;
  subject: string;
  sources: string[];
  /** The finding that speaks of the same setting, when there is one. */
  finding: CheckedFinding | null;
  couldNot: NotRead[];
}

const typeOf: Partial<Record<Component, PolicyType>> = {
  'anti-spam': 'antiSpam',
  'anti-phish': 'antiPhish',
  'anti-malware': 'antiMalware',
  'safe-attachments': 'safeAttachments',
  'safe-links': 'safeLinks',
};

/** Finds what held a message and what can be done about it, for the policy that acted. `identity` is a checked quarantine identity. */
export async function messageFixes(
  identity: string,
  check: PolicyCheck,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<MessageFixes> {
  const message = await deps.tenant.quarantine.message(identity, request.signal);
  const explained = await explainMessage(deps.tenant, deps.profile, message, request.now, request.signal);
  const stopped = explained.attribution.causes.filter(({ effect }) => effect === 'stopped');
  const cause = stopped[0] ?? explained.attribution.causes[0];
  const own = await ownDomains(deps.tenant, deps.profile, request.now, request.signal);
  const id = cause === undefined ? undefined : fixCauses[cause.rule];
  const base = { subject: message.subject, sources: explained.sources, couldNot: explained.notRead };
  if (cause === undefined || id === undefined) {
    return {
      ...base,
      title: 'The cause is not known well enough',
      explanation: [cause?.explanation ?? '', ...explained.attribution.wouldSettle].join(' ').trim(),
      finding: null,
      fixes: [],
      never: [],
    };
  }
  const domain = message.sender.slice(message.sender.lastIndexOf('@') + 1).toLowerCase();
  const situation: Situation = {
    ...situationOf(cause, check, request, deps),
    sender: message.sender,
    senderDomain: domain,
    senderIsOwn: own.has(domain),
    ...(id === 'bulk' ? { wanted: thresholdFor(readFacts(explained.evidence).bcl) } : {}),
  };
  return {
    ...base,
    ...chooseFixes(id, situation),
    title: causes[id].title,
    explanation: cause.explanation,
    finding: sameSetting(cause, check),
  };
}

/** Mail at the threshold is bulk already (Microsoft Learn, anti-spam-bulk-complaint-level-bcl-about, 2026-07-31). */
function thresholdFor(bcl: number | null): number | string {
  return bcl === null ? '<bulk complaint level of the mail + 1>' : bcl + 1;
}

function situationOf(cause: Cause, check: PolicyCheck, request: QuestionRequest, deps: QuestionDeps): Situation {
  const context = contextOf(check, request, deps);
  const type = typeOf[cause.component];
  const { sender } = context;
  const known: Situation = {
    infrastructure: infrastructureOf(sender, context),
    mailbox: sender.addressesOn('own-mailbox')[0],
    sendingIps: sender.ips,
    ...(cause.component === 'transport-rule' && cause.policy !== null ? { rule: cause.policy } : {}),
    ...(cause.setting === null ? {} : { setting: cause.setting }),
  };
  if (type === undefined || cause.policy === null) return known;
  const policy = findPolicy(context.policies(type) ?? [], cause.policy);
  const finding = sameSetting(cause, check);
  return {
    ...known,
    policy: { type, name: policy?.name ?? cause.policy, preset: policy?.preset ?? null },
    ...(finding === null ? {} : { current: asArgument(finding.actual), wanted: asArgument(finding.expected) }),
  };
}

function sameSetting(cause: Cause, check: PolicyCheck): CheckedFinding | null {
  if (cause.setting === null) return null;
  const same = check.findings.filter(({ status, setting }) => status === 'gap' && setting === cause.setting);
  return same.find(({ policy }) => policy?.toLowerCase() === cause.policy?.toLowerCase()) ?? same[0] ?? null;
}

function asArgument(value: unknown): Situation['current'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
