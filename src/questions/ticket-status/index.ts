import type { Answer, Question } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** There are no tickets here; says so and where they are. */
export const question: Question = {
  intent: 'ticket.status',
  help: 'Where to ask about a ticket',
  examples,
  async answer(): Promise<Answer> {
    return messageAnswer({
      title: 'I cannot see tickets',
      paragraphs: [
        'I have no connection to ContactMonkey support and keep no tickets, so I cannot tell how one stands. Ask your customer success manager, or answer the last mail from support.',
        'What I can check is whether the mail concerned is still held.',
      ],
      buttons: [{ title: 'What is in quarantine?', verb: 'quarantine.list', data: {} }],
    });
  },
};
