import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { NotReadError } from '../../defender/reading.ts';
import type { MessagePreview, QuarantineQuery, TenantReader } from '../tenant-reader.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import type { Timing } from '../wire/timing.ts';
import { flag, text, texts } from './cells.ts';
import { cutOff } from './envelope.ts';
import { unreadableAnswer } from './error-ladder.ts';
import type { Invoke } from './invoke-command.ts';
import { quarantinedMessage } from './quarantine-row.ts';
import { createRecentKeys } from './recent-keys.ts';

const dayMs = 86_400_000;
/** Microsoft Learn, Get-QuarantineMessage: 16 days unless asked, 30 at most; nothing stays longer. */
const keptMs = 30 * dayMs;
const list = 'the quarantine list';
const cmdlet = 'Get-QuarantineMessage';

function filters(query: QuarantineQuery, now: number): Record<string, unknown> {
  const oldest = now - keptMs;
  const from = query.from === undefined ? oldest : Math.max(Date.parse(query.from), oldest);
  const to = query.to === undefined ? now : Math.min(Date.parse(query.to), now);
  if (Number.isNaN(from) || Number.isNaN(to) || from > to) throw outsideQuarantine(query);
  const wanted = {
    StartReceivedDate: new Date(from).toISOString(),
    EndReceivedDate: new Date(to).toISOString(),
    SenderAddress: query.sender,
    RecipientAddress: query.recipient,
    Subject: query.subject,
    QuarantineTypes: query.reasons,
    ReleaseStatus: query.releaseStatuses,
    PolicyName: query.policyName,
    MessageId: query.internetMessageId,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

function outsideQuarantine(query: QuarantineQuery): NotReadError {
  const older = query.to !== undefined && !Number.isNaN(Date.parse(query.to));
  return new NotReadError({
    what: list,
    kind: 'refused',
    sentence: older
      ? 'Quarantine keeps mail for 30 days at most, so nothing of that time is there any more.'
      : 'The time asked for is not one that can be looked up.',
    advice: 'Ask for a time within the last 30 days.',
  });
}

function cutShort(pages: number, pageSize: number): NotReadError {
  return new NotReadError({
    what: list,
    kind: 'refused',
    sentence: `Only the first ${(pages * pageSize).toLocaleString('en-US')} quarantined messages were read; there are more.`,
    advice: 'Ask for a shorter time or one sender.',
  });
}

function guarded(identity: string, what: string): string {
  if (/^[0-9a-f-]{36}\\[0-9a-f-]{36}$/i.test(identity)) return identity;
  throw new NotReadError({
    what,
    kind: 'refused',
    sentence: 'That is not the identity of a quarantined message.',
    advice: 'List the quarantine again and pick the message from there.',
  });
}

function gone(what: string): NotReadError {
  return new NotReadError({
    what,
    kind: 'notFound',
    sentence: 'That message is not in quarantine any more.',
    advice: 'It may have expired or been deleted; a message trace still tells what became of it.',
  });
}

/**
 * The quarantine, by Exchange's own paging. When the page ceiling is reached, `pages` hands out all pages up to there and then
 * rejects with a `NotReadError` of kind `refused` that says so. Messages older than 30 days do not exist; a `from` before that is
 * read as 30 days ago.
 */
export function createQuarantine(invoke: Invoke, limits: ReaderLimits, timing: Timing): TenantReader['quarantine'] {
  const pageSize = limits.quarantinePageSize;

  async function* pages(query: QuarantineQuery, signal?: AbortSignal): AsyncGenerator<QuarantinedMessage[]> {
    const wanted = filters(query, timing.now());
    const seen = createRecentKeys();
    for (let page = 1; page <= limits.quarantineMaxPages; page++) {
      const parameters = { ...wanted, Page: page, PageSize: pageSize };
      const answer = await invoke({ cmdlet, parameters, what: list, pageSize, signal });
      const messages = answer.rows.map(readRow);
      const fresh = seen.fresh(messages, (message) => message.identity);
      fresh.sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
      if (fresh.length > 0) yield fresh;
      if (cutOff(answer)) throw unreadableAnswer({ what: list, cmdlet }, 'a page is cut off');
      if (messages.length < pageSize) return;
      if (fresh.length === 0) throw unreadableAnswer({ what: list, cmdlet }, 'it repeats the same page');
    }
    throw cutShort(limits.quarantineMaxPages, pageSize);
  }

  function readRow(row: Record<string, unknown>): QuarantinedMessage {
    const message = quarantinedMessage(row);
    if (!message) throw unreadableAnswer({ what: list, cmdlet }, 'a row has no identity or time');
    return message;
  }

  async function only(name: string, identity: string, what: string, signal?: AbortSignal) {
    const parameters = { Identity: guarded(identity, what) };
    const { rows } = await invoke({ cmdlet: name, parameters, what, signal });
    const same = (row: Record<string, unknown>) => text(row, 'Identity')?.toLowerCase() === identity.toLowerCase();
    const row = rows.find(same) ?? rows.find((each) => rows.length === 1 && text(each, 'Identity') === null);
    if (!row) throw gone(what);
    return row;
  }

  async function preview(identity: string, signal?: AbortSignal): Promise<MessagePreview> {
    const row = await only('Preview-QuarantineMessage', identity, 'the preview of the message', signal);
    return {
      subject: text(row, 'Subject') ?? '',
      sender: text(row, 'SenderAddress') ?? '',
      recipients: texts(row, 'RecipientAddress'),
      isHtml: flag(row, 'IsHtml'),
      body: text(row, 'Body') ?? '',
      attachments: texts(row, 'Attachment'),
    };
  }

  return {
    pages,
    preview,
    async message(identity, signal) {
      return readRow(await only(cmdlet, identity, 'the quarantined message', signal));
    },
    async header(identity, signal) {
      const what = 'the header of the message';
      const row = await only('Get-QuarantineMessageHeader', identity, what, signal);
      const header = text(row, 'Header');
      if (header === null) throw unreadableAnswer({ what, cmdlet: 'Get-QuarantineMessageHeader' }, 'it has no header');
      return header;
    },
  };
}
