export interface HeaderCode {
  meaning: string;
  /** Where to look, when the code points at something an administrator can change. */
  lookAt?: string;
  source: string;
  date: string;
}

const learn = { source: 'Microsoft Learn, message-headers-eop-mdo', date: '2026-07-27' };
const troubleshooting = { source: 'Microsoft Learn, anti-spam-policies-troubleshooting', date: '2026-08-03' };
const protocol = { source: 'RFC 8601 and Microsoft Learn, email-authentication-about', date: '2026-06-15' };
const analyser = { source: 'microsoft/MHA, rules.json (Message Header Analyzer)', date: '2026-08' };
const observed = { source: 'observed in public headers, not documented by Microsoft', date: '2026-11' };
const bulkLevels = { source: 'Microsoft Learn, anti-spam-bulk-complaint-level-bcl-about', date: '2026-07-31' };

const highConfidencePhish: HeaderCode = {
  meaning: 'High confidence phishing',
  lookAt: 'HighConfidencePhishAction of the anti-spam policy; no allow list overrides the verdict',
  ...learn,
};

/** What the codes of Defender's message headers mean: field, then code. */
export const headerCodes: Readonly<Record<string, Readonly<Record<string, HeaderCode>>>> = {
  CAT: {
    NONE: { meaning: 'No threat category: no protection policy acted on the message', ...learn },
    MALW: { meaning: 'Malware', lookAt: 'anti-malware policy', ...learn },
    AMP: { meaning: 'Anti-malware', lookAt: 'anti-malware policy', ...learn },
    SAP: { meaning: 'Safe Attachments', lookAt: 'Safe Attachments policy', ...learn },
    FTBP: {
      meaning: 'An attachment type that the common attachments filter blocks',
      lookAt: 'FileTypes and FileTypeAction of the anti-malware policy',
      ...learn,
    },
    HPHSH: highConfidencePhish,
    HPHISH: highConfidencePhish,
    PHSH: { meaning: 'Phishing', lookAt: 'PhishSpamAction of the anti-spam policy', ...learn },
    SPOOF: {
      meaning: 'Spoofing: the sender could not be shown to be who the From address says',
      lookAt: 'AuthenticationFailAction or the DMARC actions of the anti-phishing policy',
      ...learn,
    },
    UIMP: {
      meaning: 'User impersonation',
      lookAt: 'TargetedUserProtectionAction of the anti-phishing policy',
      ...learn,
    },
    DIMP: {
      meaning: 'Domain impersonation',
      lookAt: 'TargetedDomainProtectionAction of the anti-phishing policy',
      ...learn,
    },
    GIMP: {
      meaning: 'Impersonation found by mailbox intelligence',
      lookAt: 'MailboxIntelligenceProtectionAction of the anti-phishing policy',
      ...learn,
    },
    BIMP: { meaning: 'Brand impersonation; handled like phishing, with no switch of its own', ...learn },
    INTOS: {
      meaning: 'Phishing inside the organisation',
      lookAt: 'IntraOrgFilterState of the anti-spam policy',
      ...learn,
    },
    HSPM: { meaning: 'High confidence spam', lookAt: 'HighConfidenceSpamAction of the anti-spam policy', ...learn },
    SPM: { meaning: 'Spam', lookAt: 'SpamAction of the anti-spam policy', ...learn },
    BULK: { meaning: 'Bulk mail', lookAt: 'BulkThreshold and BulkSpamAction of the anti-spam policy', ...learn },
    OSPM: { meaning: 'Outbound spam', lookAt: 'outbound spam policy of the sending mailbox', ...learn },
  },
  SFV: {
    NSPM: { meaning: 'Filtered and found to be no spam', ...learn },
    SPM: { meaning: 'Filtered and marked as spam', ...learn },
    SKA: {
      meaning: 'Filtering was skipped: the sender is on the allowed senders or domains list of the anti-spam policy',
      lookAt: 'AllowedSenders and AllowedSenderDomains of the anti-spam policy',
      ...learn,
    },
    SKB: {
      meaning: 'Marked as spam because the sender is on the blocked senders or domains list of the anti-spam policy',
      lookAt: 'BlockedSenders and BlockedSenderDomains of the anti-spam policy',
      ...learn,
    },
    SKN: {
      meaning: 'Marked as no spam before filtering, for example by a mail flow rule that sets SCL to -1',
      lookAt: 'mail flow rules with SetSCL -1',
      ...learn,
    },
    SKS: {
      meaning: 'Marked as spam before filtering, by a mail flow rule or an on-premises server',
      lookAt: 'mail flow rules with SetSCL 5 to 9',
      ...learn,
    },
    SKI: {
      meaning: 'Filtering was skipped: the sending address is on the IP Allow List, or the message is internal',
      lookAt: 'IPAllowList of the connection filter, when IPV is CAL',
      ...troubleshooting,
    },
    SKQ: { meaning: 'Released from quarantine, and so not filtered again', ...learn },
    SFE: {
      meaning: "Filtering was skipped: the sender is on the recipient's Safe Senders list",
      lookAt: 'Safe Senders of the mailbox',
      ...learn,
    },
    BLK: {
      meaning: "The sender is on the recipient's Blocked Senders list",
      lookAt: 'Blocked Senders of the mailbox',
      ...learn,
    },
    DMS: { meaning: 'A spam verdict was set aside because of a setting of the tenant', ...analyser },
  },
  IPV: {
    CAL: {
      meaning: 'The sending address is on the IP Allow List',
      lookAt: 'IPAllowList of the connection filter',
      ...learn,
    },
    NLI: { meaning: 'The sending address is on no IP list', ...learn },
  },
  DIR: {
    INB: { meaning: 'Inbound: the message came from outside the organisation', ...learn },
    OUT: { meaning: 'Outbound: the message left the organisation', ...learn },
    INT: { meaning: 'Internal: the message stayed inside the organisation', ...learn },
  },
  SRV: {
    BULK: {
      meaning: 'The bulk complaint level reached the threshold',
      lookAt: 'BulkThreshold of the anti-spam policy',
      ...learn,
    },
  },
  SCL: {
    '-1': { meaning: 'Spam filtering was skipped', ...learn },
    '0': { meaning: 'Found to be no spam', ...learn },
    '1': { meaning: 'Found to be no spam', ...learn },
    '5': { meaning: 'Spam', ...learn },
    '6': { meaning: 'Spam', ...learn },
    '8': { meaning: 'High confidence spam', ...learn },
    '9': { meaning: 'High confidence spam', ...learn },
  },
  BCL: {
    '0': { meaning: 'Not from a bulk sender', ...bulkLevels },
    '1': { meaning: 'From a bulk sender with few complaints', ...bulkLevels },
    '2': { meaning: 'From a bulk sender with few complaints', ...bulkLevels },
    '3': { meaning: 'From a bulk sender with few complaints', ...bulkLevels },
    '4': { meaning: 'From a bulk sender with a mixed number of complaints', ...bulkLevels },
    '5': { meaning: 'From a bulk sender with a mixed number of complaints', ...bulkLevels },
    '6': { meaning: 'From a bulk sender with a mixed number of complaints', ...bulkLevels },
    '7': { meaning: 'From a bulk sender with a mixed number of complaints', ...bulkLevels },
    '8': { meaning: 'From a bulk sender with many complaints', ...bulkLevels },
    '9': { meaning: 'From a bulk sender with many complaints', ...bulkLevels },
  },
  SFTY: {
    '9.1': { meaning: 'Phishing', ...observed },
    '9.11': { meaning: "Spoof of the organisation's own domain (intra-org spoof)", ...observed },
    '9.19': { meaning: 'Domain impersonation safety tip', ...learn },
    '9.20': { meaning: 'User impersonation safety tip', ...learn },
    '9.21': { meaning: 'The sender could not be authenticated', ...observed },
    '9.22': { meaning: 'Spoof of another domain (cross-domain spoof)', ...observed },
    '9.25': { meaning: 'First contact safety tip; by itself no verdict', ...learn },
  },
  AUTHAS: {
    ANONYMOUS: { meaning: 'Taken in from outside, without a signed-in sender', ...observed },
    INTERNAL: { meaning: 'Sent by a mailbox of this organisation', ...observed },
    EXTERNAL: { meaning: 'Authenticated, but from outside', ...observed },
    PARTNER: { meaning: 'Taken in from a partner organisation', ...observed },
  },
  DEST: {
    I: { meaning: 'Delivered to the inbox', ...observed },
    J: { meaning: 'Delivered to the Junk Email folder', ...observed },
    C: { meaning: "Delivered to another folder by the mailbox's own rule", ...observed },
  },
  SPF: {
    PASS: { meaning: 'The sending address may send for the envelope domain', ...protocol },
    FAIL: { meaning: 'The envelope domain says that this address may not send for it', ...protocol },
    SOFTFAIL: { meaning: 'The envelope domain says that this address probably may not send for it', ...protocol },
    NEUTRAL: { meaning: 'The envelope domain makes no statement about this address', ...protocol },
    NONE: { meaning: 'The envelope domain publishes no SPF record', ...protocol },
    TEMPERROR: { meaning: 'SPF could not be checked: DNS did not answer', ...protocol },
    PERMERROR: { meaning: 'SPF could not be checked: the record is faulty', ...protocol },
  },
  DKIM: {
    PASS: { meaning: 'A signature of that domain verifies', ...protocol },
    FAIL: { meaning: 'There is a signature, but it does not verify', ...protocol },
    NONE: { meaning: 'The message carries no signature', ...protocol },
    TIMEOUT: { meaning: 'The signing key could not be fetched in time', ...observed },
    NEUTRAL: { meaning: 'The signature could not be judged', ...protocol },
    TEMPERROR: { meaning: 'The signature could not be checked: DNS did not answer', ...protocol },
    PERMERROR: { meaning: 'The signature could not be checked: it or its key is faulty', ...protocol },
  },
  DMARC: {
    PASS: { meaning: 'SPF or DKIM passed for the domain in the From address', ...learn },
    FAIL: { meaning: 'Neither SPF nor DKIM passed for the domain in the From address', ...learn },
    BESTGUESSPASS: { meaning: 'The domain publishes no DMARC record, but the message would have passed', ...learn },
    NONE: { meaning: 'The domain in the From address publishes no DMARC record', ...learn },
    TEMPERROR: { meaning: 'DMARC could not be checked: DNS did not answer', ...learn },
    PERMERROR: { meaning: 'DMARC could not be checked: the record is faulty', ...learn },
  },
  'DMARC ACTION': {
    NONE: { meaning: 'The domain asks for no action', ...learn },
    QUARANTINE: { meaning: 'The domain asks to quarantine mail that fails DMARC', ...learn },
    REJECT: { meaning: 'The domain asks to reject mail that fails DMARC', ...learn },
    OREJECT: {
      meaning: 'The domain asks to reject; the receiver marked the message instead of rejecting it',
      ...learn,
    },
    'PCT.QUARANTINE': { meaning: 'The domain asks to quarantine, but its percentage left this message out', ...learn },
    'PCT.REJECT': { meaning: 'The domain asks to reject, but its percentage left this message out', ...learn },
    PERMERROR: { meaning: 'A lasting fault in the DMARC record', ...learn },
    TEMPERROR: { meaning: 'A passing fault while DMARC was checked', ...learn },
  },
  COMPAUTH: {
    PASS: { meaning: 'Composite authentication passed', ...learn },
    SOFTPASS: { meaning: 'Composite authentication passed with low confidence', ...learn },
    FAIL: { meaning: 'Composite authentication failed', ...learn },
    NONE: { meaning: 'Composite authentication did not judge the message', ...learn },
  },
};

