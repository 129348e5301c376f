import { aBuiltInRule, aPresetRule, aSnapshot, type SnapshotDocument } from './tenant-snapshots.ts';

/**
 * Policy rows as a tenant has them that nobody changed, written from Microsoft's published tables (recommended settings,
 * 2026-08-10) and not from the product's own.
 */
type Policy = Record<string, unknown>;
export type Level = 'Default' | 'Standard' | 'Strict';

const noAsf = Object.fromEntries(
  [
    'IncreaseScoreWithImageLinks',
    'IncreaseScoreWithNumericIps',
    'IncreaseScoreWithRedirectToOtherPort',
    'IncreaseScoreWithBizOrInfoUrls',
    'MarkAsSpamEmptyMessages',
    'MarkAsSpamJavaScriptInHtml',
    'MarkAsSpamFramesInHtml',
    'MarkAsSpamObjectTagsInHtml',
    'MarkAsSpamEmbedTagsInHtml',
    'MarkAsSpamFormTagsInHtml',
    'MarkAsSpamWebBugsInHtml',
    'MarkAsSpamSensitiveWordList',
    'MarkAsSpamSpfRecordHardFail',
    'MarkAsSpamFromAddressAuthFail',
    'MarkAsSpamNdrBackscatter',
  ].map((option) => [option, 'Off']),
);
const quiet = 'DefaultFullAccessPolicy';
const notify = 'DefaultFullAccessWithNotificationPolicy';
const adminOnly = 'AdminOnlyAccessPolicy';
const by = <T>(level: Level, byDefault: T, standard: T, strict: T): T =>
  level === 'Default' ? byDefault : level === 'Standard' ? standard : strict;

export function antiSpamPolicy(level: Level): Policy {
  return {
    ...noAsf,
    MarkAsSpamBulkMail: 'On',
    TestModeAction: 'None',
    BulkMovesEnabled: 'NotSet',
    BulkThreshold: by(level, 7, 6, 5),
    BulkSpamAction: by(level, 'MoveToJmf', 'MoveToJmf', 'Quarantine'),
    BulkQuarantineTag: by(level, quiet, quiet, notify),
    SpamAction: by(level, 'MoveToJmf', 'MoveToJmf', 'Quarantine'),
    SpamQuarantineTag: by(level, quiet, quiet, notify),
    HighConfidenceSpamAction: by(level, 'MoveToJmf', 'Quarantine', 'Quarantine'),
    HighConfidenceSpamQuarantineTag: by(level, quiet, notify, notify),
    PhishSpamAction: by(level, 'MoveToJmf', 'Quarantine', 'Quarantine'),
    PhishQuarantineTag: by(level, quiet, notify, notify),
    HighConfidencePhishAction: 'Quarantine',
    HighConfidencePhishQuarantineTag: adminOnly,
    IntraOrgFilterState: 'Default',
    QuarantineRetentionPeriod: by(level, 15, 30, 30),
    InlineSafetyTipsEnabled: true,
    PhishZapEnabled: true,
    SpamZapEnabled: true,
    ZapEnabled: true,
    EnableLanguageBlockList: false,
    LanguageBlockList: [],
    EnableRegionBlockList: false,
    RegionBlockList: [],
    AllowedSenders: [],
    AllowedSenderDomains: [],
    BlockedSenders: [],
    BlockedSenderDomains: [],
  };
}

