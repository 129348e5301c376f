import type { Component } from './cause.ts';
import { type Evidence, type PolicyRow, policyValue } from './evidence.ts';
import { type ReadFacts, readFacts } from './facts.ts';
import { readVerdicts, type VerdictReading } from './statements.ts';
import { type TraceAgents, traceAgents } from './trace-data.ts';
import { letters } from './verdicts.ts';

/** One message with its evidence weighed, as the table's predicates see it. */
export interface Case {
  evidence: Evidence;
  facts: ReadFacts;
  verdicts: VerdictReading;
  agents: TraceAgents;
  /** What is known to have become of it. */
  outcome: 'quarantine' | 'junk' | 'delivered' | 'rejected' | null;
  /** It reached a mailbox first and was taken out later. */
  purged: boolean;
}

export function openCase(all: Evidence): Case {
  const evidence = forItsRecipients(all);
  const facts = readFacts(evidence);
  return {
    evidence,
    facts,
    verdicts: readVerdicts(evidence, facts),
    agents: traceAgents(evidence.traceDetails ?? []),
    outcome: outcome(evidence),
    purged: (evidence.postDelivery ?? []).some(isPurge),
  };
}

/** Hunting rows are per recipient, and policies differ by recipient: those of the quarantined message's own count. */
function forItsRecipients(evidence: Evidence): Evidence {
  const recipients = new Set((evidence.quarantined?.recipients ?? []).map((address) => address.toLowerCase()));
  const own = (row: { recipient: string }) => recipients.has(row.recipient.toLowerCase());
  const events = evidence.events?.filter(own) ?? [];
  const postDelivery = evidence.postDelivery?.filter(own) ?? [];
  return {
    ...evidence,
    ...(events.length > 0 ? { events } : {}),
    ...(postDelivery.length > 0 ? { postDelivery } : {}),
  };
}

function isPurge({ actionType, actionResult }: { actionType: string; actionResult: string | null }): boolean {
  return /zap/i.test(actionType) && !/error|fail/i.test(actionResult ?? '');
}

function outcome({ quarantined, events, headers, trace }: Evidence): Case['outcome'] {
  if (quarantined) return 'quarantine';
  const places = (events ?? []).map((event) =>
    (event.latestDeliveryLocation ?? event.deliveryLocation ?? '').toLowerCase(),
  );
  if (places.some((place) => place.includes('quarantine'))) return 'quarantine';
  if (places.some((place) => place.includes('junk')) || headers?.mailboxDelivery?.destination === 'J') return 'junk';
  if (places.some((place) => place.includes('inbox')) || headers?.mailboxDelivery?.destination === 'I')
    return 'delivered';
  if (places.some((place) => place === 'failed' || place === 'dropped')) return 'rejected';
  const states = (trace ?? []).map((row) => letters(row.status));
  if (states.includes('quarantined')) return 'quarantine';
  if (states.includes('filteredasspam')) return 'junk';
  if (states.includes('failed')) return 'rejected';
  return states.includes('delivered') ? 'delivered' : null;
}

/** By `PolicyType` of Get-QuarantineMessage, lower-case letters. */
const policyTypes: Readonly<Record<string, Component>> = {
  hostedcontentfilterpolicy: 'anti-spam',
  antiphishpolicy: 'anti-phish',
  antimalwarepolicy: 'anti-malware',
  safeattachmentpolicy: 'safe-attachments',
  exchangetransportrule: 'transport-rule',
  datalosspreventionrule: 'unknown',
};

/** The policy of a component that acted, by name or else GUID, with the evidence for it. */
export function actingPolicy({ evidence }: Case, component: Component): { policy: string | null; evidence: string[] } {
  const { quarantined, events, policies } = evidence;
  const lines: string[] = [];
  let policy: string | null = null;
  if (quarantined?.policyName && policyTypes[letters(quarantined.policyType ?? '')] === component) {
    policy = quarantined.policyName;
    lines.push(`quarantine: policy "${quarantined.policyName}"`);
  }
  const guid = (events ?? []).find(
    (event) => event.emailActionPolicyGuid && componentOf(event.emailActionPolicy) === component,
  )?.emailActionPolicyGuid;
  if (guid) {
    lines.push(`EmailEvents.EmailActionPolicyGuid: ${guid}`);
    const row = Object.values(policies ?? {}).find((candidate) => hasGuid(candidate, guid));
    policy ??= (row && (policyValue(row, 'Name') ?? policyValue(row, 'Identity'))) ?? guid;
  }
  return { policy, evidence: lines };
}

function componentOf(actionPolicy: string | null): Component | null {
  const text = letters(actionPolicy ?? '');
  if (text.includes('antispam')) return 'anti-spam';
  if (text.includes('antiphish') || text.includes('impersonation') || text.includes('spoof')) return 'anti-phish';
  if (text.includes('antimalware')) return 'anti-malware';
  if (text.includes('safeattachment')) return 'safe-attachments';
  return text.includes('transportrule') ? 'transport-rule' : null;
}

function hasGuid(row: PolicyRow, guid: string): boolean {
  return ['Guid', 'ExchangeObjectId', 'Identity', 'ImmutableId'].some(
    (property) => policyValue(row, property)?.toLowerCase() === guid.toLowerCase(),
  );
}

/** The row of the component's policy, where it was read. */
export function policyRow({ evidence }: Case, component: Component): PolicyRow | undefined {
  const { policies } = evidence;
  if (component === 'anti-spam') return policies?.antiSpam;
  if (component === 'anti-phish') return policies?.antiPhish;
  if (component === 'anti-malware') return policies?.antiMalware;
  return component === 'safe-attachments' ? policies?.safeAttachments : undefined;
}
