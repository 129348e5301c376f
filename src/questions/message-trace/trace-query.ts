import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { NotRead } from '../../defender/reading.ts';
import { resolveTimeRange } from '../../language/index.ts';
import type { TraceQuery } from '../../microsoft365/tenant-reader.ts';
import { isMailAddress, many, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { hasAllWords } from '../shared/subject-words.ts';
import { earlierOf, laterOf } from '../shared/times.ts';

const DAY_MS = 86_400_000;
/** Get-MessageTraceV2 reaches back 90 days (Exchange PowerShell reference, 2026-08-21). */
const REACH_DAYS = 90;
const DEFAULT_DAYS = 2;

export interface AskedTrace {
  query: TraceQuery;
  keep(row: MessageTraceRow): boolean;
  words: string[];
  period: string;
  notRead: NotRead[];
}

/** What to trace; null when nothing names a mail, a person or a campaign. */
export function askedTrace(request: QuestionRequest): AskedTrace | null {
  const { entities } = request;
  const asked: AskedTrace = { ...tracePeriod(request), keep: () => true, words: [] };
  const keeps: ((row: MessageTraceRow) => boolean)[] = [];
  for (const [name, preposition] of [
    ['sender', 'from'],
    ['recipient', 'to'],
  ] as const) {
    const people = many(entities, name);
    if (people.length === 0) continue;
    asked.words.push(`${preposition} ${people.join(', ')}`);
    if (people.every(isMailAddress)) asked.query[name] = people;
    else keeps.push((row) => people.some((part) => row[name].toLowerCase().includes(part.toLowerCase())));
  }
  const messageId = one(entities, 'message_id');
  if (messageId) {
    asked.query.internetMessageId = [messageId.startsWith('<') ? messageId : `<${messageId}>`];
    asked.words.push(`message id ${messageId}`);
  }
  const networkId = one(entities, 'network_message_id') ?? identityOf(request);
  if (networkId) {
    asked.query.messageTraceId = networkId;
    asked.words.push(`network message id ${networkId}`);
  }
  const subjects = [...many(entities, 'subject'), ...many(entities, 'campaign')];
  if (subjects.length > 0) {
    keeps.push((row) => subjects.some((subject) => hasAllWords(row.subject, subject)));
    asked.words.push(`subject has “${subjects.join('” or “')}”`);
  }
  asked.keep = (row) => keeps.every((keep) => keep(row));
  return asked.words.length > 0 ? asked : null;
}

/** The time to trace, cut to what Microsoft keeps. */
export function tracePeriod(request: QuestionRequest, defaultDays = DEFAULT_DAYS) {
  const { now, asker, entities } = request;
  const words = one(entities, 'date_range');
  const range = words ? resolveTimeRange(words, now, asker.timeZone) : null;
  const earliest = new Date(now.getTime() - REACH_DAYS * DAY_MS).toISOString();
  const byDefault = new Date(now.getTime() - defaultDays * DAY_MS).toISOString();
  const to = earlierOf(range?.to ?? now.toISOString(), now.toISOString());
  const from = range ? laterOf(range.from, earliest) : byDefault;
  const notRead: NotRead[] = [];
  if (words && !range) notRead.push(unclear(words, defaultDays));
  if (range && range.from < earliest) notRead.push(tooOld());
  return {
    query: { from: earlierOf(from, to), to },
    period: range?.label ?? `the last ${defaultDays} days`,
    notRead,
  };
}

function identityOf(request: QuestionRequest): string | null {
  const { subject } = request.conversation;
  const namesNothing = ['sender', 'recipient', 'subject', 'campaign', 'message_id'].every(
    (name) => !one(request.entities, name),
  );
  const identity =
    one(request.entities, 'message') ?? (namesNothing && subject?.kind === 'message' ? subject.key : null);
  return identity?.split('\\')[0] ?? null;
}

function unclear(words: string, days: number): NotRead {
  return {
    what: `the time “${words}”`,
    kind: 'notAsked',
    sentence: `I could not tell which time “${words}” means, so this covers the last ${days} days.`,
    advice: 'Try “yesterday”, “Tuesday around noon” or a date.',
  };
}

function tooOld(): NotRead {
  return {
    what: 'mail older than 90 days',
    kind: 'refused',
    sentence: 'The message trace reaches back 90 days and no further.',
    advice: 'Older mail can only be found in the mailboxes themselves.',
  };
}
