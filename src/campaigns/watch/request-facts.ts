import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type Campaign, referenceOf } from '../test-campaign/campaign.ts';
import type { CampaignFact } from '../test-campaign/facts.ts';
import type { PollReading } from './read-tenant.ts';

/**
 * Somebody asks for held mail of the campaign senders. Each request is told once; `told` forgets those that are no longer open, so
 * that a new request for the same message is told again.
 */
export function requestFacts(
  read: PollReading,
  told: readonly string[],
  campaignOf: (networkMessageId: string) => Campaign | null,
  tenantId: string,
): { facts: CampaignFact[]; told: string[] } {
  if (read.requests === null) return { facts: [], told: [...told] };
  const open = read.requests.map((message) => requestOf(message, campaignOf, tenantId));
  const keys = [...new Set(open.map(({ key }) => key))];
  const known = new Set(told);
  const fresh = new Map(open.filter(({ key }) => !known.has(key)).map((fact) => [fact.key, fact]));
  return { facts: [...fresh.values()], told: keys.slice(0, 2_000) };
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
    key: `requested|${message.identity.toLowerCase()}`,
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
