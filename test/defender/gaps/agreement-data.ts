/** How a check of another tool and our findings stand to each other. */
export type Stance = 'agree' | 'agree, weighed lower' | 'partly' | 'disagree' | 'outside';

export interface Agreement {
  check: string;
  about: string;
  stance: Stance;
  /** Our rule, where there is one. */
  rule: string | null;
  reason: string;
  /** A tenant as Standard has it, with this changed, fails the check; `status` is what our rule then says. */
  proof?: {
    cmdlet: string;
    changes?: Record<string, unknown>;
    rows?: Record<string, unknown>[];
    setting: string | null;
    status: string;
  };
}

const spam = 'Get-HostedContentFilterPolicy';
const phish = 'Get-AntiPhishPolicy';
const malware = 'Get-MalwareFilterPolicy';
const links = 'Get-SafeLinksPolicy';
const files = 'Get-SafeAttachmentPolicy';
const connection = 'Get-HostedConnectionFilterPolicy';
const transport = 'Get-TransportRule';

function one(
  check: string,
  about: string,
  rule: string,
  cmdlet: string,
  setting: string,
  value: unknown,
  stance: Stance = 'agree',
  reason = 'Same value, judged for the people whom the policy reaches.',
): Agreement {
  const status = stance === 'disagree' || stance === 'partly' ? 'info' : 'gap';
  return { check, about, stance, rule, reason, proof: { cmdlet, changes: { [setting]: value }, setting, status } };
}

function outside(check: string, about: string, reason: string): Agreement {
  return { check, about, stance: 'outside', rule: null, reason };
}

const active = { State: 'Enabled', Mode: 'Enforce', Name: 'Rule' };

