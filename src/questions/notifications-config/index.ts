import type { Answer, Question } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

/** This product sends nothing unasked, so there is nothing to turn off; says where Microsoft's own notices are set. */
export const question: Question = {
  intent: 'notifications.config',
  help: 'Notices about held mail',
  examples,
  async answer(): Promise<Answer> {
    return messageAnswer({
      title: 'Notices',
      paragraphs: [
        'I post nothing on my own: I answer when I am asked, in this chat or where I am mentioned. So there is nothing to move, mute or schedule here.',
        'Notices that people get about their quarantined mail come from Microsoft: the quarantine policy of each verdict says who gets them, the global settings how often.',
      ],
      links: [{ title: 'Quarantine policies', url: 'https://security.microsoft.com/quarantinePolicies' }],
      sources: ['Microsoft Learn, quarantine-policies, 2026-08-31'],
    });
  },
};
