import { rememberedGuid } from '../seeded-random.ts';
import type { HuntingTable, WireRow } from '../tenant-data.ts';
import { huntingDate } from '../wire-dates.ts';
import type { ActingPolicy } from './acting-policies.ts';
import { domainOf, type Mail } from './mail.ts';

const hour = 3_600_000;

const views = {
  EmailEvents: (mail: Mail, policy: ActingPolicy) =>
    mail.recipients.map((recipient) => emailEvent(mail, recipient, policy)),
  EmailUrlInfo: urlRows,
  EmailAttachmentInfo: attachmentRows,
  EmailPostDeliveryEvents: postDeliveryRows,
  UrlClickEvents: clickRows,
  CampaignInfo: () => [],
  AlertInfo: () => [],
  AlertEvidence: () => [],
} satisfies Record<string, (mail: Mail, policy: ActingPolicy) => WireRow[]>;

/** The rows of one hunting table about a message; none in tables that are not about mail. */
export function huntingRows(table: string, mail: Mail, policy: ActingPolicy): WireRow[] {
  return Object.hasOwn(views, table) ? views[table as keyof typeof views](mail, policy) : [];
}

/** The hunting tables over the company's mail, newest first. */
export function huntingTables<M extends Mail>(
  mails: M[],
  policyOf: (mail: M) => ActingPolicy,
): Record<string, HuntingTable> {
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const names = Object.keys(views);
  const table = (name: string): HuntingTable => ({
    *rows(ids) {
      const chosen = ids === null ? mails : ids.flatMap((id) => byId.get(id) ?? []);
      for (const mail of chosen) {
        if (mail.cause.quarantineType !== 'SPOMalware') yield* huntingRows(name, mail, policyOf(mail));
      }
    },
  });
  return Object.fromEntries(names.map((name) => [name, table(name)]));
}

const actions = {
  quarantine: ['Blocked', 'Quarantine', 'Send to quarantine'],
  junk: ['Junked', 'Junk folder', 'Move message to junk mail folder'],
  delivered: ['Delivered', 'Inbox/folder', 'No action taken'],
  zapped: ['Delivered', 'Inbox/folder', 'No action taken'],
  zappedToJunk: ['Delivered', 'Inbox/folder', 'No action taken'],
  taken: ['Delivered', 'Inbox/folder', 'No action taken'],
  rejected: ['Blocked', 'Failed', 'Reject'],
  deleted: ['Blocked', 'Dropped', 'Delete message'],
} as const;

function emailEvent(mail: Mail, recipient: string, policy: ActingPolicy): WireRow {
  const { cause } = mail;
  const [deliveryAction, location, emailAction] = actions[cause.outcome];
  const movedTo = { zapped: 'Quarantine', taken: 'Quarantine', zappedToJunk: 'Junk folder' }[String(cause.outcome)];
  const moved = movedTo !== undefined;
  const inside = mail.route === 'mailbox' || mail.route === 'outbound';
  const verdict = moved ? null : cause;
  return {
    Timestamp: huntingDate(mail.receivedAt),
    NetworkMessageId: mail.id,
    InternetMessageId: mail.internetMessageId,
    SenderMailFromAddress: mail.mailFrom,
    SenderFromAddress: mail.from,
    SenderDisplayName: mail.fromName,
    SenderObjectId: inside ? rememberedGuid(`mailbox ${mail.from}`) : '',
    SenderMailFromDomain: domainOf(mail.mailFrom),
    SenderFromDomain: domainOf(mail.from),
    SenderIPv4: inside ? '' : mail.ip,
    SenderIPv6: '',
    RecipientEmailAddress: recipient,
    RecipientObjectId: rememberedGuid(`mailbox ${recipient}`),
    Subject: mail.subject,
    EmailClusterId: Number.parseInt(rememberedGuid(mail.subject).slice(0, 8), 16),
    EmailDirection: mail.route === 'mailbox' ? 'Intra-org' : mail.route === 'outbound' ? 'Outbound' : 'Inbound',
    DeliveryAction: deliveryAction,
    DeliveryLocation: location,
    ThreatTypes: verdict?.threat ?? '',
    ThreatNames: '',
    DetectionMethods:
      verdict?.threat && verdict.methods.length > 0 ? JSON.stringify({ [verdict.threat]: verdict.methods }) : '',
    ConfidenceLevel:
      verdict?.threat && verdict.confidence ? JSON.stringify({ [verdict.threat]: verdict.confidence }) : '',
    BulkComplaintLevel: inside ? null : mail.bcl,
    EmailAction: emailAction,
    EmailActionPolicy: verdict?.actionPolicy ?? '',
    EmailActionPolicyGuid: moved ? '' : policy.guid,
    AuthenticationDetails: authenticationDetails(mail),
    AttachmentCount: mail.attachments.length,
    UrlCount: mail.content().urls.length,
    EmailLanguage: mail.language,
    Connectors: '',
    OrgLevelAction: cause.orgLevelPolicy ? 'Block' : '',
    OrgLevelPolicy: cause.orgLevelPolicy,
    UserLevelAction: '',
    UserLevelPolicy: '',
    ReportId: `${mail.id}-${Number.parseInt(mail.id.slice(0, 8), 16)}-1`,
    LatestDeliveryLocation: mail.releaseStatus === 'RELEASED' ? 'Inbox/folder' : (movedTo ?? location),
    LatestDeliveryAction:
      mail.releaseStatus === 'RELEASED'
        ? 'Delivered'
        : moved
          ? movedTo === 'Quarantine'
            ? 'Blocked'
            : 'Junked'
          : deliveryAction,
    ExchangeTransportRule: cause.policy === 'transportRule' ? policy.name : '',
    RecipientDomain: domainOf(recipient),
    To: mail.recipients,
    Cc: [],
    EmailSize: mail.size,
    IsFirstContact: mail.cause.key === 'realPhish',
  };
}

