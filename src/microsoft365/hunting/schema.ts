export type KqlType = 'datetime' | 'string' | 'long' | 'int' | 'bool' | 'dynamic';

/** `documented`: on the table's reference page. `observed`: seen in tenants, not (yet) documented; a query must do without it. */
export type Confidence = 'documented' | 'observed';

export interface HuntingTable {
  source: string;
  date: string;
  columns: Record<Confidence, Partial<Record<KqlType, string>>>;
}

const learn = 'Microsoft Learn, Defender XDR, advanced hunting schema';

/** The columns of the mail tables of advanced hunting, by type, separated by spaces. */
export const huntingSchema: Record<string, HuntingTable> = {
  EmailEvents: {
    source: `${learn}, EmailEvents; observed columns from streaming captures`,
    date: '2026-08',
    columns: {
      documented: {
        datetime: 'Timestamp',
        string:
          'NetworkMessageId InternetMessageId SenderMailFromAddress SenderFromAddress SenderDisplayName SenderObjectId SenderMailFromDomain SenderFromDomain SenderIPv4 SenderIPv6 RecipientEmailAddress RecipientObjectId Subject EmailDirection DeliveryAction DeliveryLocation ThreatTypes ThreatNames DetectionMethods ConfidenceLevel EmailAction EmailActionPolicy EmailActionPolicyGuid AuthenticationDetails EmailLanguage Connectors OrgLevelAction OrgLevelPolicy UserLevelAction UserLevelPolicy ReportId AdditionalFields LatestDeliveryLocation LatestDeliveryAction',
        long: 'EmailClusterId',
        int: 'BulkComplaintLevel AttachmentCount UrlCount',
      },
      observed: {
        string:
          'ExchangeTransportRule DistributionList ForwardingInformation Context ThreatClassification RecipientDomain',
        dynamic: 'To Cc',
        long: 'EmailSize',
        bool: 'IsFirstContact',
      },
    },
  },
  EmailPostDeliveryEvents: {
    source: `${learn}, EmailPostDeliveryEvents; observed columns from streaming captures`,
    date: '2026-08',
    columns: {
      documented: {
        datetime: 'Timestamp',
        string:
          'NetworkMessageId InternetMessageId Action ActionType ActionTrigger ActionResult RecipientEmailAddress DeliveryLocation ThreatTypes DetectionMethods ReportId',
      },
      observed: { string: 'SenderFromAddress EmailDirection' },
    },
  },
  EmailUrlInfo: {
    source: `${learn}, EmailUrlInfo; observed columns from streaming captures`,
    date: '2026-08',
    columns: {
      documented: { datetime: 'Timestamp', string: 'NetworkMessageId Url UrlDomain UrlLocation ReportId' },
      observed: { string: 'UrlChainId', int: 'UrlChainPosition' },
    },
  },
  EmailAttachmentInfo: {
    source: `${learn}, EmailAttachmentInfo; observed columns from streaming captures`,
    date: '2026-08',
    columns: {
      documented: {
        datetime: 'Timestamp',
        string:
          'NetworkMessageId SenderFromAddress SenderDisplayName SenderObjectId RecipientEmailAddress RecipientObjectId FileName FileType SHA256 ThreatTypes ThreatNames DetectionMethods ReportId',
        long: 'FileSize',
      },
      observed: { string: 'FileExtension' },
    },
  },
  UrlClickEvents: {
    source: `${learn}, UrlClickEvents; observed columns from streaming captures`,
    date: '2026-08',
    columns: {
      documented: {
        datetime: 'Timestamp',
        string:
          'Url ActionType AccountUpn Workload NetworkMessageId ThreatTypes DetectionMethods IPAddress UrlChain ReportId',
        bool: 'IsClickedThrough',
      },
      observed: { string: 'AppName AppVersion SourceId' },
    },
  },
};

/** A table in the notation of KQL, `(Timestamp:datetime, Url:string)`, with or without its observed columns. */
export function tableSchema(name: string, confidence: 'documented' | 'all'): string {
  const table = huntingSchema[name];
  if (!table) throw new Error(`The hunting schema has no table ${name}.`);
  const parts = confidence === 'all' ? [table.columns.documented, table.columns.observed] : [table.columns.documented];
  const columns = parts.flatMap((part) =>
    Object.entries(part).flatMap(([type, names]) => names.split(' ').map((column) => `${column}:${type}`)),
  );
  return `(${columns.join(', ')})`;
}
