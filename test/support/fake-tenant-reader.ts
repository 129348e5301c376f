import type {
  EmailEvent,
  EmailUrl,
  MessageTraceDetail,
  MessageTraceRow,
  PostDeliveryEvent,
} from '../../src/defender/mail-events.ts';
import type { QuarantinedMessage } from '../../src/defender/quarantined-message.ts';
import { type NotRead, NotReadError, type NotReadKind } from '../../src/defender/reading.ts';
import type {
  MessagePreview,
  QuarantineQuery,
  Row,
  TenantReader,
  TraceQuery,
} from '../../src/microsoft365/tenant-reader.ts';

export interface FakeTenant {
  messages: QuarantinedMessage[];
  headers: Record<string, string>;
  previews: Record<string, MessagePreview>;
  traces: MessageTraceRow[];
  details: MessageTraceDetail[];
  events: EmailEvent[];
  urls: EmailUrl[];
  postDelivery: PostDeliveryEvent[];
  cmdlets: Record<string, Row[]>;
  members: Record<string, string[]>;
  hunting: boolean;
  /** Calls by name, e.g. `quarantine.pages` or a cmdlet's name, that fail and how. */
  failing: Record<string, NotRead>;
}

/** An in-memory tenant with the filters Exchange applies, a log of calls, and failures on demand. */
export function fakeTenantReader(given: Partial<FakeTenant> = {}) {
  const tenant: FakeTenant = {
    messages: [],
    headers: {},
    previews: {},
    traces: [],
    details: [],
    events: [],
    urls: [],
    postDelivery: [],
    cmdlets: {},
    members: {},
    hunting: true,
    failing: {},
    ...given,
  };
  const calls: string[] = [];

  function called(name: string): void {
    calls.push(name);
    const why = tenant.failing[name];
    if (why) throw new NotReadError(why);
    if (name.startsWith('hunting.') && !tenant.hunting) throw new NotReadError(notLicensed());
  }

  const reader: TenantReader = {
    tenantId: 'f0000000-0000-4000-8000-000000000001',
    quarantine: {
      pages: (query) => pagesOf(tenant.messages, query, called),
      async message(identity) {
        called('quarantine.message');
        return found(tenant.messages.find((message) => message.identity === identity));
      },
      async header(identity) {
        called('quarantine.header');
        return found(tenant.headers[identity]);
      },
      async preview(identity) {
        called('quarantine.preview');
        return found(tenant.previews[identity]);
      },
    },
    trace: {
      async *pages(query) {
        called('trace.pages');
        const rows = tenant.traces.filter((row) => matchesTrace(row, query));
        if (rows.length > 0) yield rows;
      },
      async detail(id, recipient) {
        called('trace.detail');
        return tenant.details.filter((row) => row.messageTraceId === id && recipient !== '');
      },
    },
    hunting: {
      async emailEvents(ids) {
        called('hunting.emailEvents');
        return tenant.events.filter((event) => ids.includes(event.networkMessageId));
      },
      async emailUrls(ids) {
        called('hunting.emailUrls');
        return tenant.urls.filter((url) => ids.includes(url.networkMessageId));
      },
      async postDeliveryEvents(ids) {
        called('hunting.postDeliveryEvents');
        return tenant.postDelivery.filter((event) => ids.includes(event.networkMessageId));
      },
      async messagesLinkingTo(hosts) {
        called('hunting.messagesLinkingTo');
        const linking = tenant.urls.filter((url) => hosts.includes(url.domain));
        return [...new Set(linking.map((url) => url.networkMessageId))];
      },
    },
    async cmdlet(name) {
      called(name);
      return tenant.cmdlets[name] ?? [];
    },
    directory: {
      async memberGroups() {
        called('directory.memberGroups');
        return [];
      },
      async groupMembers(group) {
        called('directory.groupMembers');
        return found(tenant.members[group]);
      },
    },
  };
  return { reader, calls, tenant };
}

async function* pagesOf(messages: QuarantinedMessage[], query: QuarantineQuery, called: (name: string) => void) {
  const matching = messages.filter((message) => matchesQuarantine(message, query));
  matching.sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  for (let start = 0; start === 0 || start < matching.length; start += 1000) {
    called('quarantine.pages');
    yield matching.slice(start, start + 1000);
  }
}

function matchesQuarantine(message: QuarantinedMessage, query: QuarantineQuery): boolean {
  const sent = (addresses: string[] | undefined, own: string[]) =>
    !addresses || addresses.some((address) => own.some((mine) => mine.toLowerCase() === address.toLowerCase()));
  return (
    (!query.from || message.receivedAt >= query.from) &&
    (!query.to || message.receivedAt < query.to) &&
    sent(query.sender, [message.sender]) &&
    sent(query.recipient, message.recipients) &&
    (!query.reasons || (message.reason !== null && query.reasons.includes(message.reason))) &&
    (!query.releaseStatuses ||
      (message.releaseStatus !== null && query.releaseStatuses.includes(message.releaseStatus))) &&
    (!query.internetMessageId || message.internetMessageId === query.internetMessageId)
  );
}

function matchesTrace(row: MessageTraceRow, query: TraceQuery): boolean {
  return (
    row.receivedAt >= query.from &&
    row.receivedAt < query.to &&
    (!query.sender || query.sender.includes(row.sender)) &&
    (!query.recipient || query.recipient.includes(row.recipient)) &&
    (!query.messageTraceId || query.messageTraceId === row.messageTraceId) &&
    (!query.internetMessageId || query.internetMessageId.includes(row.internetMessageId ?? '')) &&
    (!query.fromIp || query.fromIp === row.fromIp) &&
    (!query.status || query.status.includes(row.status))
  );
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotReadError(notReadBecause('notFound', 'the item'));
  return value;
}

export function notReadBecause(kind: NotReadKind, what: string): NotRead {
  return { what, kind, sentence: `Microsoft did not give us ${what} (${kind}).`, advice: 'Ask your administrator.' };
}

function notLicensed(): NotRead {
  return {
    what: 'advanced hunting',
    kind: 'notLicensed',
    sentence: 'This organisation has no advanced hunting.',
    advice: 'It comes with Defender for Office 365 Plan 2.',
  };
}
