import { NotReadError } from '../../defender/reading.ts';
import type { Row, SentMail, TenantReader } from '../tenant-reader.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import { emailAttachment, emailEvent, emailUrl, postDeliveryEvent, urlClick } from './rows.ts';
import type { RunQuery } from './run-query.ts';

type ById = 'email-events' | 'email-urls' | 'post-delivery-events';
type BySender =
  | 'sent-mail-events'
  | 'sent-mail-post-delivery'
  | 'sent-mail-clicks'
  | 'sent-mail-attachments'
  | 'sent-mail-links';

function incompleteRow(): NotReadError {
  return new NotReadError({
    what: 'advanced hunting',
    kind: 'badAnswer',
    sentence: 'A row of advanced hunting has no message id, recipient or time.',
    advice: 'The tables may have changed; this program needs an update if it stays.',
  });
}

function mapped<T>(rows: Row[], map: (row: Row) => T | null): T[] {
  return rows.map((row) => {
    const value = map(row);
    if (value === null) throw incompleteRow();
    return value;
  });
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new NotReadError({
    what: 'advanced hunting',
    kind: 'refused',
    sentence: 'The time asked for is not one that can be looked up.',
    advice: 'Ask for a time within the last 30 days.',
  });
}

/** Advanced hunting over mail, at most `huntingBatch` ids in one query. */
export function createHunting(run: RunQuery, limits: ReaderLimits): TenantReader['hunting'] {
  async function byIds<T>(query: ById, ids: string[], map: (row: Row) => T | null, signal?: AbortSignal): Promise<T[]> {
    const wanted = [...new Set(ids)];
    const found: T[] = [];
    for (let at = 0; at < wanted.length; at += limits.huntingBatch) {
      const batch = wanted.slice(at, at + limits.huntingBatch);
      found.push(...mapped(await run(query, { ids: batch }, signal), map));
    }
    return found;
  }

  async function bySender<T>(
    query: BySender,
    { senders, subjects, from, to }: SentMail,
    map: (row: Row) => T | null,
    signal?: AbortSignal,
  ): Promise<T[]> {
    if (senders.length === 0 || subjects.length === 0) return [];
    const names = { senders: [...new Set(senders)], subjects: [...new Set(subjects)] };
    const values = { ...names, from: timeOf(from), to: timeOf(to) };
    return mapped(await run(query, values, signal), map);
  }

  return {
    emailEvents: (ids, signal) => byIds('email-events', ids, emailEvent, signal),
    emailUrls: (ids, signal) => byIds('email-urls', ids, emailUrl, signal),
    postDeliveryEvents: (ids, signal) => byIds('post-delivery-events', ids, postDeliveryEvent, signal),
    async messagesLinkingTo(hosts, from, to, signal) {
      if (hosts.length === 0) return [];
      const rows = await run('messages-linking-to', { hosts, from: timeOf(from), to: timeOf(to) }, signal);
      return mapped(rows, (row) => (typeof row.NetworkMessageId === 'string' ? row.NetworkMessageId : null));
    },
    sentMail: {
      events: (mail, signal) => bySender('sent-mail-events', mail, emailEvent, signal),
      postDelivery: (mail, signal) => bySender('sent-mail-post-delivery', mail, postDeliveryEvent, signal),
      clicks: (mail, signal) => bySender('sent-mail-clicks', mail, urlClick, signal),
      attachments: (mail, signal) => bySender('sent-mail-attachments', mail, emailAttachment, signal),
      links: (mail, signal) => bySender('sent-mail-links', mail, emailUrl, signal),
    },
  };
}