function authenticationDetails(mail: Mail): string {
  const result = mail.cause.authentication;
  if (!result) return '';
  return JSON.stringify({ SPF: result.spf, DKIM: result.dkim, DMARC: result.dmarc, CompAuth: result.compauth });
}

function urlRows(mail: Mail): WireRow[] {
  const { urls, pixel } = mail.content();
  const all = pixel ? [...urls, pixel] : urls;
  return all.map((Url) => ({
    Timestamp: huntingDate(mail.receivedAt),
    NetworkMessageId: mail.id,
    Url,
    UrlDomain: new URL(Url).hostname,
    UrlLocation: 'Body',
    ReportId: `${mail.id}-${Number.parseInt(mail.id.slice(0, 8), 16)}-1`,
    UrlChainId: null,
    UrlChainPosition: 0,
  }));
}

function attachmentRows(mail: Mail): WireRow[] {
  return mail.recipients.flatMap((recipient) =>
    mail.attachments.map((file) => {
      const extension = file.name.includes('.') ? file.name.slice(file.name.lastIndexOf('.')) : '';
      return {
        Timestamp: huntingDate(mail.receivedAt),
        NetworkMessageId: mail.id,
        SenderFromAddress: mail.from,
        SenderDisplayName: mail.fromName,
        RecipientEmailAddress: recipient,
        FileName: file.name,
        FileType: extension.slice(1),
        SHA256: file.sha256,
        FileSize: file.size,
        ThreatTypes: mail.cause.threat === 'Malware' ? 'Malware' : '',
        ThreatNames: '',
        DetectionMethods: mail.cause.threat === 'Malware' ? JSON.stringify({ Malware: mail.cause.methods }) : '',
        ReportId: `${mail.id}-1`,
        FileExtension: extension,
      };
    }),
  );
}

/** ZAP, an administrator's hand, or a release. */
function postDeliveryRows(mail: Mail): WireRow[] {
  const kinds = [
    ...(mail.cause.outcome === 'zapped'
      ? [['Moved to quarantine', 'Phish ZAP', 'SpecialAction', 'Quarantine', 2]]
      : []),
    ...(mail.cause.outcome === 'zappedToJunk'
      ? [['Moved to junk folder', 'Phish ZAP', 'SpecialAction', 'Junk folder', 2]]
      : []),
    ...(mail.cause.outcome === 'taken'
      ? [['Moved to quarantine', 'Manual remediation', 'AdminAction', 'Quarantine', 5]]
      : []),
    ...(mail.releaseStatus === 'RELEASED'
      ? [['Quarantine release', 'Redelivery', 'AdminAction', 'Inbox/folder', 8]]
      : []),
  ] as [string, string, string, string, number][];
  return mail.recipients.flatMap((recipient) =>
    kinds.map(([Action, ActionType, ActionTrigger, DeliveryLocation, hours]) => ({
      Timestamp: huntingDate(
        (Action === 'Quarantine release' ? mail.releasedAt : mail.movedAt) ?? mail.receivedAt + hours * hour,
      ),
      NetworkMessageId: mail.id,
      InternetMessageId: mail.internetMessageId,
      Action,
      ActionType,
      ActionTrigger,
      ActionResult: 'Success',
      RecipientEmailAddress: recipient,
      DeliveryLocation,
      ThreatTypes: mail.cause.threat,
      DetectionMethods:
        mail.cause.methods.length > 0 ? JSON.stringify({ [mail.cause.threat]: mail.cause.methods }) : '',
      ReportId: `${mail.id}-${Number.parseInt(mail.id.slice(0, 8), 16)}-2`,
      SenderFromAddress: mail.from,
      EmailDirection: mail.route === 'mailbox' ? 'Intra-org' : 'Inbound',
      SourceLocation: Action === 'Quarantine release' ? 'Quarantine' : 'Inbox/folder',
    })),
  );
}

/** Of the mail of the month before, every seventh message was. */
function usualClick(mail: Mail): number | null {
  return Number.parseInt(mail.id.slice(0, 4), 16) % 7 === 0 ? mail.receivedAt + hour : null;
}

/** Links of messages that reached a mailbox, where somebody pressed them. */
function clickRows(mail: Mail): WireRow[] {
  const [url] = mail.content().urls;
  const reached = ['delivered', 'zapped', 'zappedToJunk', 'taken'].includes(mail.cause.outcome);
  const clickedAt = mail.clickedAt === undefined ? usualClick(mail) : mail.clickedAt;
  if (!url || !reached || clickedAt === null) return [];
  const blocked = mail.cause.outcome.startsWith('zapped') && (mail.movedAt === undefined || clickedAt > mail.movedAt);
  return [
    {
      Timestamp: huntingDate(clickedAt),
      Url: url,
      ActionType: blocked ? 'ClickBlocked' : 'ClickAllowed',
      AccountUpn: mail.recipients[0],
      Workload: 'Email',
      NetworkMessageId: mail.id,
      ThreatTypes: blocked ? 'Phish' : '',
      DetectionMethods: '',
      IPAddress: '198.51.100.200',
      IsClickedThrough: false,
      UrlChain: JSON.stringify([url]),
      ReportId: mail.id,
      AppName: 'Mail',
      AppVersion: '0.0.0000',
      SourceId: '',
    },
  ];
}
