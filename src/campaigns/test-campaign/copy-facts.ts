import type { CampaignFact, CampaignReference, HeldCopy } from './facts.ts';
import { blockedLink, outcomeOf } from './outcome.ts';
import type { Copy } from './recipient.ts';

/**
 * What a copy's evidence gives reason to tell, but for requests, which are not of campaigns alone. The same evidence gives the same
 * keys, so that each is told once; what was told without its cause is told again when the cause is known.
 */
export function factsOfCopy(tenantId: string, campaign: CampaignReference, copy: Copy): CampaignFact[] {
  const { evidence, networkMessageId, recipient } = copy;
  const outcome = outcomeOf(evidence);
  const about = { tenantId, campaign };
  const which = { recipient, networkMessageId };
  const at = evidence.receivedAt ?? evidence.judged?.at ?? evidence.moves[0]?.at ?? evidence.clicks[0]?.at ?? '';
  const held = heldCopy(copy);
  const key = (kind: string) => `${kind}|${campaign.id}|${networkMessageId}|${recipient}`;
  const facts: CampaignFact[] = [];
  switch (outcome.kind) {
    case 'quarantined':
      facts.push({
        ...about,
        kind: 'recipientQuarantined',
        key: key(causeKey('quarantined', held.reason)),
        at,
        ...held,
      });
      break;
    case 'junk':
      facts.push({ ...about, kind: 'recipientJunked', key: key('junked'), at, ...which });
      break;
    case 'rejected':
    case 'dropped':
      facts.push({
        ...about,
        kind: 'rejected',
        key: key(causeKey('rejected', outcome.failure)),
        at,
        ...which,
        reason: outcome.failure,
      });
      break;
    case 'zapped': {
      const { movedTo = null, type = null, at: movedAt = null } = outcome.zap ?? {};
      facts.push({ ...about, kind: 'zappedLate', key: key('zapped'), at: movedAt ?? at, ...held, movedTo, zap: type });
      break;
    }
    case 'released':
      facts.push({ ...about, kind: 'recipientReleased', key: key('released'), at, ...which });
      break;
    default:
  }
  const blocked = blockedLink(evidence);
  if (blocked !== null) {
    facts.push({
      ...about,
      kind: 'linkBlocked',
      key: key('blocked'),
      at: blocked.at,
      ...which,
      host: blocked.host || null,
    });
  }
  return facts;
}

function causeKey(kind: string, cause: string | null): string {
  return cause === null ? `${kind} for no known cause` : kind;
}

function heldCopy({ evidence, networkMessageId, recipient }: Copy): HeldCopy {
  const { held, judged } = evidence;
  return {
    recipient,
    networkMessageId,
    identity: held?.identity ?? null,
    reason: held?.reason ?? (judged?.threats.join(', ') || null),
    policy: held?.policy ?? judged?.policy ?? null,
    policyType: held?.policyType ?? null,
    quarantinePolicy: held?.quarantinePolicy ?? null,
    expiresAt: held?.expiresAt ?? null,
  };
}
