import type { Column, ColumnType } from '../kql/values.ts';

/** Columns of the advanced hunting tables (Microsoft Learn, Defender XDR schema reference, read 2026-11). Names without a type are text. */
const declared: Record<string, string> = {
  EmailEvents:
    'Timestamp:datetime NetworkMessageId InternetMessageId SenderMailFromAddress SenderFromAddress SenderDisplayName SenderObjectId ' +
    'SenderMailFromDomain SenderFromDomain SenderIPv4 SenderIPv6 RecipientEmailAddress RecipientObjectId Subject EmailClusterId:long ' +
    'EmailDirection DeliveryAction DeliveryLocation ThreatTypes ThreatNames DetectionMethods ConfidenceLevel BulkComplaintLevel:int ' +
    'EmailAction EmailActionPolicy EmailActionPolicyGuid AuthenticationDetails AttachmentCount:int UrlCount:int EmailLanguage Connectors ' +
    'OrgLevelAction OrgLevelPolicy UserLevelAction UserLevelPolicy ReportId AdditionalFields LatestDeliveryLocation LatestDeliveryAction ' +
    'ExchangeTransportRule DistributionList ForwardingInformation Context ThreatClassification RecipientDomain To:dynamic Cc:dynamic ' +
    'EmailSize:long IsFirstContact:bool',
  EmailPostDeliveryEvents:
    'Timestamp:datetime NetworkMessageId InternetMessageId Action ActionType ActionTrigger ActionResult RecipientEmailAddress ' +
    'DeliveryLocation ThreatTypes DetectionMethods ReportId SenderFromAddress EmailDirection SourceLocation',
  EmailUrlInfo:
    'Timestamp:datetime NetworkMessageId Url UrlDomain UrlLocation ReportId UrlChainId UrlChainPosition:int',
  EmailAttachmentInfo:
    'Timestamp:datetime NetworkMessageId SenderFromAddress SenderDisplayName SenderObjectId RecipientEmailAddress RecipientObjectId ' +
    'FileName FileType SHA256 FileSize:long ThreatTypes ThreatNames DetectionMethods ReportId FileExtension',
  UrlClickEvents:
    'Timestamp:datetime Url ActionType AccountUpn Workload NetworkMessageId ThreatTypes DetectionMethods IPAddress IsClickedThrough:bool ' +
    'UrlChain ReportId AppName AppVersion SourceId',
  CampaignInfo:
    'Timestamp:datetime CampaignName CampaignId CampaignType CampaignSubtype NetworkMessageId RecipientEmailAddress ReportId',
  AlertInfo: 'Timestamp:datetime AlertId Title Category Severity ServiceSource DetectionSource AttackTechniques',
  AlertEvidence:
    'Timestamp:datetime AlertId Title Categories AttackTechniques ServiceSource DetectionSource EntityType EvidenceRole EvidenceDirection ' +
    'FileName SHA256 AccountUpn AccountObjectId NetworkMessageId EmailSubject RemoteUrl AdditionalFields Severity',
};

export const huntingSchema: Record<string, Column[]> = Object.fromEntries(
  Object.entries(declared).map(([table, columns]) => [
    table,
    columns.split(' ').map((column) => {
      const [name = '', type = 'string'] = column.split(':');
      return { name, type: type as ColumnType };
    }),
  ]),
);
