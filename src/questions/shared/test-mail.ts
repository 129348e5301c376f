import { mailText, plainText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { tracePeriod } from '../message-trace/trace-query.ts';
import type { QuestionRequest } from '../question.ts';
import { readTraces } from './mail-traces.ts';
import { hasAllWords } from './subject-words.ts';

/** Copies of one test, by what became of them. */
export interface TestMail {
  subject: string;
  sender: string;
  lastAt: string;
  statuses: Map<string, number>;
}

const BOUNDS = { limit: 5_000, maxPages: 10 };
const DAYS = 7;

/** Test mail (subject begins with the test marker) in the message trace, newest first. Rejects with `NotReadError`. */
export async function readTestMail(
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<{ tests: TestMail[]; period: string; notRead: NotRead[] }> {
  const { query, period, notRead } = tracePeriod(request, DAYS);
  const marker = deps.profile.testSubjectPrefix.trim().toLowerCase();
  const wanted = [...many(request.entities, 'subject'), ...many(request.entities, 'campaign')];
  const isTest = (row: MessageTraceRow) =>
    row.subject.trim().toLowerCase().startsWith(marker) &&
    (wanted.length === 0 || wanted.some((subject) => hasAllWords(row.subject, subject)));
  const senders = deps.profile.senders.map((sender) => sender.address);
  const asked = {
    ...query,
    subject: deps.profile.testSubjectPrefix.trim(),
    ...(senders.length > 0 ? { sender: senders } : {}),
  };
  const traced = await readTraces(deps.tenant, asked, isTest, BOUNDS, request.signal);
  const tests = new Map<string, TestMail>();
  for (const row of traced.rows) addTo(tests, row);
  return {
    tests: [...tests.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt)),
    period,
    notRead: [...notRead, ...traced.notRead],
  };
}

/** e.g. "20 Nov, 09:00 – CM Test - Town Hall: 3 Delivered, 1 Quarantined" */
export function testLine(test: TestMail, request: QuestionRequest) {
  const parts = [...test.statuses].map(([status, count]) => `${count} ${plainText(status, 40)}`);
  const good = [...test.statuses.keys()].every((status) => /^(?:delivered|expanded)$/i.test(status));
  return {
    label: formatDateTime(test.lastAt, request.asker),
    text: `${mailText(test.subject, 100)} – ${parts.join(', ')}`,
    mark: good ? ('good' as const) : ('warning' as const),
  };
}

function addTo(tests: Map<string, TestMail>, row: MessageTraceRow): void {
  const key = `${row.sender.toLowerCase()} ${row.subject} ${row.receivedAt.slice(0, 10)}`;
  const test = tests.get(key) ?? {
    subject: row.subject,
    sender: row.sender,
    lastAt: row.receivedAt,
    statuses: new Map(),
  };
  if (row.receivedAt > test.lastAt) test.lastAt = row.receivedAt;
  test.statuses.set(row.status, (test.statuses.get(row.status) ?? 0) + 1);
  tests.set(key, test);
}