/** What each field tells, for "what does CAT mean" without a code. */
export const headerFields: Readonly<Record<string, string>> = {
  CAT: 'CAT is the threat category: which kind of protection policy acted on the message.',
  SFV: 'SFV is the spam filtering verdict: whether the message was filtered, and if not, what made filtering skip it.',
  IPV: 'IPV tells whether the sending IP address is on an IP list of the connection filter.',
  DIR: 'DIR is the direction: INB inbound, OUT outbound, INT inside the organisation.',
  SRV: 'SRV:BULK says that the bulk complaint level reached the bulk threshold.',
  SCL: 'SCL is the spam confidence level, -1 to 9. In cloud mailboxes it informs and no longer decides; read CAT and DIR.',
  BCL: 'BCL is the bulk complaint level, 0 to 9: how many complaints the sender draws. The bulk threshold is compared with it.',
  SFTY: 'SFTY names the safety tip shown to the recipient.',
  CIP: 'CIP is the IP address that connected to Microsoft 365.',
  CTRY: 'CTRY is the country or region of the connecting IP address.',
  LANG: 'LANG is the language the message was recognised as.',
  H: 'H is the name the connecting server gave (HELO or EHLO).',
  PTR: 'PTR is the reverse DNS name of the connecting IP address.',
  ARC: 'ARC holds the results of the Authenticated Received Chain, the signatures of servers that forwarded the message.',
  SFS: 'SFS lists internal rule numbers of the spam filter. Microsoft does not publish their meaning; they are no cause by themselves.',
  AUTHAS:
    'AuthAs tells whether the sender was signed in: Internal is a mailbox of this organisation, Anonymous is the outside.',
  DEST: 'dest tells the folder the message went to: I inbox, J junk, C another folder.',
  SPF: 'SPF tells whether the sending IP address may send for the envelope (MAIL FROM) domain.',
  DKIM: 'DKIM tells whether a signature verifies, and for which domain.',
  DMARC: 'DMARC tells whether SPF or DKIM passed for the very domain in the From address.',
  COMPAUTH:
    'compauth is composite authentication: all sender checks of Microsoft 365 taken together, with a reason code.',
};

/** Report fields that are Microsoft's own business: known to exist, with no published meaning. */
export const internalReportFields: ReadonlySet<string> = new Set([
  'SFS',
  'SFP',
  'EFV',
  'SRVR',
  'FPR',
  'SPF',
  'SKIP',
  'UIP',
  'ARA',
]);

/** Report fields that are read. */
export const readReportFields: ReadonlySet<string> = new Set([
  'CIP',
  'CTRY',
  'LANG',
  'SCL',
  'SRV',
  'IPV',
  'SFV',
  'H',
  'PTR',
  'CAT',
  'DIR',
  'SFTY',
  'ARC',
  'BCL',
]);
