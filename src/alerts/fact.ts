/** A campaign as alerts name it. `id` is the store's; `name` is text from mail or a person, so hostile. */
export interface FactCampaign {
  id: string;
  name: string;
}

interface FactBase {
  /** The same id again is the same fact and changes nothing. */
  id: string;
  /** When it was so in the tenant, not when it was noticed. ISO 8601, UTC. */
  at: string;
}

interface CampaignFact extends FactBase {
  campaign: FactCampaign;
}

interface RecipientFact extends CampaignFact {
  /** Mail address of the person concerned. */
  recipient: string;
  /** The policy that acted, as Exchange names it; null when it could not be told. */
  policy: string | null;
  /** The message that it is about, by its network message id; absent where only the person is known. */
  message?: string | null;
}

/** Counts of recipients by outcome, for the words of a settled or passed test. */
export interface OutcomeCounts {
  recipients: number;
  inbox: number;
  /** Of the recipients, those of whom nothing is known. */
  missing?: number;
}

/** What the watch found out and somebody may want to hear of. Written in the transaction of the rows it comes from. */
export type AlertFact =
  | (CampaignFact & { kind: 'campaignOpened' })
  /** Nobody waits for its mail any more. */
  | (CampaignFact & { kind: 'campaignCancelled' })
  /** `reason` is the QuarantineTypes word, such as HighConfPhish; `expiresAt` is when the message is deleted; `identity` finds it. */
  | (RecipientFact & {
      kind: 'recipientQuarantined';
      reason: string;
      expiresAt: string | null;
      identity?: string | null;
    })
  | (RecipientFact & { kind: 'recipientJunked' })
  /** `code` is the SMTP or trace detail that says why, such as `550 5.7.1`. */
  | (RecipientFact & { kind: 'rejected'; code: string | null })
  /** Delivered first and taken out of the mailbox later; `to` says where it went. */
  | (RecipientFact & { kind: 'zappedLate'; to: 'junk' | 'quarantine' | 'unknown'; identity?: string | null })
  | (RecipientFact & { kind: 'linkBlocked'; host: string })
  /** A message that was held reached its recipient after all. */
  | (CampaignFact & { kind: 'recipientCleared'; recipient: string; message?: string | null })
  | (CampaignFact & { kind: 'settled'; counts: OutcomeCounts })
  /**
   * The test passed. `clears` names earlier campaigns that it proves mended, `unproven` those of whose people it says too little;
   * `unchecked` are sentences about what could not be looked at.
   */
  | (CampaignFact & {
      kind: 'allClear';
      counts: OutcomeCounts;
      clears?: string[];
      unproven?: { campaign: string; troubled: number; mended: number }[];
      unchecked?: string[];
    })
  | (CampaignFact & { kind: 'overdue'; expectedBy: string })
  /** The watch cannot see `area` (such as quarantine or hunting); sentence and advice are for people. */
  | (FactBase & {
      kind: 'watchBlind';
      area: string;
      cause: 'noPermission' | 'throttled' | 'outage' | 'notLicensed';
      sentence: string;
      advice: string;
    })
  | (FactBase & { kind: 'watchSeesAgain'; area: string })
  | (FactBase & { kind: 'releaseRequested'; campaign: FactCampaign | null; recipient: string; messageKey: string })
  | (FactBase & { kind: 'releaseRequestClosed'; messageKey: string })
  /** An entry of the Tenant Allow/Block List that lets campaign mail through comes to its end, or is gone. */
  | (FactBase & {
      kind: 'allowEntryExpiring';
      listType: string;
      value: string;
      expiresAt: string | null;
      stage: AllowEntryStage;
    })
  /** It stays after all: renewed, made anew, or used again. */
  | (FactBase & { kind: 'allowEntryKept'; listType: string; value: string; words: string });

/** How far an entry is from its end; each is told once. */
export type AllowEntryStage = 'week' | 'day' | 'expired' | 'removed';

export type FactKind = AlertFact['kind'];
