import type { QuarantineItem, TraceItem, WireRow } from './tenant-data.ts';
import type { TenantFile } from './tenant-file-schema.ts';
import { zuluDate } from './wire-dates.ts';

const month = 30 * 86_400_000;

/** Items in quarantine of a tenant file, newest first; columns that the file leaves out have the service's usual values. */
export function quarantineItems(file: TenantFile): QuarantineItem[] {
  const headers = byMessage(Object.entries(file['Get-QuarantineMessageHeader'] ?? {}));
  const given = file['Preview-QuarantineMessage'] ?? {};
  const previews = byMessage(
    Array.isArray(given) ? given.map((row) => [String(row.Identity), row] as const) : Object.entries(given),
  );
  return (file['Get-QuarantineMessage'] ?? [])
    .map((row) => quarantineItem(row, headers, previews))
    .sort((one, other) => other.receivedAt - one.receivedAt);
}

type Rows = NonNullable<TenantFile['Get-QuarantineMessage']>;

function quarantineItem(
  row: Rows[number],
  headers: Map<string, string>,
  previews: Map<string, WireRow>,
): QuarantineItem {
  const networkMessageId = row.Identity.split('\\')[0] ?? '';
  const receivedAt = Date.parse(row.ReceivedTime);
  const recipients = [row.RecipientAddress].flat();
  const text = (name: string, standard = '') => String(row[name] ?? standard);
  const type = text('QuarantineTypes', text('Type', 'Spam').replaceAll(' ', ''));
  const find = <T>(map: Map<string, T>) =>
    map.get(row.Identity.toLowerCase()) ?? map.get(networkMessageId.toLowerCase()) ?? null;
  return {
    identity: row.Identity,
    networkMessageId,
    internetMessageId: text('MessageId'),
    receivedAt,
    expiresAt: row.Expires ? Date.parse(row.Expires) : receivedAt + month,
    sender: row.SenderAddress,
    recipients,
    subject: row.Subject,
    quarantineType: type,
    policyType: text('PolicyType'),
    policyName: text('PolicyName'),
    direction: text('Direction', 'Inbound'),
    entityType: text('EntityType', 'Email'),
    recipientTags: [row.RecipientTag ?? ''].flat().map(String),
    reported: row.Reported === true,
    row: () => ({
      ...usual,
      Type: type,
      QuarantineTypes: type,
      RecipientCount: recipients.length,
      ...row,
      RecipientAddress: recipients,
    }),
    header: () => find(headers),
    preview: () => {
      const preview = find(previews);
      return preview && { ...preview, Identity: row.Identity };
    },
  };
}

const usual: WireRow = {
  MessageId: '',
  Size: 0,
  PolicyType: 'HostedContentFilterPolicy',
  PolicyName: 'Default',
  TagName: 'AdminOnlyAccessPolicy',
  PermissionToBlockSender: false,
  PermissionToDelete: false,
  PermissionToPreview: false,
  PermissionToRelease: false,
  PermissionToRequestRelease: false,
  PermissionToViewHeader: false,
  PermissionToDownload: false,
  PermissionToAllowSender: false,
  ReleaseStatus: 'NOTRELEASED',
  SystemReleased: false,
  RecipientTag: [''],
  DeletedForRecipients: [],
  Reported: false,
  Direction: 'Inbound',
  EntityType: 'Email',
  OverrideReason: 'None',
};

/** One item for each row of the trace, newest first. */
export function traceItems(file: TenantFile): TraceItem[] {
  const details = Map.groupBy(file['Get-MessageTraceDetailV2'] ?? [], (row) => row.MessageTraceId.toLowerCase());
  return (file['Get-MessageTraceV2'] ?? [])
    .map((row) => ({
      receivedAt: Date.parse(zoned(row.Received)),
      messageTraceId: row.MessageTraceId,
      internetMessageId: String(row.MessageId ?? ''),
      sender: row.SenderAddress,
      recipient: row.RecipientAddress,
      subject: String(row.Subject ?? ''),
      status: row.Status,
      fromIp: String(row.FromIP ?? ''),
      toIp: String(row.ToIP ?? ''),
      size: Number(row.Size ?? 0),
      details: () =>
        (details.get(row.MessageTraceId.toLowerCase()) ?? [])
          .filter((detail) => detail.RecipientAddress === undefined || detail.RecipientAddress === row.RecipientAddress)
          .map(({ RecipientAddress, ...detail }) => ({ ...detail, Date: zuluDate(Date.parse(zoned(detail.Date))) })),
    }))
    .sort((one, other) => other.receivedAt - one.receivedAt || (one.recipient < other.recipient ? -1 : 1));
}

/** A time without a zone is UTC. */
function zoned(time: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
}

function byMessage<T>(entries: (readonly [string, T])[]): Map<string, T> {
  return new Map(entries.map(([identity, value]) => [identity.toLowerCase(), value]));
}
