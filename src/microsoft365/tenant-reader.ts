import type {
  EmailAttachment,
  EmailEvent,
  EmailUrl,
  MessageTraceDetail,
  MessageTraceRow,
  PostDeliveryEvent,
  UrlClick,
} from '../defender/mail-events.ts';
import type { QuarantinedMessage, QuarantineReason, ReleaseStatus } from '../defender/quarantined-message.ts';

/** A row of any cmdlet as Exchange REST returns it, sidecar `@` keys taken out. */
export type Row = Record<string, unknown>;

/** Filters that Exchange applies itself. Times are ISO 8601 UTC; no time means the last 30 days (the service's own default is 16). */
export interface QuarantineQuery {
  from?: string;
  to?: string;
  sender?: string[];
  recipient?: string[];
  subject?: string;
  reasons?: QuarantineReason[];
  releaseStatuses?: ReleaseStatus[];
  policyName?: string;
  internetMessageId?: string;
}

export interface TraceQuery {
  from: string;
  to: string;
  sender?: string[];
  recipient?: string[];
  messageTraceId?: string;
  internetMessageId?: string[];
  subject?: string;
  fromIp?: string;
  status?: string[];
}

/** Mail by who sent it (From or envelope), its whole subject, and when. Times are ISO 8601 UTC. */
export interface SentMail {
  senders: string[];
  subjects: string[];
  from: string;
  to: string;
}

export interface MessagePreview {
  subject: string;
  sender: string;
  recipients: string[];
  isHtml: boolean;
  body: string;
  attachments: string[];
}

/**
 * Everything the product reads from one tenant. Each method rejects with `NotReadError` when the answer could not be had;
 * the error's sentence is fit for a person. Pages arrive newest first and nothing holds all of them at once. When there are more
 * pages than a reader takes, it hands out those it took and then rejects with kind `refused`: what came before it is true but
 * not all. A caller's abort rejects with the signal's own reason.
 */
export interface TenantReader {
  readonly tenantId: string;
  quarantine: {
    pages(query: QuarantineQuery, signal?: AbortSignal): AsyncIterable<QuarantinedMessage[]>;
    message(identity: string, signal?: AbortSignal): Promise<QuarantinedMessage>;
    header(identity: string, signal?: AbortSignal): Promise<string>;
    preview(identity: string, signal?: AbortSignal): Promise<MessagePreview>;
  };
  trace: {
    pages(query: TraceQuery, signal?: AbortSignal): AsyncIterable<MessageTraceRow[]>;
    detail(messageTraceId: string, recipient: string, signal?: AbortSignal): Promise<MessageTraceDetail[]>;
  };
  /** Advanced hunting. Rejects with kind `notLicensed` or `noPermission` where the tenant has none. Ids are batched. */
  hunting: {
    emailEvents(networkMessageIds: string[], signal?: AbortSignal): Promise<EmailEvent[]>;
    emailUrls(networkMessageIds: string[], signal?: AbortSignal): Promise<EmailUrl[]>;
    postDeliveryEvents(networkMessageIds: string[], signal?: AbortSignal): Promise<PostDeliveryEvent[]>;
    /** Ids of messages whose mail carried a URL on one of the hosts. */
    messagesLinkingTo(hosts: string[], from: string, to: string, signal?: AbortSignal): Promise<string[]>;
    /** The same tables by sender, subject and time: one call each, however many messages and recipients there are. */
    sentMail?: {
      events(mail: SentMail, signal?: AbortSignal): Promise<EmailEvent[]>;
      postDelivery(mail: SentMail, signal?: AbortSignal): Promise<PostDeliveryEvent[]>;
      clicks(mail: SentMail, signal?: AbortSignal): Promise<UrlClick[]>;
      attachments(mail: SentMail, signal?: AbortSignal): Promise<EmailAttachment[]>;
      /** One link for each message and host. */
      links?(mail: SentMail, signal?: AbortSignal): Promise<EmailUrl[]>;
    };
  };
  /** Any read cmdlet of the catalogue, all its pages. Rows in wire shape. */
  cmdlet(name: string, parameters?: Record<string, unknown>, signal?: AbortSignal): Promise<Row[]>;
  /** The same tenant, for work that nobody waits for in a chat: longer limits, and its own place in the line. */
  readonly patient?: TenantReader;
  directory: {
    /** Which of these groups the user belongs to, through nested groups too. */
    memberGroups(userObjectId: string, groupIds: string[], signal?: AbortSignal): Promise<string[]>;
    /** Mail addresses of all members of a group, nested ones expanded. `group` is an address or object id. */
    groupMembers(group: string, signal?: AbortSignal): Promise<string[]>;
  };
}
