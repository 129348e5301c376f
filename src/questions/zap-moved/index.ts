import { mailText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { MessageTraceRow, PostDeliveryEvent } from '../../defender/mail-events.ts';
import { type NotRead, type Reading, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { askedTrace, tracePeriod } from '../message-trace/trace-query.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { mailFilters } from '../shared/mail-filters.ts';
import { readTraces } from '../shared/mail-traces.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { visitQuarantine } from '../shared/quarantine-search.ts';
import { examples } from './examples.ts';

const DAYS = 7;
const BOUNDS = { limit: 2_000, maxPages: 4 };
const MAX_IDS = 500;
const MOST_NAMES = 100;
const SHOWN = 10;

/** Whether delivered mail was taken out of mailboxes again: hunting says it, without hunting the quarantine and the trace hint at it. */
export const question: Question = {
  intent: 'zap.moved',
  help: 'Whether ZAP took delivered mail out of inboxes again',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const trace = askedTrace(request);
  const when = tracePeriod(request, DAYS);
  const senders = deps.profile.senders.map((sender) => sender.address);
  if (!trace && senders.length === 0) return whichMail();
  const query = trace
    ? { ...trace.query, from: when.query.from, to: when.query.to }
    : { ...when.query, sender: senders };
  const traced = await readTraces(deps.tenant, query, trace?.keep ?? (() => true), BOUNDS, request.signal);
  const ids = [...new Set(traced.rows.map((row) => row.messageTraceId))];
  const asked = await readEvents(ids, traced.rows, { from: query.from, to: query.to }, request, deps);
  const { events } = asked;
  const couldNot = [
    ...when.notRead,
    ...traced.notRead,
    ...(asked.messages < ids.length ? [onlyNewest(ids.length)] : []),
  ];
  if (events.read) return fromHunting(events.value, asked.messages, traced.rows, when.period, couldNot, request);
  couldNot.push({ ...events.why, what: 'ZAP itself (EmailPostDeliveryEvents)' });
  return fromQuarantine(traced.rows, when.period, couldNot, request, deps);
}

/** By sender and subject in one call where there are few of them, else by the ids of the newest messages. */
async function readEvents(
  ids: string[],
  rows: readonly MessageTraceRow[],
  period: { from: string; to: string },
  request: QuestionRequest,
  { tenant }: QuestionDeps,
): Promise<{ events: Reading<PostDeliveryEvent[]>; messages: number }> {
  const { sentMail } = tenant.hunting;
  const senders = [...new Set(rows.map(({ sender }) => sender.toLowerCase()))];
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const few = senders.length > 0 && senders.length <= MOST_NAMES && subjects.length <= MOST_NAMES;
  if (sentMail === undefined || ids.length <= MAX_IDS || !few) {
    const newest = ids.slice(0, MAX_IDS);
    const events = await reading(() => tenant.hunting.postDeliveryEvents(newest, request.signal));
    return { events, messages: newest.length };
  }
  const known = new Set(ids.map((id) => id.toLowerCase()));
  const events = await reading(async () => {
    const found = await sentMail.postDelivery({ senders, subjects, ...period }, request.signal);
    return found.filter(({ networkMessageId }) => known.has(networkMessageId.toLowerCase()));
  });
  return { events, messages: ids.length };
}

function fromHunting(
  events: PostDeliveryEvent[],
  asked: number,
  rows: MessageTraceRow[],
  period: string,
  couldNot: Answer['couldNot'],
  request: QuestionRequest,
): Answer {
  const subjects = new Map(rows.map((row) => [row.messageTraceId.toLowerCase(), row.subject]));
  const newest = events.toSorted((a, b) => b.at.localeCompare(a.at));
  const moves = newest.filter((event) => !isRelease(event));
  const released = newest.length - moves.length;
  const zapped = moves.filter((event) => /zap/i.test(event.actionType));
  return messageAnswer(
    {
      title: zapped.length > 0 ? 'ZAP moved mail' : 'ZAP moved nothing',
      paragraphs: [
        zapped.length > 0
          ? `Zero-hour auto purge acted on ${zapped.length} ${zapped.length === 1 ? 'copy' : 'copies'} of ${asked} traced messages, ${period}.`
          : `No zero-hour auto purge in ${asked} traced messages, ${period}.${moves.length > 0 ? ' Something else moved mail after delivery:' : ''}`,
        ...(released === 0
          ? []
          : [
              `${released === 1 ? 'One copy was' : `${released} copies were`} let out of quarantine: that is no move by ZAP.`,
            ]),
        'ZAP acts up to 48 hours after delivery. No setting exempts one sender: it follows the verdict on the mail and its links.',
      ],
      sections: [
        {
          heading: 'After delivery',
          lines: moves.slice(0, SHOWN).map((event) => ({
            label: formatDateTime(event.at, request.asker),
            text: `${event.actionType}: ${event.action} – ${mailText(subjects.get(event.networkMessageId.toLowerCase()) ?? '', 80)} – ${mailText(event.recipient, 60)}${event.deliveryLocation ? ` (now: ${event.deliveryLocation})` : ''}`,
            mark: 'warning' as const,
          })),
        },
      ],
      sources: ['EmailPostDeliveryEvents', 'Get-MessageTraceV2'],
      couldNot,
    },
    { audience: 'askerOnly' },
  );
}

/** Held mail that reaches its mailbox is told in the same table as mail that is taken out of one. */
function isRelease({ action, actionType }: PostDeliveryEvent): boolean {
  return /release/i.test(action) || /redelivery/i.test(actionType);
}

/** Mail that the trace calls delivered and that is in quarantine all the same was moved after delivery. */
async function fromQuarantine(
  rows: MessageTraceRow[],
  period: string,
  couldNot: Answer['couldNot'],
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const delivered = new Set(
    rows.filter((row) => /^delivered$/i.test(row.status)).map((row) => row.messageTraceId.toLowerCase()),
  );
  const moved: { at: string; subject: string }[] = [];
  const filters = mailFilters(request);
  const report = await visitQuarantine(request, deps, filters, filters.namesMail, ({ message }) => {
    if (delivered.has(message.networkMessageId.toLowerCase()))
      moved.push({ at: message.receivedAt, subject: message.subject });
  });
  return messageAnswer(
    {
      title: moved.length > 0 ? 'Mail was taken back after delivery' : 'No sign of it',
      paragraphs: [
        moved.length > 0
          ? `${moved.length} ${moved.length === 1 ? 'message was' : 'messages were'} delivered and ${moved.length === 1 ? 'is' : 'are'} in quarantine now, ${period}: likely zero-hour auto purge, or an administrator’s action.`
          : `None of ${delivered.size} delivered messages is in quarantine now, ${period}. Mail that ZAP put into the junk folder I cannot see this way.`,
      ],
      sections: [
        {
          heading: 'Delivered, then held',
          lines: moved
            .slice(0, SHOWN)
            .map(({ at, subject }) => ({ label: formatDateTime(at, request.asker), text: mailText(subject, 100) })),
        },
      ],
      sources: ['Get-MessageTraceV2', 'Get-QuarantineMessage'],
      couldNot: [...couldNot, ...report.notRead],
    },
    { audience: 'askerOnly' },
  );
}

function onlyNewest(ids: number): NotRead {
  return {
    what: 'older messages',
    kind: 'notAsked',
    sentence: `${ids} messages fit; the newest ${MAX_IDS} were looked at.`,
    advice: 'Name a subject or a shorter time.',
  };
}

function whichMail(): Answer {
  return messageAnswer({
    title: 'Which mail?',
    paragraphs: [
      'Name a subject, a sender or a recipient, and when it was in the inbox; the sender profile names no campaign senders that I could look for.',
    ],
  });
}
