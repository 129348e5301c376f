/** Results of sender authentication, as Microsoft 365 stamps them. `own` domains are put in where `{…}` stands. */
export interface Authentication {
  spf: string;
  dkim: string;
  dmarc: string;
  action: string;
  compauth: string;
  reason: string;
}

export const authentications = {
  internal: null,
  aligned: { spf: 'pass', dkim: 'pass', dmarc: 'pass', action: 'none', compauth: 'pass', reason: '100' },
  ownUnaligned: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'none', compauth: 'fail', reason: '601' },
  ownRefused: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'quarantine', compauth: 'fail', reason: '010' },
  ownRejected: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'reject', compauth: 'fail', reason: '010' },
  otherUnaligned: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'none', compauth: 'fail', reason: '001' },
  otherRefused: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'quarantine', compauth: 'fail', reason: '000' },
  otherRejected: { spf: 'pass', dkim: 'pass', dmarc: 'fail', action: 'reject', compauth: 'fail', reason: '000' },
  weak: { spf: 'none', dkim: 'none', dmarc: 'none', action: 'none', compauth: 'fail', reason: '001' },
  failed: { spf: 'fail', dkim: 'none', dmarc: 'fail', action: 'quarantine', compauth: 'fail', reason: '000' },
  history: { spf: 'softfail', dkim: 'none', dmarc: 'none', action: 'none', compauth: 'pass', reason: '703' },
} satisfies Record<string, Authentication | null>;

/** Why a message ended where it ended: what Defender found, and which kind of policy acted. */
export interface Cause {
  key: string;
  /** `zapped` and `taken` were delivered first and moved to quarantine later, by ZAP or by an administrator; ZAP moved `zappedToJunk`. */
  outcome: 'quarantine' | 'junk' | 'delivered' | 'zapped' | 'zappedToJunk' | 'taken' | 'rejected' | 'deleted';
  /** `QuarantineTypes`, `Type` and `PolicyType` of the quarantine row. */
  quarantineType: string;
  type: string;
  policyType: string;
  policy: 'antiSpam' | 'antiPhish' | 'antiMalware' | 'safeAttachments' | 'transportRule' | 'dlp' | 'none';
  /** Property of the policy that names the quarantine policy; null means AdminOnlyAccessPolicy. */
  tag: string | null;
  header: { scl: number; sfv: string; cat: string; bcl: number; srv: string; sfty: string; customSpam: string | null };
  authentication: Authentication | null;
  threat: string;
  methods: string[];
  confidence: string;
  actionPolicy: string;
  orgLevelPolicy: string;
  /** What the sender is told when it is refused; `{domain}` stands for the From domain. */
  reply: string;
}

type Draft = Partial<Omit<Cause, 'header' | 'authentication'>> & {
  header?: Partial<Cause['header']>;
  auth?: keyof typeof authentications;
};

function cause(key: string, draft: Draft): Cause {
  const { header, auth, ...rest } = draft;
  return {
    key,
    outcome: 'quarantine',
    quarantineType: 'Spam',
    type: 'Spam',
    policyType: 'HostedContentFilterPolicy',
    policy: 'antiSpam',
    tag: null,
    threat: '',
    methods: [],
    confidence: '',
    actionPolicy: '',
    orgLevelPolicy: '',
    reply: '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
    ...rest,
    header: { scl: 1, sfv: 'NSPM', cat: 'NONE', bcl: 0, srv: '', sfty: '', customSpam: null, ...header },
    authentication: authentications[auth ?? 'aligned'],
  };
}

