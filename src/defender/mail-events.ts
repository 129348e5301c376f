/** One row of Get-MessageTraceV2: a message on its way to one recipient. */
export interface MessageTraceRow {
  /** Equals the network message id. */
  messageTraceId: string;
  internetMessageId: string | null;
  receivedAt: string;
  sender: string;
  recipient: string;
  subject: string;
  status: string;
  fromIp: string | null;
  toIp: string | null;
  sizeBytes: number | null;
}

/** One row of Get-MessageTraceDetailV2. */
export interface MessageTraceDetail {
  messageTraceId: string;
  at: string;
  event: string;
  action: string;
  detail: string;
  /** XML text as Exchange returns it. */
  data: string;
}

/** One row of EmailEvents (advanced hunting), one per message and recipient. Unknown cells are null. */
export interface EmailEvent {
  at: string;
  networkMessageId: string;
  internetMessageId: string | null;
  senderFromAddress: string | null;
  senderFromDomain: string | null;
  senderMailFromAddress: string | null;
  senderMailFromDomain: string | null;
  senderIp: string | null;
  recipient: string;
  subject: string;
  direction: string | null;
  deliveryAction: string | null;
  deliveryLocation: string | null;
  latestDeliveryAction: string | null;
  latestDeliveryLocation: string | null;
  threatTypes: string[];
  /** By threat class, e.g. `{ Phish: ['URL malicious reputation'] }`. */
  detectionMethods: Record<string, string[]>;
  /** By threat class, e.g. `{ Phish: 'High', Spam: '5' }`. */
  confidenceLevel: Record<string, string>;
  bulkComplaintLevel: number | null;
  emailAction: string | null;
  emailActionPolicy: string | null;
  emailActionPolicyGuid: string | null;
  authentication: { spf: string | null; dkim: string | null; dmarc: string | null; compAuth: string | null };
  orgLevelAction: string | null;
  orgLevelPolicy: string | null;
  userLevelAction: string | null;
  userLevelPolicy: string | null;
  transportRules: string[];
  connectors: string | null;
}

/** One row of EmailUrlInfo. */
export interface EmailUrl {
  networkMessageId: string;
  url: string;
  domain: string;
}

/** One row of EmailPostDeliveryEvents: what happened to a message after delivery (ZAP, release, an admin's action). */
export interface PostDeliveryEvent {
  at: string;
  networkMessageId: string;
  recipient: string;
  action: string;
  actionType: string;
  actionTrigger: string | null;
  actionResult: string | null;
  deliveryLocation: string | null;
}

/** One row of UrlClickEvents: somebody pressed a link that Safe Links stood before. */
export interface UrlClick {
  at: string;
  networkMessageId: string;
  /** The account's sign-in name, which is mostly also its address. */
  account: string;
  url: string;
  /** e.g. `ClickAllowed`, `ClickBlocked` */
  actionType: string;
  clickedThrough: boolean | null;
}

/** One row of EmailAttachmentInfo. */
export interface EmailAttachment {
  networkMessageId: string;
  recipient: string;
  fileName: string;
  fileType: string | null;
  threatTypes: string[];
}
