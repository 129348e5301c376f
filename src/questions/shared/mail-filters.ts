import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { NotRead } from '../../defender/reading.ts';
import { resolveTimeRange } from '../../language/index.ts';
import type { QuarantineQuery } from '../../microsoft365/tenant-reader.ts';
import { isMailAddress, many, one } from '../entities.ts';
import type { Entities, QuestionRequest } from '../question.ts';
import { meansSpoof, reasonsOf, statusesOf } from './quarantine-words.ts';
import { hasAllWords } from './subject-words.ts';
import { earlierOf, laterOf } from './times.ts';

/** What a question asks for, as Exchange can filter it and as only we can. */
export interface MailFilters {
  query: QuarantineQuery & { from: string; to: string };
  keep(message: QuarantinedMessage): boolean;
  /** Sender, recipient or message id were named: such mail is shown even when it is not ContactMonkey's. */
  namesMail: boolean;
  namesSubject: boolean;
  /** Words for recipients that are no addresses: a name or a group. */
  people: string[];
  /** The time is one that Microsoft keeps nothing of: there is nothing to ask. */
  outOfReach: boolean;
  /** All of the time asked for is one that quarantine still holds mail of. */
  withinReach: boolean;
  /** The filters in words, each as it is to be shown to the person who asked. */
  words: string[];
  period: string;
  notRead: NotRead[];
}

type Keep = MailFilters['keep'];

const DAY_MS = 86_400_000;
/** Get-QuarantineMessage answers for at most the last 30 days (Exchange PowerShell reference, 2026-08-21). */
const REACH_DAYS = 30;

/** Reads the filters out of the entities; words that say nothing we know are kept out and told. */
export function mailFilters(request: QuestionRequest): MailFilters {
  const { entities, now } = request;
  const words: string[] = [];
  const notRead: NotRead[] = [];
  const { from, to, label } = period(request, notRead);
  const query: MailFilters['query'] = { from, to };
  const keeps: Keep[] = [];

  const sender = many(entities, 'sender');
  if (sender.length > 0) {
    words.push(`from ${sender.join(', ')}`);
    if (sender.every(isMailAddress)) query.sender = sender;
    else keeps.push((message) => sender.some((part) => includes(message.sender, part)));
  }
  const recipient = many(entities, 'recipient');
  if (recipient.length > 0) {
    words.push(`to ${recipient.join(', ')}`);
    if (recipient.every(isMailAddress)) query.recipient = recipient;
  }
  const subjects = [...many(entities, 'subject'), ...many(entities, 'campaign')];
  if (subjects.length > 0) {
    words.push(`subject has “${subjects.join('” or “')}”`);
    keeps.push((message) => subjects.some((subject) => hasAllWords(message.subject, subject)));
  }
  const heldAs = addReasons(entities, query, words, notRead);
  if (heldAs) keeps.push(heldAs);
  addStatuses(entities, query, words, notRead);
  const messageId = one(entities, 'message_id');
  if (messageId) {
    query.internetMessageId = messageId.startsWith('<') ? messageId : `<${messageId}>`;
    words.push(`message id ${messageId}`);
  }
  const networkId = one(entities, 'network_message_id')?.toLowerCase();
  if (networkId) {
    keeps.push((message) => message.networkMessageId.toLowerCase() === networkId);
    words.push(`network message id ${networkId}`);
  }
  const policy = one(entities, 'policy');
  if (policy) {
    keeps.push((message) => includes(message.policyName ?? '', policy) || includes(message.policyType ?? '', policy));
    words.push(`policy “${policy}”`);
  }
  return {
    query,
    keep: (message) => keeps.every((keep) => keep(message)) && message.receivedAt <= now.toISOString(),
    namesMail: Boolean(query.sender || query.recipient || messageId || networkId),
    namesSubject: subjects.length > 0,
    people: query.recipient ? [] : recipient,
    outOfReach: from === to,
    withinReach: !notRead.some(({ kind }) => kind === 'refused'),
    words,
    period: label,
    notRead,
  };
}