const spoof: Draft = {
  quarantineType: 'Phish',
  type: 'Phish',
  policyType: 'AntiPhishPolicy',
  policy: 'antiPhish',
  tag: 'SpoofQuarantineTag',
  header: { scl: 5, sfv: 'SPM', cat: 'SPOOF', sfty: '9.11' },
  threat: 'Phish',
  confidence: 'Low',
  actionPolicy: 'Anti-phishing spoof',
};
const highPhish: Draft = {
  quarantineType: 'HighConfPhish',
  type: 'High Confidence Phish',
  header: { scl: 8, sfv: 'SPM', cat: 'HPHSH' },
  threat: 'Phish',
  methods: ['URL malicious reputation'],
  confidence: 'High',
  actionPolicy: 'Antispam phishing',
};
const phish: Draft = {
  quarantineType: 'Phish',
  type: 'Phish',
  tag: 'PhishQuarantineTag',
  header: { scl: 8, sfv: 'SPM', cat: 'PHSH' },
  threat: 'Phish',
  methods: ['Advanced filter'],
  confidence: 'Low',
  actionPolicy: 'Antispam phishing',
};
const malware: Draft = {
  quarantineType: 'Malware',
  type: 'Malware',
  policyType: 'AntiMalwarePolicy',
  policy: 'antiMalware',
  header: { scl: 9, sfv: 'SPM', cat: 'MALW' },
  threat: 'Malware',
  methods: ['Antimalware protection'],
  actionPolicy: 'Antimalware',
};
const highSpam: Draft = {
  tag: 'HighConfidenceSpamQuarantineTag',
  header: { scl: 9, sfv: 'SPM', cat: 'HSPM' },
  threat: 'Spam',
  methods: ['General filter'],
  confidence: '9',
  actionPolicy: 'Antispam high-confidence',
};
const bulk: Draft = {
  quarantineType: 'Bulk',
  type: 'Bulk',
  tag: 'BulkQuarantineTag',
  header: { scl: 6, sfv: 'SPM', cat: 'BULK', bcl: 7, srv: 'BULK' },
  threat: 'Spam',
  methods: ['Bulk'],
  confidence: '6',
  actionPolicy: 'Antispam bulk mail',
};
const none = { policyType: '', policy: 'none' } as const;

