import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { readTestMail, testLine } from '../shared/test-mail.ts';
import { examples } from './examples.ts';

/** What became of the newest test mails, by the message trace. */
export const question: Question = {
  intent: 'testcampaign.status',
  help: 'Whether a “CM Test - ” mail arrived',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { tests, period, notRead } = await readTestMail(request, deps);
  const marker = deps.profile.testSubjectPrefix;
  return messageAnswer(
    {
      title: 'Test mail',
      paragraphs:
        tests.length === 0
          ? [
              `I found no mail whose subject begins with “${marker.trim()}” in the message trace, ${period}. A new one takes some minutes to show.`,
            ]
          : [
              `${tests.length} ${tests.length === 1 ? 'test' : 'tests'} in the message trace, ${period}. “Delivered” can still be the junk folder or be moved later by ZAP.`,
            ],
      sections: [{ heading: 'Newest first', lines: tests.slice(0, 10).map((test) => testLine(test, request)) }],
      buttons: [
        { title: 'Held test mail', verb: 'quarantine.list', data: { subject: marker.trim() } },
        { title: 'Moved by ZAP?', verb: 'zap.moved', data: { subject: marker.trim() } },
      ],
      couldNot: notRead,
    },
    { sources: ['Get-MessageTraceV2'], audience: 'everyone' },
  );
}
