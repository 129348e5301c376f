import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type Campaign, referenceOf } from '../test-campaign/campaign.ts';
import type { CampaignFact } from '../test-campaign/facts.ts';
import type { PollReading } from './read-tenant.ts';

const prefix = 'requested|';
const mostOpen = 2_000;

/**
 * Somebody asks for held mail of the campaign senders. Each request is told once; `told` forgets those that are no longer open, so
 * that a new request for the same message is told again, as another one. Where not all requests were read none is taken for closed.
 */
export function requestFacts(
  read: PollReading,
  told: readonly string[],
  campaignOf: (networkMessageId: string) => Campaign | null,
  tenantId: string,
  at: string,
): { facts: CampaignFact[]; told: string[] } {
  if (read.requests === null) return { facts: [], told: [...told] };
  const open = new Map(read.requests.map((message) => [`${prefix}${message.identity}`, message]));
  const known = new Set(told);
  const fresh = [...open].filter(([key]) => !known.has(key));
  const facts = fresh.map(([key, message]) => requestOf(message, `${key}|${at}`, campaignOf, tenantId));
  const gone = read.requestsCut ? [] : told.filter((key) => !open.has(key));
  const kept = read.requestsCut ? new Set([...open.keys(), ...told]) : new Set(open.keys());
  return { facts: [...facts, ...gone.map((key) => closedFact(key, tenantId, at))], told: [...kept].slice(0, mostOpen) };
}

function closedFact(key: string, tenantId: string, at: string): CampaignFact {
  const identity = key.slice(prefix.length);
  return { tenantId, kind: 'releaseRequestClosed', key: `closed|${identity}|${at}`, at, identity };
}

function requestOf(
  message: QuarantinedMessage,
  key: string,
  campaignOf: (networkMessageId: string) => Campaign | null,
  tenantId: string,
): CampaignFact {
  const networkMessageId = message.networkMessageId.toLowerCase();
  const recipient = (message.recipients[0] ?? '').toLowerCase();
  const campaign = campaignOf(networkMessageId);
  return {
    tenantId,
    kind: 'releaseRequested',
    key,
    at: message.receivedAt,
    campaign: campaign === null ? null : referenceOf(campaign),
    sender: message.sender,
    subject: message.subject,
    held: {
      recipient,
      networkMessageId,
      identity: message.identity,
      reason: message.reason ?? message.reasonText,
      policy: message.policyName,
      policyType: message.policyType,
      quarantinePolicy: message.quarantinePolicy,
      expiresAt: message.expiresAt,
    },
  };
}
