import type { MessageTraceRow } from '../../defender/mail-events.ts';
import { type NotRead, NotReadError } from '../../defender/reading.ts';
import type { TenantReader, TraceQuery } from '../../microsoft365/tenant-reader.ts';

export interface TracedMail {
  rows: MessageTraceRow[];
  notRead: NotRead[];
}

/**
 * Rows of the message trace that fit, newest first, up to `limit` of them and no more than `maxPages` pages.
 * Rejects with `NotReadError` when not even the first page could be read.
 */
export async function readTraces(
  tenant: TenantReader,
  query: TraceQuery,
  keep: (row: MessageTraceRow) => boolean,
  bounds: { limit: number; maxPages: number },
  signal?: AbortSignal,
): Promise<TracedMail> {
  const rows: MessageTraceRow[] = [];
  let pages = 0;
  let looked = 0;
  try {
    for await (const page of tenant.trace.pages(query, signal)) {
      pages += 1;
      looked += page.length;
      for (const row of page) if (keep(row)) rows.push(row);
      if (rows.length >= bounds.limit || pages === bounds.maxPages) return cutShort(rows, bounds.limit, looked);
    }
  } catch (error) {
    if (!(error instanceof NotReadError) || pages === 0) throw error;
    return { rows, notRead: [{ ...error.why, what: 'the rest of the message trace' }] };
  }
  return { rows, notRead: [] };
}

function cutShort(rows: MessageTraceRow[], limit: number, looked: number): TracedMail {
  const why: NotRead = {
    what: 'the rest of the message trace',
    kind: 'notAsked',
    sentence: `The message trace is long: its newest ${looked} rows were looked at, older ones were not.`,
    advice: 'Name a shorter time, a sender or a recipient.',
  };
  return { rows: rows.slice(0, limit), notRead: [why] };
}
