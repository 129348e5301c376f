import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { readTestMail, testLine } from '../shared/test-mail.ts';
import { examples } from './examples.ts';

const MOST = 15;

/** The last tests side by side, as far as the message trace knows them. */
export const question: Question = {
  intent: 'testcampaign.report',
  help: 'The last test mails side by side',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const asked = Number(one(request.entities, 'count') ?? '5');
  const count = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MOST) : 5;
  const withinReach = one(request.entities, 'date_range')
    ? request
    : { ...request, entities: { ...request.entities, date_range: 'last 30 days' } };
  const { tests, period, notRead } = await readTestMail(withinReach, deps);
  return messageAnswer({
    title: 'Last tests',
    paragraphs: [
      tests.length === 0
        ? `There is no test mail in the message trace, ${period}.`
        : `The newest ${Math.min(count, tests.length)} of ${tests.length} tests, ${period}, by what became of their copies.`,
      'I keep no report of a test and cannot export one; this is read from the message trace now.',
    ],
    sections: [{ heading: 'Newest first', lines: tests.slice(0, count).map((test) => testLine(test, request)) }],
    couldNot: notRead,
    sources: ['Get-MessageTraceV2'],
  });
}
