/** Why Defender says it holds a message (`QuarantineTypes` of Get-QuarantineMessage). */
export const quarantineReasons = [
  'Spam',
  'TransportRule',
  'Bulk',
  'Phish',
  'HighConfPhish',
  'Malware',
  'SPOMalware',
  'DataLossPrevention',
  'FileTypeBlock',
  'AdminTriggered',
  'PPI',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** `ReleaseStatus` of Get-QuarantineMessage, in the spelling of the documentation (the wire answers in upper case). */
export const releaseStatuses = [
  'NotReleased',
  'Requested',
  'Approved',
  'Denied',
  'PreparingToRelease',
  'Released',
  'Error',
] as const;
export type ReleaseStatus = (typeof releaseStatuses)[number];

/** One row of Get-QuarantineMessage. Times are ISO 8601 UTC. Text fields come from mail and are hostile. */
export interface QuarantinedMessage {
  /** `NetworkMessageId\recipientGuid` */
  identity: string;
  networkMessageId: string;
  internetMessageId: string | null;
  receivedAt: string;
  expiresAt: string | null;
  sender: string;
  recipients: string[];
  recipientCount: number;
  subject: string;
  sizeBytes: number | null;
  /** null when Microsoft sent a word we do not know; see `reasonText`. */
  reason: QuarantineReason | null;
  reasonText: string;
  policyType: string | null;
  policyName: string | null;
  /** The quarantine policy (`TagName`) that says what the recipient may do. */
  quarantinePolicy: string | null;
  /** null when Microsoft sent a word we do not know; see `releaseStatusText`. */
  releaseStatus: ReleaseStatus | null;
  releaseStatusText: string;
  direction: 'Inbound' | 'Outbound' | null;
  releasedBy: string[];
  releasedTo: string[];
  systemReleased: boolean;
  recipientMay: { preview: boolean; release: boolean; requestRelease: boolean; delete: boolean };
}