/** Every way the company's mail fares. Header codes after Microsoft Learn, message-headers, 2026-07-27. */
export const causes = {
  delivered: cause('delivered', { outcome: 'delivered', ...none }),
  deliveredBulk: cause('deliveredBulk', { outcome: 'delivered', ...none, header: { bcl: 4 } }),
  deliveredInside: cause('deliveredInside', { outcome: 'delivered', ...none, auth: 'internal' }),
  junkSpoof: cause('junkSpoof', { ...spoof, outcome: 'junk', methods: ['Spoof intra-org'], auth: 'ownUnaligned' }),
  junkBulk: cause('junkBulk', { ...bulk, outcome: 'junk' }),
  spoofOwnDomain: cause('spoofOwnDomain', { ...spoof, methods: ['Spoof intra-org'], auth: 'ownUnaligned' }),
  spoofDmarc: cause('spoofDmarc', { ...spoof, methods: ['Spoof DMARC'], auth: 'ownRefused' }),
  spoofDmarcReject: cause('spoofDmarcReject', {
    ...spoof,
    methods: ['Spoof DMARC'],
    auth: 'ownRejected',
    reply:
      '550 5.7.509 Access denied, sending domain {domain} does not pass DMARC verification and has a DMARC policy of reject.',
  }),
  spoofBlocked: cause('spoofBlocked', { ...spoof, methods: ['Spoof intra-org'] }),
  spoofOutside: cause('spoofOutside', {
    ...spoof,
    methods: ['Spoof external domain'],
    auth: 'failed',
    header: { ...spoof.header, sfty: '9.22' },
  }),
  bulk7: cause('bulk7', bulk),
  bulk8: cause('bulk8', { ...bulk, header: { ...bulk.header, bcl: 8 } }),
  webBug: cause('webBug', {
    ...highSpam,
    header: { ...highSpam.header, customSpam: 'Web bug' },
    orgLevelPolicy: 'Antispam policy settings',
  }),
  imageLinks: cause('imageLinks', {
    tag: 'SpamQuarantineTag',
    header: { scl: 5, sfv: 'SPM', cat: 'SPM', customSpam: 'Image links to remote sites' },
    threat: 'Spam',
    methods: ['General filter'],
    confidence: '5',
    actionPolicy: 'Antispam',
    orgLevelPolicy: 'Antispam policy settings',
  }),
  urlReputationInside: cause('urlReputationInside', {
    ...highPhish,
    auth: 'internal',
    header: { ...highPhish.header, cat: 'HPHISH' },
  }),
  urlReputation: cause('urlReputation', highPhish),
  realPhish: cause('realPhish', {
    ...highPhish,
    methods: ['URL malicious reputation', 'URL detonation'],
    auth: 'weak',
    header: { ...highPhish.header, sfty: '9.19' },
  }),
  blockedUrl: cause('blockedUrl', { ...highPhish, methods: [], orgLevelPolicy: 'Tenant Allow/Block List URL block' }),
  blockedSender: cause('blockedSender', {
    ...highSpam,
    methods: [],
    orgLevelPolicy: 'Tenant Allow/Block List sender email address block',
  }),
  blockedIp: cause('blockedIp', {
    ...none,
    outcome: 'deleted',
    header: { scl: 9, sfv: 'SKB' },
    orgLevelPolicy: 'Connection policy',
  }),
  userBlocked: cause('userBlocked', { ...none, outcome: 'junk', header: { scl: 6, sfv: 'BLK' } }),
  userSafe: cause('userSafe', { ...none, outcome: 'delivered', header: { scl: -1, sfv: 'SFE' } }),
  blockedDomain: cause('blockedDomain', {
    ...highSpam,
    methods: [],
    header: { ...highSpam.header, sfv: 'SKB' },
    orgLevelPolicy: 'Sender domain list (Admin override)',
  }),
  phish: cause('phish', phish),
  phishWeak: cause('phishWeak', { ...phish, auth: 'weak' }),
  zapped: cause('zapped', {
    ...phish,
    outcome: 'zapped',
    header: {},
    methods: ['URL malicious reputation'],
    auth: 'aligned',
  }),
  userImpersonation: cause('userImpersonation', {
    ...spoof,
    tag: 'TargetedUserQuarantineTag',
    header: { scl: 5, sfv: 'SPM', cat: 'UIMP', sfty: '9.20' },
    methods: ['Impersonation user'],
    actionPolicy: 'Anti-phishing user impersonation',
  }),
  ownSpam: cause('ownSpam', {
    tag: 'SpamQuarantineTag',
    header: { scl: 5, sfv: 'SPM', cat: 'SPM' },
    threat: 'Spam',
    methods: ['Mixed analysis detection'],
    confidence: '5',
    actionPolicy: 'Antispam',
  }),
  ownHighSpam: cause('ownHighSpam', highSpam),
  highSpam: cause('highSpam', { ...highSpam, auth: 'weak' }),
  spam: cause('spam', {
    tag: 'SpamQuarantineTag',
    header: { scl: 5, sfv: 'SPM', cat: 'SPM', bcl: 4 },
    threat: 'Spam',
    methods: ['Fingerprint matching'],
    confidence: '5',
    actionPolicy: 'Antispam',
    auth: 'history',
  }),
  heldByRule: cause('heldByRule', {
    quarantineType: 'TransportRule',
    type: 'Transport Rule',
    policyType: 'ExchangeTransportRule',
    policy: 'transportRule',
    header: { bcl: 3 },
    actionPolicy: 'Enterprise Transport Rules (ETR)',
    orgLevelPolicy: 'Exchange transport rule (mail flow rule)',
  }),
  fileType: cause('fileType', {
    ...malware,
    quarantineType: 'FileTypeBlock',
    type: 'File Type Block',
    header: { scl: 9, sfv: 'SPM', cat: 'FTBP' },
    methods: [],
    orgLevelPolicy: 'Antimalware policy block by file type',
  }),
  malware: cause('malware', { ...malware, auth: 'weak' }),
  safeAttachments: cause('safeAttachments', {
    ...malware,
    policyType: 'SafeAttachmentPolicy',
    policy: 'safeAttachments',
    header: { scl: 9, sfv: 'SPM', cat: 'SAP' },
    methods: ['File detonation'],
    actionPolicy: 'Safe Attachments',
  }),
  dataLoss: cause('dataLoss', {
    quarantineType: 'DataLossPrevention',
    type: 'Data Loss Prevention',
    policyType: 'DataLossPreventionRule',
    policy: 'dlp',
    auth: 'internal',
  }),
  sharedFile: cause('sharedFile', {
    ...none,
    quarantineType: 'SPOMalware',
    type: 'Malware',
    threat: 'Malware',
    methods: ['File reputation'],
    auth: 'internal',
  }),
  adminMove: cause('adminMove', {
    ...none,
    outcome: 'taken',
    quarantineType: 'AdminTriggered',
    type: 'Admin Triggered',
    threat: 'Phish',
    auth: 'weak',
  }),
  personalData: cause('personalData', { ...none, quarantineType: 'PPI', type: 'PPI' }),
} satisfies Record<string, Cause>;
