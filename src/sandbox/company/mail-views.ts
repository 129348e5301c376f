import { guidOf } from '../seeded-random.ts';
import type { QuarantineItem, TraceItem, WireRow } from '../tenant-data.ts';
import { offsetDate, zuluDate } from '../wire-dates.ts';
import type { ActingPolicy } from './acting-policies.ts';
import { headerText } from './headers.ts';
import { domainOf, type Mail } from './mail.ts';
import { organization } from './organization.ts';
import { previewRow } from './preview.ts';
import { permissionColumns } from './quarantine-policies.ts';

const day = 86_400_000;

/** The message as an item in quarantine. */
export function quarantineItem(mail: Mail, policy: ActingPolicy): QuarantineItem {
  const { cause } = mail;
  const identity = `${mail.id}\\${guidOf(`${mail.id} ${mail.recipients[0]}`)}`;
  const file = cause.quarantineType === 'SPOMalware';
  const item = {
    identity,
    networkMessageId: mail.id,
    internetMessageId: mail.internetMessageId,
    receivedAt: mail.receivedAt,
    expiresAt: mail.receivedAt + policy.retentionDays * day,
    sender: mail.from,
    recipients: mail.recipients,
    subject: mail.subject,
    quarantineType: cause.quarantineType,
    policyType: cause.policyType,
    policyName: policy.name,
    direction: mail.route === 'outbound' ? 'Outbound' : 'Inbound',
    entityType: file ? 'SharePointOnline' : 'Email',
    recipientTags: mail.priority ? ['Priority Account'] : [''],
    reported: mail.reported,
  };
  return {
    ...item,
    row: () => quarantineRow(item, mail, policy),
    header: () => (file ? null : headerText(mail)),
    preview: () => (file ? null : previewRow(mail, identity)),
  };
}

function quarantineRow(
  item: Omit<QuarantineItem, 'row' | 'header' | 'preview'>,
  mail: Mail,
  policy: ActingPolicy,
): WireRow {
  const released = mail.releaseStatus === 'RELEASED';
  return {
    Identity: item.identity,
    ReceivedTime: offsetDate(item.receivedAt),
    Organization: organization.tenantId,
    MessageId: item.internetMessageId,
    SenderAddress: item.sender,
    RecipientAddress: item.recipients,
    Subject: item.subject,
    Size: mail.size,
    Type: mail.cause.type,
    PolicyType: item.policyType,
    PolicyName: item.policyName,
    TagName: policy.tag,
    ...permissionColumns(policy.tag),
    Released: released,
    ReleaseStatus: mail.releaseStatus,
    SystemReleased: false,
    RecipientCount: item.recipients.length,
    QuarantineTypes: item.quarantineType,
    Expires: offsetDate(item.expiresAt),
    RecipientTag: item.recipientTags,
    DeletedForRecipients: [],
    QuarantinedUser: released ? [] : item.recipients,
    ReleasedUser: released ? item.recipients : [],
    Reported: item.reported,
    Direction: item.direction,
    CustomData: null,
    EntityType: item.entityType,
    SourceId: '',
    TeamsConversationType: '',
    ApprovalUPN: '',
    ApprovalId: '',
    MoveToQuarantineAdminActionTakenBy: mail.cause.key === 'adminMove' ? 'priya.raman@alderfinch.example' : '',
    MoveToQuarantineApprovalId: '',
    OverrideReasonIntValue: 0,
    OverrideReason: 'None',
    ReleasedCount: released ? item.recipients.length : 0,
    ReleasedBy: released ? ['priya.raman@alderfinch.example'] : [],
  };
}

const traceStatus = {
  quarantine: 'Quarantined',
  junk: 'FilteredAsSpam',
  delivered: 'Delivered',
  zapped: 'Delivered',
  zappedToJunk: 'Delivered',
  taken: 'Delivered',
  rejected: 'Failed',
  deleted: 'FilteredAsSpam',
} as const;

/** One trace item for each recipient. */
export function traceItems(mail: Mail, policy: ActingPolicy): TraceItem[] {
  const status = mail.releaseStatus === 'RELEASED' ? 'Delivered' : traceStatus[mail.cause.outcome];
  return mail.recipients.map((recipient) => ({
    receivedAt: mail.receivedAt,
    messageTraceId: mail.id,
    internetMessageId: mail.internetMessageId,
    sender: mail.from,
    recipient,
    subject: mail.subject,
    status,
    fromIp: mail.route === 'mailbox' || mail.route === 'outbound' ? '' : mail.ip,
    toIp: '',
    size: mail.size,
    details: () => traceDetails(mail, recipient, policy),
  }));
}

function traceDetails(mail: Mail, recipient: string, policy: ActingPolicy): WireRow[] {
  const { cause } = mail;
  const row = (after: number, Event: string, Action: string, Detail: string, data: string) => ({
    MessageTraceId: mail.id,
    MessageId: mail.internetMessageId,
    Date: zuluDate(mail.receivedAt + after),
    Event,
    Action,
    Detail,
    Data: `<root>${data}</root>`,
  });
  const inside = mail.route === 'mailbox' || mail.route === 'outbound';
  const events = [
    inside
      ? row(0, 'Submit', '', 'The message was submitted to the server by the mailbox.', '')
      : row(
          0,
          'Receive',
          '',
          `Message received by: BN2PEPF00004FBF from ${mail.ip}`,
          `<MEP Name="ClientIP" String="${mail.ip}"/>`,
        ),
  ];
  if (cause.policy === 'transportRule') {
    events.push(
      row(
        900,
        'Transport rule',
        { rejected: 'Reject', deleted: 'Delete' }[String(cause.outcome)] ?? 'Quarantine',
        `Transport rule: '${policy.name}', ID: (${policy.guid})`,
        `<MEP Name="RuleId" String="${policy.guid}"/>`,
      ),
    );
  }
  const agent = `S:SFA=SUM|SFV=${cause.header.sfv}|SCL=${cause.header.scl}|DI=${cause.outcome === 'quarantine' ? 'SQ' : cause.outcome === 'junk' ? 'SJ' : 'SN'}`;
  if (cause.outcome === 'quarantine') {
    events.push(
      row(
        1500,
        'Spam',
        'Quarantine',
        `Message marked as ${cause.type} and sent to quarantine for ${recipient}`,
        `<MEP Name="CustomData" Blob="${agent}"/>`,
      ),
    );
  } else if (cause.outcome === 'rejected') {
    const reply = cause.reply.replace('{domain}', domainOf(mail.from));
    events.push(row(1500, 'Fail', '', `Reason: [{LED=${reply}};{MSG=};{FQDN=};{IP=};{LRT=}]`, ''));
  } else if (cause.outcome === 'deleted') {
    events.push(row(1500, 'Drop', '', 'The message was dropped by policy and reached nobody.', ''));
  } else {
    events.push(
      row(
        1500,
        'Deliver',
        '',
        `The message was successfully delivered to the folder: ${cause.outcome === 'junk' ? 'Junk Email' : 'Inbox'}`,
        `<MEP Name="CustomData" Blob="${agent}"/>`,
      ),
    );
  }
  return events;
}
