import { mailText } from '../../cards/escape.ts';
import { recipientsCard, recipientsPerCard } from '../../cards/recipients/index.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { question as gapsQuestion } from '../policy-gaps/index.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { readTraces } from '../shared/mail-traces.ts';
import { pageAsked, pastTheEnd } from '../shared/page-asked.ts';
import { visitSameCampaign } from '../shared/same-campaign.ts';
import { hasAllWords } from '../shared/subject-words.ts';
import { findTarget } from '../shared/target.ts';
import { earlierOf, shifted } from '../shared/times.ts';
import { whichOne } from '../shared/which-one.ts';
import { openEnds } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { Outcomes, outcomeTones, type RecipientOutcome } from './outcomes.ts';

const HOUR_MS = 3_600_000;
const TRACE_BOUNDS = { limit: 20_000, maxPages: 6 };

/** Who was affected by one campaign: held, released, delivered, junked, failed, by recipient. */
export const question: Question = {
  intent: 'quarantine.recipients',
  help: 'Who is affected by a held mail',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const finding = findingSpokenOf(request);
  if (finding !== null) {
    return gapsQuestion.answer({ ...request, entities: { finding, show: 'affected' } }, deps);
  }
  const end = pastTheEnd(request, question.intent);
  if (end) return end;
  const offset = readOffset(request);
  const target = await findTarget(request, deps);
  if (!target.found) return whichOne(request, deps, target, 'quarantine.recipients');
  const { message } = target.found;
  const { outcomes, notRead } = await collectOutcomes(message, request, deps);
  const couldNot = [...target.found.notRead, ...notRead];
  const all = outcomes.all();
  const page = all.slice(offset, offset + recipientsPerCard);
  const more = all.length > offset + page.length;
  const counts = countByOutcome(all);
  const audience = audienceOf(request);
  const card = recipientsCard({
    audience,
    subject: message.subject,
    total: all.length,
    groups: [...counts].map(([outcome, total]) => ({
      outcome,
      tone: outcomeTones[outcome] ?? 'unknown',
      total,
      recipients: page.flatMap((one, index) =>
        one.outcome === outcome
          ? [{ address: one.address, note: one.note, cursorAfter: `~${offset + index + 1}` }]
          : [],
      ),
    })),
    more,
    entities: { message: message.identity },
    couldNot,
    asOf: request.now.toISOString(),
    locale: request.asker.locale,
    timeZone: request.asker.timeZone,
  });
  return {
    text: inWords(message, all, counts, audience) + openEnds(couldNot),
    card,
    sources: ['Get-QuarantineMessage', 'Get-MessageTraceV2'],
    couldNot,
    audience: 'everyone',
    remember: {
      subject: { kind: 'message', key: message.identity },
      ...(more || offset > 0
        ? { listed: { kind: 'recipient', keys: [], ...(more ? { next: `~${offset + page.length}` } : {}) } }
        : {}),
    },
  };
}

/** "Who is affected?" right after a finding of the policy check means that finding. */
function findingSpokenOf({ conversation, entities }: QuestionRequest): string | null {
  const { subject } = conversation;
  return subject?.kind === 'finding' && Object.keys(entities).every((name) => name === 'finding') ? subject.key : null;
}

async function collectOutcomes(message: QuarantinedMessage, request: QuestionRequest, deps: QuestionDeps) {
  const outcomes = new Outcomes();
  const counted = { rows: 0, recipients: 0, named: 0 };
  const span = { from: message.receivedAt, to: message.receivedAt };
  outcomes.addQuarantined(message);
  const notRead = await visitSameCampaign(message, request, deps, ({ message: one }) => {
    outcomes.addQuarantined(one);
    counted.recipients += one.recipientCount;
    counted.named += one.recipients.length;
    if (one.receivedAt < span.from) span.from = one.receivedAt;
    if (one.receivedAt > span.to) span.to = one.receivedAt;
  });
  if (counted.recipients > counted.named) notRead.push(unnamed(counted.recipients - counted.named));
  const query = {
    from: shifted(span.from, -2 * HOUR_MS),
    to: earlierOf(shifted(span.to, 2 * HOUR_MS), request.now.toISOString()),
    sender: [message.sender],
  };
  const sameSubject = (subject: string) => subject === message.subject || hasAllWords(subject, message.subject);
  const traced = await reading(() =>
    readTraces(deps.tenant, query, (row) => sameSubject(row.subject), TRACE_BOUNDS, request.signal),
  );
  if (traced.read) {
    for (const row of traced.value.rows) outcomes.addTraced(row);
    notRead.push(...traced.value.notRead);
  } else {
    notRead.push({ ...traced.why, what: 'who received it all the same (message trace)' });
  }
  if (outcomes.beyond > 0) notRead.push(unnamed(outcomes.beyond));
  return { outcomes, notRead };
}

function countByOutcome(all: RecipientOutcome[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of all) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}

function inWords(
  message: QuarantinedMessage,
  all: RecipientOutcome[],
  counts: Map<string, number>,
  audience: 'personal' | 'channel',
): string {
  const parts = [...counts].map(([outcome, count]) => `${count} ${outcome.toLowerCase()}`);
  const subject = audience === 'personal' ? ` of “${mailText(message.subject)}”` : '';
  return `${all.length} ${all.length === 1 ? 'recipient' : 'recipients'}${subject}: ${parts.join(', ') || 'none known'}.`;
}

function readOffset(request: QuestionRequest): number {
  const cursor = /^~(\d{1,6})$/.exec(pageAsked(request) ?? '');
  return cursor ? Number(cursor[1]) : 0;
}

function unnamed(count: number): NotRead {
  return {
    what: 'the names of some recipients',
    kind: 'badAnswer',
    sentence: `Microsoft counts ${count} more recipients than it names.`,
    advice: 'The message trace in the Exchange admin center lists them all.',
  };
}
