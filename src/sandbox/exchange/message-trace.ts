import type { TraceItem, WireRow } from '../tenant-data.ts';
import { zuluDate } from '../wire-dates.ts';
import type { Cmdlet, CmdletContext, CmdletResult } from './cmdlet.ts';
import { business, unknownParameter } from './errors.ts';
import { type Input, number, text, texts } from './parameters.ts';

const statuses = [
  'Delivered',
  'Expanded',
  'Failed',
  'FilteredAsSpam',
  'GettingStatus',
  'Pending',
  'Quarantined',
] as const;
const day = 86_400_000;

/**
 * Get-MessageTraceV2: newest first, no pages; what did not fit is told by a warning, and the next call starts at the
 * last row's time and recipient, both included, so that the boundary row comes twice.
 */
export const getMessageTrace: Cmdlet = {
  name: 'Get-MessageTraceV2',
  right: 'read',
  parameters: {
    StartDate: { kind: 'date' },
    EndDate: { kind: 'date' },
    SenderAddress: { kind: 'texts' },
    RecipientAddress: { kind: 'texts' },
    MessageId: { kind: 'texts' },
    MessageTraceId: { kind: 'text' },
    Status: { kind: 'members', members: statuses, many: true },
    Subject: { kind: 'text' },
    SubjectFilterType: { kind: 'members', members: ['Contains', 'StartsWith', 'EndsWith'], many: false },
    FromIP: { kind: 'text' },
    ToIP: { kind: 'text' },
    ResultSize: { kind: 'number', low: 1, high: 5000 },
    StartingRecipientAddress: { kind: 'text' },
  },
  run: trace,
};

function trace(input: Input, { data, clock }: CmdletContext): CmdletResult {
  const now = clock.now();
  const end = number(input, 'enddate') ?? now;
  const start = number(input, 'startdate') ?? end - 2 * day;
  if (start < now - 90 * day - day) throw business('The StartDate is more than 90 days before today.');
  if (end - start > 10 * day) throw business('The time between StartDate and EndDate is more than 10 days.');
  if (end < start) throw business('The StartDate is later than the EndDate.');
  const size = number(input, 'resultsize') ?? 1000;
  const after = text(input, 'startingrecipientaddress')?.toLowerCase() ?? null;
  const found: TraceItem[] = [];
  for (const item of data.trace) {
    if (item.receivedAt > end || item.receivedAt > now || !fits(item, input)) continue;
    if (item.receivedAt < start) break;
    if (after && item.receivedAt === end && item.recipient.toLowerCase() < after) continue;
    found.push(item);
    if (found.length > size) break;
  }
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  const more =
    found.length > size && last
      ? [
          'There are more results, use the following command to get more. Get-MessageTraceV2 ' +
            `-StartDate "${zuluDate(start)}" -EndDate "${zuluDate(last.receivedAt)}" -StartingRecipientAddress ${last.recipient} -ResultSize ${size}`,
        ]
      : [];
  return { rows: rows.map(traceRow), warnings: more };
}

function fits(item: TraceItem, input: Input): boolean {
  const fitsSubject = subjectTest(input);
  return (
    fitsSubject(item.subject) &&
    among(texts(input, 'senderaddress'), item.sender) &&
    among(texts(input, 'recipientaddress'), item.recipient) &&
    among(texts(input, 'messageid'), item.internetMessageId) &&
    among(texts(input, 'messagetraceid'), item.messageTraceId) &&
    among(texts(input, 'status'), item.status) &&
    among(texts(input, 'fromip'), item.fromIp) &&
    among(texts(input, 'toip'), item.toIp)
  );
}

function subjectTest(input: Input): (subject: string) => boolean {
  const wanted = text(input, 'subject')?.toLowerCase();
  if (!wanted) return () => true;
  const how = text(input, 'subjectfiltertype') ?? 'Contains';
  if (how === 'StartsWith') return (subject) => subject.toLowerCase().startsWith(wanted);
  if (how === 'EndsWith') return (subject) => subject.toLowerCase().endsWith(wanted);
  return (subject) => subject.toLowerCase().includes(wanted);
}

function among(wanted: string[], have: string): boolean {
  return wanted.length === 0 || wanted.some((one) => pattern(one, have));
}

/** Addresses may hold `*`. */
function pattern(one: string, have: string): boolean {
  if (!one.includes('*')) return one.toLowerCase() === have.toLowerCase();
  const escaped = one.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'i').test(have);
}

function traceRow(item: TraceItem): WireRow {
  return {
    MessageTraceId: item.messageTraceId,
    MessageId: item.internetMessageId,
    Received: zuluDate(item.receivedAt),
    SenderAddress: item.sender,
    RecipientAddress: item.recipient,
    FromIP: item.fromIp,
    ToIP: item.toIp,
    Subject: item.subject,
    Status: item.status,
    Size: item.size,
  };
}

export const getMessageTraceDetail: Cmdlet = {
  name: 'Get-MessageTraceDetailV2',
  right: 'read',
  parameters: {
    MessageTraceId: { kind: 'text' },
    RecipientAddress: { kind: 'text' },
    Action: { kind: 'texts' },
    Event: { kind: 'texts' },
    MessageId: { kind: 'text' },
    SenderAddress: { kind: 'text' },
    StartDate: { kind: 'date' },
    EndDate: { kind: 'date' },
    ResultSize: { kind: 'number', low: 1, high: 5000 },
  },
  run: (input, { data, clock }) => {
    const id = text(input, 'messagetraceid');
    const recipient = text(input, 'recipientaddress');
    if (!id || !recipient) throw unknownParameter(id ? 'RecipientAddress' : 'MessageTraceId');
    const item = data.trace.find(
      (one) =>
        one.messageTraceId === id &&
        one.recipient.toLowerCase() === recipient.toLowerCase() &&
        one.receivedAt <= clock.now(),
    );
    const events = texts(input, 'event').map((event) => event.toLowerCase());
    const rows = (item?.details() ?? []).filter(
      (row) => events.length === 0 || events.includes(String(row.Event).toLowerCase()),
    );
    return { rows, warnings: [] };
  },
};

/** The first version is switched off in the service. */
export const retiredMessageTrace: Cmdlet = {
  name: 'Get-MessageTrace',
  right: 'read',
  parameters: { StartDate: { kind: 'date' }, EndDate: { kind: 'date' } },
  run: () => {
    throw business('Get-MessageTrace is no longer available. Use Get-MessageTraceV2 instead.');
  },
};
