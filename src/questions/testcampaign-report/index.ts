import type { CampaignRoom } from '../../campaigns/watch/campaign-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { readTestMail, testLine } from '../shared/test-mail.ts';
import { countAsked, wantedCampaigns, withAsked } from '../testcampaign-status/wanted-campaigns.ts';
import { compareTests, onlyOne } from './compare-tests.ts';
import { examples } from './examples.ts';
import { lastTests } from './last-tests.ts';
import { asksToCompare, newestPair, testBefore } from './pair.ts';
import { wholeReport } from './whole-report.ts';

const most = 15;
const looked = 50;

/** One test in full, compared with the one before; two side by side; several in a list. */
export const question: Question = {
  intent: 'testcampaign.report',
  help: 'A test in full, or two side by side: did the fix work?',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { campaigns } = deps;
  const newest = campaigns === undefined ? [] : await withAsked(await campaigns.newest(looked), request, campaigns);
  if (campaigns === undefined || newest.length === 0) return fromTrace(request, deps);
  const compare = many(request.entities, 'compare');
  if (compare.length === 2) return sideBySide(compare[1] ?? '', compare[0] ?? '', request, deps, campaigns);
  const found = wantedCampaigns(newest, request, deps).filter(({ campaign }) => campaign.firstSeenAt !== null);
  const [first, second] = found;
  if (first === undefined) return nothingYet();
  const count = countAsked(request.entities) ?? 1;
  const { profile } = deps;
  if (asksToCompare(request.text)) {
    if (count === 2 && second !== undefined) {
      return sideBySide(second.campaign.id, first.campaign.id, request, deps, campaigns);
    }
    if (count < 3) {
      const pair = newestPair(found, newest, profile);
      if (pair === null) return onlyOne(first);
      return sideBySide(pair.before.id, pair.after.id, request, deps, campaigns);
    }
  }
  if (count > 1 && found.length > 1) return lastTests(found.slice(0, most), request);
  const details = await campaigns.details(first.campaign.id);
  if (details === null) return nothingYet();
  const before = testBefore(details.campaign, newest, profile);
  return wholeReport(details, before === null ? null : await campaigns.details(before.id), request, deps);
}

async function sideBySide(
  beforeId: string,
  afterId: string,
  request: QuestionRequest,
  deps: QuestionDeps,
  campaigns: CampaignRoom,
): Promise<Answer> {
  const [before, after] = [await campaigns.details(beforeId), await campaigns.details(afterId)];
  if (before === null || after === null) return nothingYet();
  return compareTests(before, after, request, deps);
}

function nothingYet(): Answer {
  return messageAnswer({
    title: 'No report yet',
    tone: 'info',
    paragraphs: ['No mail of such a test was seen yet.'],
    buttons: [{ title: 'How do tests stand?', verb: 'testcampaign.status', data: {} }],
  });
}

async function fromTrace(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const count = Math.min(countAsked(request.entities) ?? 5, most);
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
      deps.campaigns === undefined
        ? 'No test is watched here, so there is no report to keep; this is read from the message trace now.'
        : 'I watched no test yet, so there is no report; this is read from the message trace now.',
    ],
    sections: [{ heading: 'Newest first', lines: tests.slice(0, count).map((test) => testLine(test, request)) }],
    couldNot: notRead,
    sources: ['Get-MessageTraceV2'],
  });
}
