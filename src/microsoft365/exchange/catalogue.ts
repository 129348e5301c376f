import { quarantineReasons, releaseStatuses } from '../../defender/quarantined-message.ts';

export type ParameterRule =
  | 'text'
  | 'texts'
  | 'flag'
  | 'time'
  | { from: number; to: number; or?: string }
  | { oneOf: readonly string[] }
  | { anyOf: readonly string[] };

export interface ReadCmdlet {
  parameters: Record<string, ParameterRule>;
  /** Each inner list: at least one of these must be given. */
  needs?: string[][];
  /** What to ask for when the caller names none of these parameters: the lists that together are everything. */
  parts?: Record<string, string>[];
  /** Parameters whose value the rows leave out; added to every row. */
  stamp?: string[];
  /** The cmdlet pages by Page and PageSize. */
  paged?: boolean;
  /** Only tenants with Defender for Office 365 have it. */
  defenderOnly?: boolean;
}

const policy: ReadCmdlet = { parameters: { Identity: 'text' } };
const rule: ReadCmdlet = { parameters: { Identity: 'text', State: { oneOf: ['Enabled', 'Disabled'] } } };
const defenderPolicy: ReadCmdlet = { ...policy, defenderOnly: true };
const defenderRule: ReadCmdlet = { ...rule, defenderOnly: true };
const manyRows: ParameterRule = { from: 1, to: 1_000_000, or: 'Unlimited' };
const quarantinedItem = { Identity: 'text', RecipientAddress: 'texts' } as const;

const traceFilters = {
  StartDate: 'time',
  EndDate: 'time',
  SenderAddress: 'texts',
  RecipientAddress: 'texts',
  MessageId: 'texts',
} as const;

/**
 * The cmdlets this program reads, and their parameters, as Microsoft's reference of August 2026 names them
 * (MicrosoftDocs/office-docs-powershell). A parameter or an enum member that is not here is not sent: Exchange matches members by
 * their beginning, so a plausible wrong word answers "no rows" instead of an error.
 */