/** ORCA e815451 (2024-06) and ScubaGear 4d34e9a (2026-08), the checks that touch mail filtering. */
export const agreements: readonly Agreement[] = [
  one(
    'ORCA-100',
    'Bulk threshold 4 to 6',
    'bulk-filter',
    spam,
    'BulkThreshold',
    8,
    'agree',
    'We compare with 7, 6 or 5 by level. ORCA’s strict value of 4 is out of date: Microsoft’s is 5.',
  ),
  one('ORCA-101', 'Bulk is marked', 'bulk-filter', spam, 'MarkAsSpamBulkMail', 'Off'),
  one('ORCA-102', 'Advanced spam filter options off', 'advanced-spam-filter', spam, 'MarkAsSpamWebBugsInHtml', 'On'),
  {
    ...outside('ORCA-103', 'Outbound limits and action', ''),
    stance: 'partly',
    rule: 'outbound-limits',
    reason:
      'We look only at limits that a campaign meets. Following the check caps a mailbox at 1,000 or 800 recipients, which stops larger campaigns.',
  },
  one(
    'ORCA-104',
    'High-confidence phish is quarantined',
    'spam-actions',
    spam,
    'HighConfidencePhishAction',
    'Redirect',
    'partly',
    'ORCA and we both call Redirect informational; Junk acts as quarantine.',
  ),
  one('ORCA-105', 'Deliver after scan', 'safe-links', links, 'DeliverMessageAfterScan', false),
  one(
    'ORCA-106',
    'Quarantine kept for 30 days',
    'quarantine-retention',
    spam,
    'QuarantineRetentionPeriod',
    10,
    'agree',
    'Also judged by level: 15 days is Microsoft’s default and no fault in a default policy.',
  ),
  one(
    'ORCA-107',
    'Quarantine notifications',
    'quarantine-policy',
    spam,
    'PhishQuarantineTag',
    'DefaultFullAccessPolicy',
    'agree',
    'We judge what the quarantine policy allows, by permission, and only where mail is held.',
  ),
  outside(
    'ORCA-108, 108_1',
    'DKIM signing of own domains',
    'Told as good to know (dkim-signing): mail inside the tenant is not judged by it, and Email Delivery needs a key of its own.',
  ),
  one('ORCA-109', 'No allowed senders', 'anti-spam-allow-lists', spam, 'AllowedSenders', ['a@fabrikam.com']),
  outside('ORCA-110', 'No notification of internal senders', 'It touches no campaign.'),
  one(
    'ORCA-111',
    'Unauthenticated sender mark',
    'safety-tips',
    phish,
    'EnableUnauthenticatedSender',
    false,
    'agree, weighed lower',
    'A mark for readers; delivery does not change, so low.',
  ),
  one(
    'ORCA-112',
    'Spoof action',
    'spoof-protection',
    phish,
    'AuthenticationFailAction',
    'Quarantine',
    'disagree',
    'Quarantine is Microsoft’s Strict value: a choice in a policy near Standard, no fault.',
  ),
  one('ORCA-113', 'No click-through', 'safe-links', links, 'AllowClickThrough', true),
  one('ORCA-114', 'No IP allow list', 'connection-filter', connection, 'IPAllowList', ['198.51.100.7']),
  one(
    'ORCA-115',
    'Mailbox intelligence protection',
    'impersonation',
    phish,
    'EnableMailboxIntelligenceProtection',
    false,
  ),
  one(
    'ORCA-116',
    'Mailbox intelligence action',
    'impersonation',
    phish,
    'MailboxIntelligenceProtectionAction',
    'NoAction',
  ),
  one(
    'ORCA-118_1',
    'No allowed domains',
    'anti-spam-allow-lists',
    spam,
    'AllowedSenderDomains',
    ['fabrikam.com'],
    'agree',
    'We add that the list does nothing for people in a preset, and for campaigns whose From domain is your own.',
  ),
  {
    check: 'ORCA-118_2',
    about: 'SCL −1 by sender domain',
    stance: 'agree',
    rule: 'mail-flow-bypass',
    reason:
      'Domain alone fails with both. We also read the words of the header condition, so a rule keyed to spf=fail fails, and authentication without a domain fails (ORCA passes both).',
    proof: {
      cmdlet: transport,
      rows: [{ ...active, SetSCL: -1, SenderDomainIs: ['fabrikam.com'] }],
      setting: 'SetSCL',
      status: 'gap',
    },
  },
  one('ORCA-118_3', 'No own domain among the allowed', 'anti-spam-allow-lists', spam, 'AllowedSenderDomains', [
    'contoso.com',
  ]),
  {
    check: 'ORCA-118_4',
    about: 'SCL −1 for an own domain',
    stance: 'agree',
    rule: 'mail-flow-bypass',
    reason: 'As 118_2, and weighed as critical.',
    proof: {
      cmdlet: transport,
      rows: [{ ...active, SetSCL: '-1', SenderDomainIs: ['contoso.com'] }],
      setting: 'SetSCL',
      status: 'gap',
    },
  },
  one(
    'ORCA-119',
    'Similar domains tip',
    'impersonation',
    phish,
    'EnableSimilarDomainsSafetyTips',
    false,
    'agree, weighed lower',
    'A mark for readers, so low; in a preset only good to know.',
  ),
  one('ORCA-120 phish', 'Phish ZAP', 'zap', spam, 'PhishZapEnabled', false),
  one('ORCA-120 spam', 'Spam ZAP', 'zap', spam, 'SpamZapEnabled', false),
  one('ORCA-120 malware', 'Malware ZAP', 'zap', malware, 'ZapEnabled', false),
  one('ORCA-121', 'Actions that ZAP supports', 'spam-actions', spam, 'SpamAction', 'AddXHeader'),
  one(
    'ORCA-123',
    'Unusual characters tip',
    'impersonation',
    phish,
    'EnableUnusualCharactersSafetyTips',
    false,
    'agree, weighed lower',
    'A mark for readers, so low.',
  ),
  one(
    'ORCA-124',
    'Safe Attachments blocks',
    'safe-attachments',
    files,
    'Action',
    'Allow',
    'agree',
    'Dynamic Delivery is informational with both.',
  ),
  one(
    'ORCA-139',
    'Spam action',
    'spam-actions',
    spam,
    'SpamAction',
    'ModifySubject',
    'agree',
    'Quarantine in a policy near Standard is a choice: it is Strict’s value.',
  ),
  one('ORCA-140', 'High-confidence spam action', 'spam-actions', spam, 'HighConfidenceSpamAction', 'MoveToJmf'),
  one('ORCA-141', 'Bulk action', 'bulk-filter', spam, 'BulkSpamAction', 'NoAction'),
  one('ORCA-142', 'Phish action', 'spam-actions', spam, 'PhishSpamAction', 'MoveToJmf'),
  one(
    'ORCA-143',
    'Safety tips',
    'safety-tips',
    spam,
    'InlineSafetyTipsEnabled',
    false,
    'agree, weighed lower',
    'A mark for readers, so low.',
  ),
  one('ORCA-156', 'Clicks are recorded', 'safe-links', links, 'TrackClicks', false),
  one(
    'ORCA-158',
    'Files in SharePoint, OneDrive and Teams',
    'linked-files',
    'Get-AtpPolicyForO365',
    'EnableATPForSPOTeamsODB',
    false,
    'agree, weighed lower',
    'It matters because we advise links instead of attachments.',
  ),
  one(
    'ORCA-179',
    'Safe Links for internal senders',
    'safe-links',
    links,
    'EnableForInternalSenders',
    false,
    'agree',
    'Off in Built-in protection, which is Microsoft’s own and no fault there.',
  ),
  one('ORCA-180', 'Spoof intelligence', 'spoof-protection', phish, 'EnableSpoofIntelligence', false),
  {
    check: 'ORCA-189',
    about: 'No rule skips Safe Attachments',
    stance: 'agree',
    rule: 'mail-flow-bypass',
    reason: 'Same header.',
    proof: {
      cmdlet: transport,
      rows: [
        { ...active, SetHeaderName: 'X-MS-Exchange-Organization-SkipSafeAttachmentProcessing', SetHeaderValue: '1' },
      ],
      setting: 'SetHeaderName',
      status: 'gap',
    },
  },
  {
    check: 'ORCA-189_2',
    about: 'No rule skips Safe Links',
    stance: 'agree',
    rule: 'mail-flow-bypass',
    reason: 'Same header.',
    proof: {
      cmdlet: transport,
      rows: [{ ...active, SetHeaderName: 'X-MS-Exchange-Organization-SkipSafeLinksProcessing', SetHeaderValue: '1' }],
      setting: 'SetHeaderName',
      status: 'gap',
    },
  },
  one(
    'ORCA-205',
    'Common attachments filter',
    'attachment-filter',
    malware,
    'EnableFileFilter',
    false,
    'agree',
    'Same list of 53 types. We also tell types beyond it that campaigns carry.',
  ),
  one('ORCA-220', 'Phish threshold', 'phish-threshold', phish, 'PhishThresholdLevel', 1),
  one('ORCA-221', 'Mailbox intelligence', 'impersonation', phish, 'EnableMailboxIntelligence', false),
  one('ORCA-222', 'Domain impersonation action', 'impersonation', phish, 'TargetedDomainProtectionAction', 'NoAction'),
  one('ORCA-223', 'User impersonation action', 'impersonation', phish, 'TargetedUserProtectionAction', 'MoveToJmf'),
  one(
    'ORCA-224',
    'Similar users tip',
    'impersonation',
    phish,
    'EnableSimilarUsersSafetyTips',
    false,
    'agree, weighed lower',
    'A mark for readers, so low.',
  ),
  one(
    'ORCA-225',
    'Safe Documents',
    'linked-files',
    'Get-AtpPolicyForO365',
    'EnableSafeDocs',
    false,
    'agree, weighed lower',
    'It touches no mail.',
  ),
  one(
    'ORCA-228',
    'No trusted senders',
    'trusted-senders',
    phish,
    'ExcludedSenders',
    ['news@fabrikam.com'],
    'disagree',
    'Microsoft recommends the list for wrongly flagged senders; it is the narrowest fix for impersonation.',
  ),
  one(
    'ORCA-229',
    'No trusted domains',
    'trusted-senders',
    phish,
    'ExcludedDomains',
    ['fabrikam.com'],
    'disagree',
    'As 228; an own, popular or shared domain is a gap, and a tracking host is told to have no effect.',
  ),
  outside(
    'ORCA-226, 227, 230–232',
    'Each accepted domain has a policy',
    'We tell it per person: who is under which policy (effective), who has none (defender-coverage).',
  ),
  {
    check: 'ORCA-233, 233_1',
    about: 'Enhanced Filtering with a gateway in front',
    stance: 'agree',
    rule: 'enhanced-filtering',
    reason: 'Same conditions: skipping set, no test mode, no subset of users.',
    proof: { cmdlet: 'domains', changes: { mxAtMicrosoft365: false }, setting: 'EFSkipLastIP', status: 'gap' },
  },
  one(
    'ORCA-234',
    'Safe Documents cannot be left',
    'linked-files',
    'Get-AtpPolicyForO365',
    'AllowSafeDocsOpen',
    true,
    'agree, weighed lower',
    'It touches no mail.',
  ),
  outside(
    'ORCA-235',
    'SPF record',
    'We ask whether the campaign’s own path is aligned (sender-authentication), which an SPF record alone does not tell.',
  ),
  one('ORCA-236', 'Safe Links for mail', 'safe-links', links, 'EnableSafeLinksForEmail', false),
  one(
    'ORCA-237',
    'Safe Links for Teams',
    'safe-links',
    links,
    'EnableSafeLinksForTeams',
    false,
    'agree, weighed lower',
    'Teams is not mail.',
  ),
  one(
    'ORCA-238',
    'Safe Links for Office',
    'safe-links',
    links,
    'EnableSafeLinksForOffice',
    false,
    'agree, weighed lower',
    'Office files are not mail.',
  ),
  outside(
    'ORCA-239',
    'No exceptions of Built-in protection',
    'We tell the people who are left without any policy by them, not the exception as such (defender-coverage).',
  ),
  one(
    'ORCA-240',
    'External tag on',
    'external-marking',
    'Get-ExternalInOutlook',
    'Enabled',
    true,
    'disagree',
    'A matter of taste for readers: told as good to know when it marks campaigns, no fault either way.',
  ),
  one(
    'ORCA-241',
    'First contact tip',
    'safety-tips',
    phish,
    'EnableFirstContactSafetyTips',
    false,
    'agree, weighed lower',
    'A mark for readers, so low; in a preset only good to know.',
  ),
  outside('ORCA-242', 'Alert policies', 'They stop no mail.'),
  {
    check: 'ORCA-243',
    about: 'Trusted ARC sealer with a gateway in front',
    stance: 'disagree',
    rule: 'arc-sealers',
    reason:
      'ORCA asks for one. We fault sealers that do not seal: an originator such as ContactMonkey’s mail service gains nothing from the entry.',
    proof: {
      cmdlet: 'Get-ArcConfig',
      rows: [{ Identity: 'Default', ArcTrustedSealers: ['sendgrid.net'] }],
      setting: 'ArcTrustedSealers',
      status: 'gap',
    },
  },
  one('ORCA-244', 'Honor DMARC', 'spoof-protection', phish, 'HonorDmarcPolicy', false),
  one('MS.SECURITYSUITE.1.1', 'File filter', 'attachment-filter', malware, 'EnableFileFilter', false),
  one('MS.SECURITYSUITE.1.2', 'Malware ZAP', 'zap', malware, 'ZapEnabled', false),
  one(
    'MS.SECURITYSUITE.1.3',
    'Safe Attachments for all',
    'safe-attachments',
    files,
    'Enable',
    false,
    'agree',
    'Per person: ScubaGear looks at the rule with the lowest priority number if it covers all domains, we at whoever it covers.',
  ),
  one(
    'MS.SECURITYSUITE.1.4',
    'Files in SharePoint, OneDrive and Teams',
    'linked-files',
    'Get-AtpPolicyForO365',
    'EnableATPForSPOTeamsODB',
    false,
    'agree, weighed lower',
    'It touches linked files only.',
  ),
  one(
    'MS.SECURITYSUITE.2.1–2.4',
    'Impersonation protection',
    'impersonation',
    phish,
    'TargetedDomainProtectionAction',
    'BccMessage',
    'agree',
    'BccMessage and NoAction fail with both.',
  ),
  one(
    'MS.SECURITYSUITE.6.1',
    'The four spam actions',
    'spam-actions',
    spam,
    'PhishSpamAction',
    'AddXHeader',
    'agree',
    'ScubaGear lets a compliant Standard hide the rest even when a non-compliant Strict is what people get, and ignores exceptions of presets; we judge whatever each person really gets.',
  ),
  one('MS.SECURITYSUITE.6.2', 'No allowed domains', 'anti-spam-allow-lists', spam, 'AllowedSenderDomains', [
    'fabrikam.com',
  ]),
  one('MS.SECURITYSUITE.7.1', 'Safe Links for mail', 'safe-links', links, 'EnableSafeLinksForEmail', false),
  one('MS.SECURITYSUITE.7.2', 'Real-time scan', 'safe-links', links, 'ScanUrls', false),
  one('MS.SECURITYSUITE.7.3', 'Clicks are recorded', 'safe-links', links, 'TrackClicks', false),
  one('MS.SECURITYSUITE.8.1', 'No IP allow list', 'connection-filter', connection, 'IPAllowList', ['198.51.100.0/24']),
  one('MS.SECURITYSUITE.8.2', 'Safe list off', 'connection-filter', connection, 'EnableSafeList', true),
  outside(
    'MS.EXO 2.2, 3.1, 4.x',
    'SPF, DKIM and DMARC of own domains',
    'As ORCA-235 and 108: we ask whether the campaign’s own path is aligned.',
  ),
  outside('MS.EXO 7.1', 'External tag', 'As ORCA-240.'),
];

/** The table for people: one row a check. */
export function agreementTable(): string {
  const rows = agreements.map(
    ({ check, about, stance, rule, reason }) => `| ${check} | ${about} | ${stance} | ${rule ?? '–'} | ${reason} |`,
  );
  return [
    '# How our findings stand to ORCA and ScubaGear',
    '',
    'Read from ORCA e815451 (2024-06) and ScubaGear 4d34e9a (2026-08). Each row with a rule is proved by a test that changes the one',
    'value in a tenant as Standard has it. Where we differ, it is said why. Differences that hold for all: we judge per person (priority,',
    'exceptions, disabled rules, presets), and a policy that reaches nobody of the audience is no gap.',
    '',
    '| Check | About | We | Our rule | Why |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
