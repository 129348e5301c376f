import type { TenantData, TraceItem, WireRow } from '../tenant-data.ts';
import { type Call, jsonReply, type Reply } from '../wire/call.ts';
import { graphError } from './errors.ts';

const day = 86_400_000;
const context = 'https://graph.microsoft.com/v1.0/$metadata#admin/exchange/tracing/messageTraces';

/** GET /admin/exchange/tracing/messageTraces and getDetailsByRecipient. An `or` in the filter is silently ignored. */
export function messageTraces(call: Call, parts: string[], data: TenantData, now: number): Reply {
  const [id, operation] = parts;
  if (id && operation?.startsWith('getDetailsByRecipient'))
    return details(data, decodeURIComponent(id), decodeURIComponent(operation), now);
  const query = call.url.searchParams;
  const filter = (query.get('$filter') ?? '').split(/\s+or\s+/i)[0] ?? '';
  const end = timeOf(filter, 'le') ?? now;
  const start = timeOf(filter, 'ge') ?? end - 2 * day;
  if (end - start > 10 * day || start < now - 91 * day) {
    return graphError(400, 'BadRequest', 'The time range must be at most 10 days and within the last 90 days.', now);
  }
  const size = Math.min(Number(query.get('$top') ?? 1000) || 1000, 5000);
  const from = Number(query.get('$skiptoken') ?? 0) || 0;
  const tests = conditions(filter);
  const found = data.trace
    .values()
    .filter(
      (item) => item.receivedAt >= start && item.receivedAt <= Math.min(end, now) && tests.every((test) => test(item)),
    )
    .drop(from)
    .take(size + 1)
    .toArray();
  const next = new URL(`/graph${call.url.pathname}${call.url.search}`, call.url.origin);
  next.searchParams.set('$skiptoken', String(from + size));
  return jsonReply(200, {
    '@odata.context': context,
    ...(found.length > size ? { '@odata.nextLink': next.href } : {}),
    value: found.slice(0, size).map(row),
  });
}

const camel = (status: string) => status[0]?.toLowerCase() + status.slice(1);

function row(item: TraceItem): WireRow {
  return {
    id: item.messageTraceId,
    messageId: item.internetMessageId,
    receivedDateTime: new Date(item.receivedAt).toISOString(),
    senderAddress: item.sender,
    recipientAddress: item.recipient,
    subject: item.subject,
    size: item.size,
    fromIP: item.fromIp,
    toIP: item.toIp,
    status: camel(item.status),
  };
}

function details(data: TenantData, id: string, operation: string, now: number): Reply {
  const recipient = /recipientAddress='((?:[^']|'')*)'/.exec(operation)?.[1]?.replace(/''/g, "'").toLowerCase();
  const item = data.trace.find(
    (one) => one.messageTraceId === id && one.recipient.toLowerCase() === recipient && one.receivedAt <= now,
  );
  const value = (item?.details() ?? []).map((detail) => ({
    id,
    messageId: item?.internetMessageId,
    dateTime: detail.Date,
    event: detail.Event,
    action: detail.Action,
    description: detail.Detail,
    data: detail.Data,
  }));
  return jsonReply(200, { '@odata.context': context, value });
}

function timeOf(filter: string, operator: 'ge' | 'le'): number | null {
  const text = new RegExp(`receivedDateTime\\s+${operator}\\s+([0-9TZ:.+-]+)`, 'i').exec(filter)?.[1];
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}

function conditions(filter: string): ((item: TraceItem) => boolean)[] {
  const tests: ((item: TraceItem) => boolean)[] = [];
  for (const [, name = '', quoted = ''] of filter.matchAll(/(\w+)\s+eq\s+'((?:[^']|'')*)'/g)) {
    const wanted = quoted.replace(/''/g, "'").toLowerCase();
    tests.push((item) => String(row(item)[name] ?? '').toLowerCase() === wanted);
  }
  for (const [, how = '', quoted = ''] of filter.matchAll(
    /(contains|startsWith|endsWith)\(subject,\s*'((?:[^']|'')*)'\)/gi,
  )) {
    const wanted = quoted.replace(/''/g, "'").toLowerCase();
    const method =
      how.toLowerCase() === 'contains' ? 'includes' : how.toLowerCase() === 'startswith' ? 'startsWith' : 'endsWith';
    tests.push((item) => item.subject.toLowerCase()[method](wanted));
  }
  return tests;
}