export const catalogue: Record<string, ReadCmdlet> = {
  'Get-QuarantineMessage': {
    paged: true,
    parameters: {
      Identity: 'text',
      Page: { from: 1, to: 1000 },
      PageSize: { from: 1, to: 1000 },
      StartReceivedDate: 'time',
      EndReceivedDate: 'time',
      StartExpiresDate: 'time',
      EndExpiresDate: 'time',
      Subject: 'text',
      MessageId: 'text',
      SenderAddress: 'texts',
      RecipientAddress: 'texts',
      Domain: 'texts',
      RecipientTag: 'texts',
      PolicyName: 'text',
      QuarantineTypes: { anyOf: quarantineReasons },
      PolicyTypes: {
        anyOf: [
          'AntiMalwarePolicy',
          'AntiPhishPolicy',
          'DataLossPreventionRule',
          'ExchangeTransportRule',
          'HostedContentFilterPolicy',
          'SafeAttachmentPolicy',
        ],
      },
      ReleaseStatus: { anyOf: releaseStatuses },
      Direction: { oneOf: ['Inbound', 'Outbound'] },
      Reported: 'flag',
      IncludeMessagesFromBlockedSenderAddress: 'flag',
    },
  },
  'Get-QuarantineMessageHeader': { parameters: quarantinedItem, needs: [['Identity']] },
  'Preview-QuarantineMessage': { parameters: quarantinedItem, needs: [['Identity']] },
  'Export-QuarantineMessage': {
    parameters: { ...quarantinedItem, CompressOutput: 'flag', ForceConversionToMime: 'flag', ReasonForExport: 'text' },
    needs: [['Identity']],
  },
  'Get-QuarantinePolicy': {
    parameters: { Identity: 'text', QuarantinePolicyType: { oneOf: ['QuarantinePolicy', 'GlobalQuarantinePolicy'] } },
    parts: [{ QuarantinePolicyType: 'QuarantinePolicy' }, { QuarantinePolicyType: 'GlobalQuarantinePolicy' }],
  },

  'Get-MessageTraceV2': {
    parameters: {
      ...traceFilters,
      MessageTraceId: 'text',
      Status: {
        anyOf: ['Delivered', 'Expanded', 'Failed', 'FilteredAsSpam', 'GettingStatus', 'Pending', 'Quarantined'],
      },
      Subject: 'text',
      SubjectFilterType: { oneOf: ['Contains', 'StartsWith', 'EndsWith'] },
      FromIP: 'text',
      ToIP: 'text',
      ResultSize: { from: 1, to: 5000 },
      StartingRecipientAddress: 'text',
    },
  },
  'Get-MessageTraceDetailV2': {
    parameters: {
      StartDate: 'time',
      EndDate: 'time',
      MessageTraceId: 'text',
      RecipientAddress: 'text',
      SenderAddress: 'text',
      MessageId: 'text',
      Event: 'texts',
      Action: 'texts',
    },
    needs: [['MessageTraceId'], ['RecipientAddress']],
  },

  'Get-HostedContentFilterPolicy': policy,
  'Get-HostedContentFilterRule': rule,
  'Get-AntiPhishPolicy': {
    parameters: { Identity: 'text', Advanced: 'flag', Impersonation: 'flag', Spoof: 'flag' },
  },
  'Get-AntiPhishRule': rule,
  'Get-MalwareFilterPolicy': policy,
  'Get-MalwareFilterRule': rule,
  'Get-SafeAttachmentPolicy': defenderPolicy,
  'Get-SafeAttachmentRule': defenderRule,
  'Get-SafeLinksPolicy': defenderPolicy,
  'Get-SafeLinksRule': defenderRule,
  'Get-AtpPolicyForO365': defenderPolicy,
  'Get-EOPProtectionPolicyRule': rule,
  'Get-ATPProtectionPolicyRule': defenderRule,
  'Get-ATPBuiltInProtectionRule': defenderRule,
  // Known from Microsoft Learn, "Try Microsoft Defender for Office 365"; its parameters are not documented.
  'Get-ATPEvaluationRule': { parameters: {}, defenderOnly: true },
  'Get-HostedConnectionFilterPolicy': policy,
  'Get-HostedOutboundSpamFilterPolicy': policy,
  'Get-HostedOutboundSpamFilterRule': rule,
  'Get-TeamsProtectionPolicy': defenderPolicy,
  'Get-TeamsProtectionPolicyRule': defenderRule,
  'Get-ReportSubmissionPolicy': policy,
  'Get-ReportSubmissionRule': rule,
  'Get-ExoPhishSimOverrideRule': policy,
  'Get-PhishSimOverridePolicy': policy,
  'Get-ExoSecOpsOverrideRule': policy,
  'Get-SecOpsOverridePolicy': policy,
  'Get-ArcConfig': { parameters: {} },

  'Get-TenantAllowBlockListItems': {
    parameters: {
      ListType: { oneOf: ['Sender', 'Url', 'FileHash', 'IP'] },
      ListSubType: { oneOf: ['Tenant', 'AdvancedDelivery'] },
      Entry: 'text',
      Allow: 'flag',
      Block: 'flag',
      NoExpiration: 'flag',
      ExpirationDate: 'time',
    },
    parts: [
      { ListType: 'Sender' },
      { ListType: 'Url' },
      { ListType: 'FileHash' },
      { ListType: 'IP' },
      { ListType: 'Url', ListSubType: 'AdvancedDelivery' },
    ],
    stamp: ['ListType'],
  },
  'Get-TenantAllowBlockListSpoofItems': {
    parameters: {
      Identity: 'text',
      Action: { oneOf: ['Allow', 'Block'] },
      SpoofType: { oneOf: ['External', 'Internal'] },
    },
  },

  'Get-TransportRule': {
    parameters: { Identity: 'text', State: { oneOf: ['Enabled', 'Disabled'] }, ResultSize: manyRows },
    parts: [{ ResultSize: 'Unlimited' }],
  },
  'Get-InboundConnector': policy,
  'Get-OutboundConnector': policy,
  'Get-OrganizationConfig': { parameters: {} },
  'Get-RemoteDomain': policy,
  'Get-ExternalInOutlook': policy,
  'Get-AcceptedDomain': policy,
  'Get-DkimSigningConfig': policy,
  'Get-Mailbox': { parameters: { Identity: 'text', ResultSize: manyRows }, parts: [{ ResultSize: 'Unlimited' }] },
  'Get-MailboxJunkEmailConfiguration': { parameters: { Identity: 'text' }, needs: [['Identity']] },
};
