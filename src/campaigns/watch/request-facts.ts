import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type Campaign, referenceOf } from '../test-campaign/campaign.ts';
import type { CampaignFact } from '../test-campaign/facts.ts';
import type { PollReading } from './read-tenant.ts';

const prefix = 'requested|';

/**
 * Somebody asks for held mail of the campaign senders. Each request is told once; `told` forgets those that are no longer open, so
 * that a new request for the same message is told again.
 */
export function requestFacts(
  read: PollReading,
  told: readonly string[],
  campaignOf: (networkMessageId: string) => Campaign | null,
  tenantId: string,
  at: string,
): { facts: CampaignFact[]; told: string[] } {
  if (read.requests === null) return { facts: [], told: [...told] };
  const open = read.requests.map((message) => requestOf(message, campaignOf, tenantId));
  const keys = [...new Set(open.map(({ key }) => key))];
  const known = new Set(told);
  const fresh = new Map(open.filter(({ key }) => !known.has(key)).map((fact) => [fact.key, fact]));
  const closed = told.filter((key) => !keys.includes(key)).map((key) => closedFact(key, tenantId, at));
  return { facts: [...fresh.values(), ...closed], told: keys.slice(0, 2_000) };
}

function closedFact(key: string, tenantId: string, at: string): CampaignFact {
  const identity = key.slice(prefix.length);
  return { tenantId, kind: 'releaseRequestClosed', key: `closed|${identity}|${at}`, at, identity };
}

function requestOf(
  message: QuarantinedMessage,
  campaignOf: (networkMessageId: string) => Campaign | null,
  tenantId: string,
): CampaignFact {
  const networkMessageId = message.networkMessageId.toLowerCase();
  const recipient = (message.recipients[0] ?? '').toLowerCase();
  const campaign = campaignOf(networkMessageId);
  return {
    tenantId,
    kind: 'releaseRequested',
    key: `${prefix}${message.identity}`,
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
