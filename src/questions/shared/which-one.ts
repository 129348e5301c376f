import { mailText } from '../../cards/escape.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from './audience.ts';
import { newestExample } from './group-words.ts';
import { mailFilters } from './mail-filters.ts';
import { messageAnswer } from './message-answer.ts';
import { searchQuarantine } from './quarantine-search.ts';
import type { TargetSearch } from './target.ts';

const OFFERED = 4;

/** Asks back which message is meant, with the newest campaigns to press; or says that nothing fits. `intro` is said before. */
export async function whichOne(
  request: QuestionRequest,
  deps: QuestionDeps,
  search: Extract<TargetSearch, { found: null }>,
  verb: string,
  intro: string[] = [],
): Promise<Answer> {
  if (search.reason === 'nothingFits') {
    return messageAnswer(
      {
        title: 'Nothing in quarantine fits',
        paragraphs: [
          `I found no quarantined mail that fits: ${search.asked}.`,
          'If it was not delivered either, a message trace shows where it went.',
        ],
        buttons: [{ title: 'What is in quarantine?', verb: 'quarantine.list', data: {} }],
        couldNot: search.notRead,
      },
      { audience: audienceOf(request) === 'channel' ? 'askerOnly' : 'everyone' },
    );
  }
  const filters = mailFilters({ ...request, entities: {} });
  const { groups, notRead } = await searchQuarantine(request, deps, filters);
  const offered = groups.slice(0, OFFERED);
  return messageAnswer(
    {
      title: 'Which one?',
      paragraphs: [
        ...intro,
        offered.length === 0
          ? 'I found no ContactMonkey mail in quarantine in the last 30 days. Name a subject, a sender or a message id if you mean other mail.'
          : 'Name a subject or a message id, or press one of the newest campaigns in quarantine.',
      ],
      sections: [
        {
          heading: 'Newest campaigns',
          lines: offered.map((group, index) => ({
            label: `${index + 1}`,
            text: `${mailText(group.subject, 100) || '(no subject)'} (${mailText(group.sender)})`,
          })),
        },
      ],
      buttons: offered.map((group, index) => ({
        title: `Number ${index + 1}`,
        verb,
        data: { message: newestExample(group).identity },
      })),
      couldNot: notRead,
    },
    { remember: { listed: { kind: 'message', keys: offered.map((group) => newestExample(group).identity) } } },
  );
}
