import type { MessageTraceDetail, MessageTraceRow } from '../../defender/mail-events.ts';
import { NotReadError } from '../../defender/reading.ts';
import type { Row, TenantReader, TraceQuery } from '../tenant-reader.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import type { Timing } from '../wire/timing.ts';
import { number, text, time } from './cells.ts';
import { cutOff } from './envelope.ts';
import { unreadableAnswer } from './error-ladder.ts';
import type { Invoke } from './invoke-command.ts';
import { createRecentKeys } from './recent-keys.ts';
import { traceWindows } from './trace-windows.ts';

const what = 'the message trace';
const cmdlet = 'Get-MessageTraceV2';
const detailCmdlet = 'Get-MessageTraceDetailV2';

function filters(query: TraceQuery): Record<string, unknown> {
  const wanted = {
    SenderAddress: query.sender,
    RecipientAddress: query.recipient,
    MessageTraceId: query.messageTraceId,
    MessageId: query.internetMessageId,
    Subject: query.subject,
    SubjectFilterType: query.subject === undefined ? undefined : 'Contains',
    FromIP: query.fromIp,
    Status: query.status,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

function traceRow(row: Row): MessageTraceRow {
  const messageTraceId = text(row, 'MessageTraceId');
  const receivedAt = time(row, 'Received');
  if (!messageTraceId || !receivedAt) throw unreadableAnswer({ what, cmdlet }, 'a row has no id or time');
  return {
    messageTraceId,
    internetMessageId: text(row, 'MessageId'),
    receivedAt,
    sender: text(row, 'SenderAddress') ?? '',
    recipient: text(row, 'RecipientAddress') ?? '',
    subject: text(row, 'Subject') ?? '',
    status: text(row, 'Status') ?? '',
    fromIp: text(row, 'FromIP'),
    toIp: text(row, 'ToIP'),
    sizeBytes: number(row, 'Size'),
  };
}

function detailRow(row: Row, messageTraceId: string): MessageTraceDetail {
  const at = time(row, 'Date');
  if (!at) throw unreadableAnswer({ what, cmdlet: detailCmdlet }, 'a row has no time');
  return {
    messageTraceId: text(row, 'MessageTraceId') ?? messageTraceId,
    at,
    event: text(row, 'Event') ?? '',
    action: text(row, 'Action') ?? '',
    detail: text(row, 'Detail') ?? '',
    data: text(row, 'Data') ?? '',
  };
}

function keyOf(row: MessageTraceRow): string {
  return `${row.messageTraceId} ${row.recipient}`.toLowerCase();
}

function cutShort(pages: number): NotReadError {
  return new NotReadError({
    what,
    kind: 'refused',
    sentence: `The trace was read for ${pages} pages and goes on.`,
    advice: 'Ask for a shorter time or one sender.',
  });
}

/**
 * The message trace, newest first. There is no page number: each request starts where the last row of the answer before it stood,
 * that row comes again and is dropped (Microsoft Learn, Get-MessageTraceV2). At the page ceiling `pages` rejects after handing out
 * what it has.
 */
export function createTrace(invoke: Invoke, limits: ReaderLimits, timing: Timing): TenantReader['trace'] {
  async function* pages(query: TraceQuery, signal?: AbortSignal): AsyncGenerator<MessageTraceRow[]> {
    const wanted = filters(query);
    const seen = createRecentKeys();
    let requests = 0;
    for (const window of traceWindows(query, timing.now())) {
      let start: Record<string, unknown> = { StartDate: window.from, EndDate: window.to };
      for (;;) {
        if (++requests > limits.traceMaxPages) throw cutShort(limits.traceMaxPages);
        const parameters = { ...wanted, ...start, ResultSize: limits.tracePageSize };
        const answer = await invoke({ cmdlet, parameters, what, pageSize: limits.tracePageSize, signal });
        const fresh = seen.fresh(answer.rows.map(traceRow), keyOf);
        if (fresh.length > 0) yield fresh;
        const last = answer.rows.at(-1);
        if (!last || (!cutOff(answer) && answer.warnings.length === 0)) break;
        if (fresh.length === 0) throw unreadableAnswer({ what, cmdlet }, 'it repeats the same rows');
        start = { StartDate: window.from, EndDate: last.Received, StartingRecipientAddress: last.RecipientAddress };
      }
    }
  }

  async function detail(messageTraceId: string, recipient: string, signal?: AbortSignal) {
    const parameters = { MessageTraceId: messageTraceId, RecipientAddress: recipient };
    const { rows } = await invoke({ cmdlet: detailCmdlet, parameters, what: 'the steps of the message', signal });
    return rows.map((row) => detailRow(row, messageTraceId));
  }

  return { pages, detail };
}
