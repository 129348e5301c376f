import type { NotRead } from '../../defender/reading.ts';

/** The campaign a fact is about. Name, subject and sender may come from mail and are hostile. */
export interface CampaignReference {
  id: string;
  name: string;
  subject: string | null;
  sender: string | null;
  isTest: boolean;
}

/** The copy of a message that a fact is about. */
export interface CopyReference {
  recipient: string;
  networkMessageId: string;
}

/** What is known of a copy in quarantine; null where nothing says it. */
export interface HeldCopy extends CopyReference {
  /** `NetworkMessageId\recipientGuid`, what a release is asked with. */
  identity: string | null;
  reason: string | null;
  policy: string | null;
  policyType: string | null;
  quarantinePolicy: string | null;
  expiresAt: string | null;
}

/** How many recipients ended how, by the name of the outcome. Everybody is in it once, those who were not seen as `notSeen`. */
export type OutcomeCounts = Record<string, number>;

/** An earlier send of the same mail, of whose people with trouble only `mended` got a later one where it belongs. */
export interface Unproven {
  campaign: string;
  troubled: number;
  mended: number;
}

type OfCampaign = { campaign: CampaignReference };

/** What one poll found that somebody may want to hear of. */
type What =
  | (OfCampaign & { kind: 'campaignOpened'; foundBy: 'plan' | 'marker'; expected: number | null })
  | (OfCampaign & { kind: 'recipientQuarantined' } & HeldCopy)
  | (OfCampaign & { kind: 'recipientJunked' } & CopyReference)
  | (OfCampaign & { kind: 'rejected'; reason: string | null } & CopyReference)
  | (OfCampaign & { kind: 'zappedLate'; movedTo: string | null; zap: string | null } & HeldCopy)
  | (OfCampaign & { kind: 'linkBlocked'; host: string | null } & CopyReference)
  | (OfCampaign & { kind: 'recipientReleased' } & CopyReference)
  /** `missing` are expected recipients without a known fate; they are among the `outcomes` too. */
  | (OfCampaign & { kind: 'settled'; outcomes: OutcomeCounts; missing: number })
  /**
   * `clears` are earlier campaigns with the same sender and subject that this one shows to be mended, `unproven` those it does not.
   * `unchecked` says what could not be looked at.
   */
  | (OfCampaign & {
      kind: 'allClear';
      recipients: number;
      clears: string[];
      unproven?: Unproven[];
      unchecked?: string[];
    })
  /** Somebody ended the watch. */
  | (OfCampaign & { kind: 'campaignCancelled'; by: string })
  | (OfCampaign & { kind: 'overdue'; plannedFor: string; missing: number | null })
  | { kind: 'releaseRequested'; campaign: CampaignReference | null; sender: string; subject: string; held: HeldCopy }
  | { kind: 'releaseRequestClosed'; identity: string }
  /** `area` is what of campaign mail cannot be seen; absent for all of it. */
  | { kind: 'watchBlind'; why: NotRead; since: string; area?: string }
  | { kind: 'watchSeesAgain'; blindSince: string; area?: string };

/**
 * One thing worth telling. `at` is when it happened, as far as known (ISO 8601 UTC). `key` is the same whenever the same thing is
 * found again within a tenant; each key is handed out once.
 */
export type CampaignFact = What & { tenantId: string; key: string; at: string };
