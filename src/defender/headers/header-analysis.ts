/** The facts of the `headers` command. A fact that is absent, empty or unreadable is null. */
export interface HeaderFacts {
  scl: number | null;
  sfv: string | null;
  cat: string | null;
  bcl: number | null;
  dir: string | null;
  ipv: string | null;
  /** As written, even when it is no valid address. */
  cip: string | null;
  ctry: string | null;
  sfty: string | null;
  spf: string | null;
  dkim: { result: string; domain: string | null }[] | null;
  dmarc: { result: string; action: string | null } | null;
  compauth: { result: string; reason: string | null } | null;
  fromDomain: string | null;
  mailFromDomain: string | null;
  networkMessageId: string | null;
}

/** What happened at the mailbox, from X-Microsoft-Antispam-Mailbox-Delivery. Its meanings are observed, not documented. */
export interface MailboxDelivery {
  /** `I` inbox, `J` junk, `C` another folder by a rule. */
  destination: string | null;
  userRule: boolean;
  junkRule: boolean;
  authenticated: boolean | null;
  reason: string | null;
}

/** Everything read out of one header block. Text is as hostile as the mail it came from. */
export interface HeaderAnalysis {
  fields: HeaderFacts;
  /** Only another tenant's stamps (`-Untrusted`) are here, no verdict of the receiving tenant. */
  untrusted: boolean;
  subject: string | null;
  from: string | null;
  fromAddress: string | null;
  to: string | null;
  date: string | null;
  messageId: string | null;
  /** Texts of X-CustomSpam: the ASF options that fired. */
  customSpam: string[];
  /** `BULK` when the bulk threshold was met. */
  srv: string | null;
  language: string | null;
  host: string | null;
  ptr: string | null;
  authAs: string | null;
  authSource: string | null;
  authMechanism: string | null;
  directionality: string | null;
  /** Who wrote the Authentication-Results line that was read; null host is Microsoft 365's own way of writing. */
  authenticationStamp: { authservId: string | null; byMicrosoft365: boolean } | null;
  arc: { results: number; chainValidation: string | null; override: boolean };
  mailboxDelivery: MailboxDelivery | null;
  /** Headers that mail flow rules leave behind. */
  transportRules: { header: string; value: string }[];
  /** Protections a mail flow rule switched off for this message. */
  skipped: string[];
  enhancedFiltering: { originalSender: string | null; skipListed: string | null };
  /** Marks that SendGrid, ContactMonkey's carrier for Email Delivery, leaves in its mail. */
  sendGridMarks: string[];
  received: string[];
  /** Report fields and codes that are in none of our tables, kept as they were. */
  unknown: { field: string; value: string }[];
  /** What was malformed, doubled or contradictory, in words. */
  oddities: string[];
  /** How many header fields there were at all. */
  fieldCount: number;
}
