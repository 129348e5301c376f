import type { CampaignFact, CampaignReference } from '../campaigns/test-campaign/facts.ts';
import { watchArea } from './areas.ts';
import { unknownReason } from './case-of.ts';
import type { AlertFact, FactCampaign } from './fact.ts';

const noCampaignName = 'Mail of the campaign senders';

/** A fact of the campaign watch as alerts take it. Without a time of its own it is of `now`. */
export function fromCampaign(fact: CampaignFact, now: Date): AlertFact {
  const at = Number.isNaN(Date.parse(fact.at)) ? now.toISOString() : fact.at;
  const base = { id: fact.key, at };
  switch (fact.kind) {
    case 'campaignOpened':
    case 'campaignCancelled':
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign) };
    case 'recipientQuarantined': {
      const { recipient, networkMessageId: message, policy, reason, expiresAt, identity } = fact;
      const about = { recipient, message, policy, reason: reason ?? unknownReason, expiresAt, identity };
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), ...about };
    }
    case 'recipientJunked':
      return {
        ...base,
        kind: fact.kind,
        campaign: campaignOf(fact.campaign),
        recipient: fact.recipient,
        message: fact.networkMessageId,
        policy: null,
      };
    case 'rejected': {
      const { recipient, networkMessageId: message, reason: code } = fact;
      const about = { recipient, message, policy: null, code };
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), ...about };
    }
    case 'zappedLate': {
      const { recipient, networkMessageId: message, policy, movedTo, identity } = fact;
      const about = { recipient, message, policy, to: placeOf(movedTo), identity };
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), ...about };
    }
    case 'linkBlocked': {
      const { recipient, networkMessageId: message } = fact;
      const about = { recipient, message, policy: null, host: fact.host ?? 'unknown address' };
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), ...about };
    }
    case 'recipientReleased':
      return {
        ...base,
        kind: 'recipientCleared',
        campaign: campaignOf(fact.campaign),
        recipient: fact.recipient,
        message: fact.networkMessageId,
      };
    case 'settled': {
      let recipients = 0;
      for (const count of Object.values(fact.outcomes)) recipients += count;
      const counts = { recipients, inbox: fact.outcomes.delivered ?? 0, missing: fact.missing };
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), counts };
    }
    case 'allClear': {
      const counts = { recipients: fact.recipients, inbox: fact.recipients };
      const { clears, unproven = [], unchecked = [] } = fact;
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), counts, clears, unproven, unchecked };
    }
    case 'overdue':
      return { ...base, kind: fact.kind, campaign: campaignOf(fact.campaign), expectedBy: fact.plannedFor };
    case 'releaseRequested': {
      const campaign = fact.campaign === null ? null : campaignOf(fact.campaign);
      const about = { recipient: fact.held.recipient, messageKey: fact.held.identity ?? fact.held.networkMessageId };
      // The watch tells of a request once while it is open; the next one for the same message is another.
      return { ...base, id: `${fact.key}|${now.toISOString()}`, kind: fact.kind, campaign, ...about };
    }
    case 'releaseRequestClosed':
      return { ...base, kind: fact.kind, messageKey: fact.identity };
    case 'watchBlind': {
      const { sentence, advice, kind } = fact.why;
      return { ...base, kind: fact.kind, area: fact.area ?? watchArea, cause: causeOf(kind), sentence, advice };
    }
    case 'watchSeesAgain':
      return { ...base, kind: fact.kind, area: fact.area ?? watchArea };
  }
}

function campaignOf({ id, name, subject }: CampaignReference): FactCampaign {
  return { id, name: name || subject || noCampaignName };
}

function placeOf(movedTo: string | null): 'junk' | 'quarantine' | 'unknown' {
  if (movedTo === null) return 'unknown';
  if (/junk/i.test(movedTo)) return 'junk';
  return /quarantine/i.test(movedTo) ? 'quarantine' : 'unknown';
}

function causeOf(kind: string): 'noPermission' | 'throttled' | 'outage' | 'notLicensed' {
  return kind === 'noPermission' || kind === 'throttled' || kind === 'notLicensed' ? kind : 'outage';
}