export function antiPhishPolicy(level: Level): Policy {
  const protects = level !== 'Default';
  return {
    Enabled: true,
    ImpersonationProtectionState: 'Automatic',
    EnableSpoofIntelligence: true,
    HonorDmarcPolicy: true,
    DmarcQuarantineAction: 'Quarantine',
    DmarcRejectAction: 'Reject',
    AuthenticationFailAction: by(level, 'MoveToJmf', 'MoveToJmf', 'Quarantine'),
    SpoofQuarantineTag: by(level, quiet, quiet, notify),
    EnableFirstContactSafetyTips: protects,
    EnableUnauthenticatedSender: true,
    EnableViaTag: true,
    PhishThresholdLevel: by(level, 1, 3, 4),
    EnableTargetedUserProtection: protects,
    TargetedUsersToProtect: [],
    EnableOrganizationDomainsProtection: protects,
    EnableTargetedDomainsProtection: protects,
    TargetedDomainsToProtect: [],
    ExcludedSenders: [],
    ExcludedDomains: [],
    EnableMailboxIntelligence: true,
    EnableMailboxIntelligenceProtection: protects,
    TargetedUserProtectionAction: by(level, 'NoAction', 'Quarantine', 'Quarantine'),
    TargetedUserQuarantineTag: by(level, quiet, notify, notify),
    TargetedDomainProtectionAction: by(level, 'NoAction', 'Quarantine', 'Quarantine'),
    TargetedDomainQuarantineTag: by(level, quiet, notify, notify),
    MailboxIntelligenceProtectionAction: by(level, 'NoAction', 'MoveToJmf', 'Quarantine'),
    MailboxIntelligenceQuarantineTag: by(level, quiet, quiet, notify),
    EnableSimilarUsersSafetyTips: protects,
    EnableSimilarDomainsSafetyTips: protects,
    EnableUnusualCharactersSafetyTips: protects,
  };
}

export const blockedTypes =
  'ace,ani,apk,app,appx,arj,bat,cab,cmd,com,deb,dex,dll,docm,elf,exe,hta,img,iso,jar,jnlp,kext,lha,lib,library,lnk,lzh,macho,msc,msi,msix,msp,mst,pif,ppa,ppam,reg,rev,scf,scr,sct,sys,uif,vb,vbe,vbs,vxd,wsc,wsf,wsh,xll,xz,z'.split(
    ',',
  );

export function antiMalwarePolicy(): Policy {
  return {
    EnableFileFilter: true,
    FileTypes: blockedTypes,
    FileTypeAction: 'Reject',
    ZapEnabled: true,
    QuarantineTag: adminOnly,
  };
}

export function safeAttachmentPolicy(): Policy {
  return {
    Enable: true,
    Action: 'Block',
    Redirect: false,
    RedirectAddress: '',
    QuarantineTag: adminOnly,
    EnableBlockingEncryptedAttachments: false,
    ExcludedTypesFromBlockingEncryptedAttachments: [],
    QuarantineTagForBlockingEncryptedAttachments: notify,
  };
}

export function safeLinksPolicy(level: 'BuiltIn' | 'Standard' | 'Strict'): Policy {
  const builtIn = level === 'BuiltIn';
  return {
    EnableSafeLinksForEmail: true,
    EnableForInternalSenders: !builtIn,
    ScanUrls: true,
    DeliverMessageAfterScan: true,
    DisableUrlRewrite: builtIn,
    DoNotRewriteUrls: [],
    EnableSafeLinksForTeams: true,
    EnableSafeLinksForOffice: true,
    TrackClicks: true,
    AllowClickThrough: builtIn,
  };
}

const named = (name: string, policy: Policy, more: Policy = {}): Policy => ({
  Name: name,
  Identity: name,
  RecommendedPolicyType: 'Custom',
  IsDefault: false,
  ...policy,
  ...more,
});

const preset = (level: 'Standard' | 'Strict', number: number, policy: Policy): Policy =>
  named(`${level} Preset Security Policy170000000000${number}`, policy, { RecommendedPolicyType: level });

/** Every policy object that an untouched tenant with both presets has. */
export function microsoftPolicies(): Record<string, Policy[]> {
  const builtIn = { IsBuiltInProtection: true };
  const levels = ['Standard', 'Strict'] as const;
  return {
    'Get-HostedContentFilterPolicy': [
      named('Default', antiSpamPolicy('Default'), { IsDefault: true }),
      ...levels.map((level) => preset(level, 1, antiSpamPolicy(level))),
    ],
    'Get-AntiPhishPolicy': [
      named('Office365 AntiPhish Default', antiPhishPolicy('Default'), { IsDefault: true }),
      ...levels.map((level) => preset(level, 2, antiPhishPolicy(level))),
    ],
    'Get-MalwareFilterPolicy': [
      named('Default', antiMalwarePolicy(), { IsDefault: true }),
      ...levels.map((level) => preset(level, 3, antiMalwarePolicy())),
    ],
    'Get-SafeLinksPolicy': [
      named('Built-In Protection Policy', safeLinksPolicy('BuiltIn'), builtIn),
      ...levels.map((level) => preset(level, 4, safeLinksPolicy(level))),
    ],
    'Get-SafeAttachmentPolicy': [
      named('Built-In Protection Policy', safeAttachmentPolicy(), builtIn),
      ...levels.map((level) => preset(level, 5, safeAttachmentPolicy())),
    ],
  };
}

