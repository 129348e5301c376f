import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** What to send to ContactMonkey by hand; this product opens no ticket. */
export const question: Question = {
  intent: 'ticket.open',
  help: 'What ContactMonkey support needs to know',
  examples,
  answer,
};

async function answer(request: QuestionRequest, _deps: QuestionDeps): Promise<Answer> {
  const subject = request.conversation.subject;
  return messageAnswer({
    title: 'I cannot open a ticket',
    paragraphs: [
      'I have no connection to ContactMonkey support, so nothing was sent. Write to your customer success manager or to support@contactmonkey.com with the following.',
    ],
    sections: [
      {
        heading: 'What helps them',
        lines: [
          { text: 'The answer to “why was it held?”: sending path, policy, setting and evidence.', mark: 'bullet' },
          { text: 'The network message id and the time, in UTC.', mark: 'bullet' },
          { text: 'How many messages and recipients, and since when.', mark: 'bullet' },
          { text: 'The headers of one message, without the names of recipients.', mark: 'bullet' },
        ],
      },
    ],
    buttons: [
      subject?.kind === 'message'
        ? { title: 'Why was it held?', verb: 'quarantine.why', data: { message: subject.key } }
        : { title: 'What is in quarantine?', verb: 'quarantine.list', data: {} },
    ],
  });
}
