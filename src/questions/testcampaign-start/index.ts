import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** How to send a test so that its fate can be asked for; it sends none itself. */
export const question: Question = {
  intent: 'testcampaign.start',
  help: 'How to send a test that I can follow',
  examples,
  answer,
};

async function answer(_request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const marker = deps.profile.testSubjectPrefix.trim();
  return messageAnswer({
    title: 'Send the test from ContactMonkey',
    paragraphs: ['I cannot send mail. ContactMonkey sends the test, and I can tell where it went.'],
    sections: [
      {
        heading: 'Steps',
        lines: [
          {
            label: '1',
            text: 'In ContactMonkey choose “Send Test”, to yourself or to a few people whose policies differ.',
          },
          {
            label: '2',
            text: `The subject then begins with “${marker}”: that is how I know it. Keep the links and the tracking on.`,
          },
          { label: '3', text: 'Take your distribution list out of the To field first, or everybody gets the test.' },
          { label: '4', text: 'After some minutes ask me “did the test land?”' },
        ],
      },
    ],
    buttons: [{ title: 'Did the test land?', verb: 'testcampaign.status', data: {} }],
    sources: ['ContactMonkey help centre, article 4411568283789'],
  });
}
