import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { type NotRead, NotReadError } from '../defender/reading.ts';
import type { QuarantineQuery, TenantReader } from '../microsoft365/tenant-reader.ts';

export interface StreamEnd {
  pages: number;
  messages: number;
  /** `receivedAt` of the last message seen; null when there was none. */
  reachedBackTo: string | null;
  /** The page budget ended on a full page, so that there may be more. */
  cutShort: boolean;
  /** The tenant stopped answering after at least one page. */
  broke: NotRead | null;
}

/**
 * Passes quarantined messages to `visit`, one page in memory at a time. Rejects with `NotReadError` when not even the first
 * page could be read; a failure later ends the stream and is told.
 */
export async function streamQuarantine(
  tenant: TenantReader,
  query: QuarantineQuery,
  maxPages: number,
  visit: (message: QuarantinedMessage) => void,
  signal?: AbortSignal,
): Promise<StreamEnd> {
  const end: StreamEnd = { pages: 0, messages: 0, reachedBackTo: null, cutShort: false, broke: null };
  try {
    let fullPage = 0;
    for await (const page of tenant.quarantine.pages(query, signal)) {
      fullPage = Math.max(fullPage, page.length);
      end.pages += 1;
      end.messages += page.length;
      for (const message of page) visit(message);
      end.reachedBackTo = page.at(-1)?.receivedAt ?? end.reachedBackTo;
      if (end.pages === maxPages) {
        end.cutShort = page.length > 0 && page.length === fullPage;
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof NotReadError) || end.pages === 0) throw error;
    end.broke = error.why;
  }
  return end;
}
