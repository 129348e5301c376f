import type { Answer, Question } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** Everything that is not ours: said plainly, with what is. */
export const question: Question = {
  intent: 'out_of_scope',
  help: 'Anything else: I say so',
  examples,
  async answer(): Promise<Answer> {
    return messageAnswer({
      title: 'Not my field',
      paragraphs: [
        'I only know about ContactMonkey mail and Microsoft Defender: what of it is in quarantine, why, for whom, and what to do.',
      ],
      buttons: [
        { title: 'What is in quarantine?', verb: 'quarantine.list', data: {} },
        { title: 'What can you do?', verb: 'smalltalk/help', data: {} },
      ],
    });
  },
};