function period(request: QuestionRequest, notRead: NotRead[]): { from: string; to: string; label: string } {
  const { now, asker } = request;
  const to = now.toISOString();
  const earliest = new Date(now.getTime() - REACH_DAYS * DAY_MS).toISOString();
  const asked = one(request.entities, 'date_range');
  const range = asked ? resolveTimeRange(asked, now, asker.timeZone) : null;
  if (asked && !range) notRead.push(unknownPeriod(asked));
  if (!range) return { from: earliest, to, label: 'the last 30 days' };
  if (range.to <= earliest) notRead.push(tooLongAgo(range.label, 'none'));
  else if (range.from < earliest) notRead.push(tooLongAgo(range.label, 'partly'));
  const until = earlierOf(range.to, to);
  const from = laterOf(range.from, earliest);
  return { from: earlierOf(from, until), to: until, label: range.label };
}

/**
 * Adds what Exchange can filter. Spoof and impersonation are no reasons of their own there, but phishing that an anti-phishing
 * policy holds (Microsoft Learn, Get-QuarantineMessage, PolicyTypes): returned as a filter of ours.
 */
function addReasons(entities: Entities, query: QuarantineQuery, words: string[], notRead: NotRead[]): Keep | null {
  const asked = many(entities, 'reason');
  const reasons = asked.flatMap((word) => reasonsOf(word) ?? []);
  const outright = new Set(asked.filter((word) => !meansSpoof(word)).flatMap((word) => reasonsOf(word) ?? []));
  if (reasons.length > 0) {
    query.reasons = [...new Set(reasons)];
    words.push(`held as ${asked.map(inFull).join(', ')}`);
  }
  const unknown = asked.filter((word) => !reasonsOf(word));
  if (unknown.length > 0) notRead.push(unknownWord('reason', unknown.join(', ')));
  if (!asked.some(meansSpoof)) return null;
  return ({ reason, policyType }) =>
    (reason !== null && outright.has(reason)) || /^anti-?phish/i.test(policyType ?? '');
}

function inFull(word: string): string {
  return meansSpoof(word) ? `${word} (phishing, held by an anti-phishing policy)` : word;
}

function addStatuses(entities: Entities, query: QuarantineQuery, words: string[], notRead: NotRead[]): void {
  const asked = many(entities, 'status');
  const statuses = asked.flatMap((word) => statusesOf(word) ?? []);
  if (statuses.length > 0) {
    query.releaseStatuses = [...new Set(statuses)];
    words.push(asked.join(', '));
  }
  const unknown = asked.filter((word) => !statusesOf(word));
  if (unknown.length > 0) notRead.push(unknownWord('release status', unknown.join(', ')));
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

function unknownWord(what: string, word: string): NotRead {
  return {
    what: `the ${what} “${word}”`,
    kind: 'notAsked',
    sentence: `I do not know “${word}” as a ${what}, so I did not filter by it.`,
    advice:
      what === 'reason'
        ? 'Try spam, bulk, phish, malware, transport rule or file type.'
        : 'Try released or not released.',
  };
}

function unknownPeriod(asked: string): NotRead {
  return {
    what: `the time “${asked}”`,
    kind: 'notAsked',
    sentence: `I could not tell which time “${asked}” means, so this covers the last 30 days.`,
    advice: 'Try “since Monday”, “last 24 hours” or a date.',
  };
}

function tooLongAgo(label: string, covered: 'none' | 'partly'): NotRead {
  return {
    what: covered === 'none' ? `mail of ${label}` : `mail before the last 30 days (${label})`,
    kind: 'refused',
    sentence: 'Microsoft keeps quarantined mail for at most 30 days, so nothing older can be listed.',
    advice: 'For older mail ask for a message trace, which reaches back 90 days.',
  };
}
