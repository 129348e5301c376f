import { mailText, plainText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { MessageTraceDetail, MessageTraceRow } from '../../defender/mail-events.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { isNetworkMessageId, many, one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { readTraces, type TracedMail } from '../shared/mail-traces.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { type AskedTrace, askedTrace, tracePeriod } from './trace-query.ts';

const SHOWN = 12;
const BOUNDS = { limit: 5_000, maxPages: 6 };
/** How far back it is looked where no time was named and the last days held nothing. */
const WIDER_DAYS = 10;

/** Where a mail went: its way through Exchange, by recipient, and step by step when it is one. */
export const question: Question = {
  intent: 'message.trace',
  help: 'Where a mail went, step by step',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const asked = askedTrace(request);
  if (!asked) return askWhat();
  const id = asked.query.messageTraceId;
  if (id !== undefined && !isNetworkMessageId(id)) return askWhat();
  const { rows, notRead, period } = await traced(asked, request, deps);
  const couldNot = [...asked.notRead, ...notRead];
  const only = rows.length === 1 ? rows[0] : undefined;
  const steps = only ? await stepsOf(only, request, deps, couldNot) : [];
  const about = `${asked.words.join(', ')}, ${period}`;
  return messageAnswer(
    {
      title: 'Message trace',
      paragraphs: [rows.length === 0 ? `No mail was found (${about}).` : summary(rows, about)],
      sections: [
        { heading: 'Newest first', lines: rows.slice(0, SHOWN).map((row) => rowLine(row, request)) },
        { heading: 'Step by step', lines: steps.map((step) => stepLine(step, request)) },
      ],
      couldNot,
    },
    {
      sources: only ? ['Get-MessageTraceV2', 'Get-MessageTraceDetailV2'] : ['Get-MessageTraceV2'],
      audience: 'askerOnly',
    },
  );
}

/**
 * Exchange looks for the words of a subject as they stand, so that a long trace need not be read; where that finds nothing, and again
 * over more days where no time was named, every row is looked at.
 */
async function traced(asked: AskedTrace, request: QuestionRequest, deps: QuestionDeps) {
  const { query, keep, period } = asked;
  const phrase = phraseOf(request);
  const narrow = phrase === null ? null : { ...query, subject: phrase };
  const usual = [...(narrow === null ? [] : [narrow]), query].map((one) => ({ query: one, period }));
  const wider = tracePeriod(request, WIDER_DAYS);
  const later =
    one(request.entities, 'date_range') === null
      ? [{ query: { ...(narrow ?? query), ...wider.query }, period: wider.period }]
      : [];
  let found: TracedMail & { period: string } = { rows: [], notRead: [], period };
  for (const attempt of [...usual, ...later]) {
    found = { ...(await readTraces(deps.tenant, attempt.query, keep, BOUNDS, request.signal)), period: attempt.period };
    if (found.rows.length > 0) break;
  }
  return found;
}

function phraseOf({ entities }: QuestionRequest): string | null {
  const [subject, more] = [...many(entities, 'subject'), ...many(entities, 'campaign')];
  return subject === undefined || more !== undefined ? null : subject;
}

async function stepsOf(row: MessageTraceRow, request: QuestionRequest, deps: QuestionDeps, couldNot: NotRead[]) {
  const steps = await reading(() => deps.tenant.trace.detail(row.messageTraceId, row.recipient, request.signal));
  if (steps.read) return steps.value.slice(0, 15);
  couldNot.push({ ...steps.why, what: 'the steps of this mail' });
  return [];
}

function summary(rows: MessageTraceRow[], about: string): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.status, (counts.get(row.status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${plainText(status, 40)}`);
  const shown = rows.length > SHOWN ? ` The newest ${SHOWN} are shown.` : '';
  return `${rows.length} ${rows.length === 1 ? 'copy' : 'copies'} (${about}): ${parts.join(', ')}.${shown}`;
}

function rowLine(row: MessageTraceRow, request: QuestionRequest) {
  return {
    label: formatDateTime(row.receivedAt, request.asker),
    text: `${mailText(row.subject, 80) || '(no subject)'} – ${mailText(row.sender, 60)} to ${mailText(row.recipient, 60)}: ${plainText(row.status, 40)}`,
    mark: /^delivered$/i.test(row.status) ? ('good' as const) : ('warning' as const),
  };
}

function stepLine(step: MessageTraceDetail, request: QuestionRequest) {
  const words = [step.event, step.action, step.detail].filter((part) => part !== '').join(' – ');
  return { label: formatDateTime(step.at, request.asker), text: mailText(words, 300) };
}

function askWhat(): Answer {
  return messageAnswer({
    title: 'Which mail?',
    paragraphs: [
      'Name a recipient, a sender, a subject or a message id, for example “trace the mail to anna@contoso.com from Tuesday around noon”.',
    ],
  });
}