const permissions = (words: string[]) =>
  `[${['BlockSender', 'Delete', 'Download', 'Preview', 'Release', 'RequestRelease', 'ViewHeader', 'AllowSender']
    .map((word) => `PermissionTo${word}: ${words.includes(word) ? 'True' : 'False'}`)
    .join('\r\n')}]`;
const full = permissions(['AllowSender', 'Release', 'Preview', 'Delete']);

export const quarantinePolicies = [
  { Name: adminOnly, Identity: adminOnly, EndUserQuarantinePermissions: permissions([]), ESNEnabled: false },
  { Name: quiet, Identity: quiet, EndUserQuarantinePermissions: full, ESNEnabled: false },
  { Name: notify, Identity: notify, EndUserQuarantinePermissions: full, ESNEnabled: true },
];

/** A whole untouched tenant: `Default` has no preset on, the others have that preset on for everybody. */
export function untouchedTenant(level: Level, more: SnapshotDocument = {}): SnapshotDocument {
  const presets = level === 'Default' ? [] : [aPresetRule(level)];
  return aSnapshot({
    domains: { mxAtMicrosoft365: true },
    ...microsoftPolicies(),
    'Get-EOPProtectionPolicyRule': presets,
    'Get-ATPProtectionPolicyRule': presets,
    'Get-ATPBuiltInProtectionRule': [aBuiltInRule()],
    'Get-AcceptedDomain': [{ DomainName: 'contoso.com', DomainType: 'Authoritative', Default: true }],
    'Get-QuarantinePolicy': quarantinePolicies,
    'Get-HostedConnectionFilterPolicy': [
      {
        Name: 'Default',
        Identity: 'Default',
        IsDefault: true,
        IPAllowList: [],
        IPBlockList: [],
        EnableSafeList: false,
      },
    ],
    'Get-HostedOutboundSpamFilterPolicy': [
      {
        Name: 'Default',
        Identity: 'Default',
        IsDefault: true,
        RecipientLimitExternalPerHour: 0,
        RecipientLimitInternalPerHour: 0,
        RecipientLimitPerDay: 0,
        ActionWhenThresholdReached: 'BlockUserForToday',
        AutoForwardingMode: 'Automatic',
      },
    ],
    'Get-HostedOutboundSpamFilterRule': [],
    'Get-TenantAllowBlockListItems': [],
    'Get-TenantAllowBlockListSpoofItems': [],
    'Get-TransportRule': [],
    'Get-InboundConnector': [],
    'Get-OrganizationConfig': [{ Name: 'contoso.onmicrosoft.com', RejectDirectSend: false }],
    'Get-DkimSigningConfig': [{ Domain: 'contoso.com', Enabled: true, Status: 'Valid' }],
    'Get-ArcConfig': [{ Identity: 'Default', ArcTrustedSealers: [] }],
    'Get-ExternalInOutlook': [{ Identity: 'Default', Enabled: false, AllowList: [] }],
    'Get-ReportSubmissionPolicy': [],
    'Get-ExoPhishSimOverrideRule': [],
    'Get-ExoSecOpsOverrideRule': [],
    'Get-SecOpsOverridePolicy': [],
    'Get-PhishSimOverridePolicy': [],
    'Get-MailboxJunkEmailConfiguration': [],
    'Get-AtpPolicyForO365': [
      { Name: 'Default', EnableATPForSPOTeamsODB: true, EnableSafeDocs: true, AllowSafeDocsOpen: false },
    ],
    dns: {},
    ...more,
  });
}
