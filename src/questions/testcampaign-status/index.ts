import { isOver } from '../../campaigns/test-campaign/lifecycle.ts';
import type { CampaignRoom, CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import { campaignStatusCard } from '../../cards/campaign-status/index.ts';
import { countsInWords, stateWords } from '../../cards/campaign-status/outcome-words.ts';
import { mailText } from '../../cards/escape.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { readTestMail, testLine } from '../shared/test-mail.ts';
import { openEnds, words } from '../standard-answers.ts';
import { question as cancelQuestion } from '../testcampaign-cancel/index.ts';
import { wholeReport } from '../testcampaign-report/whole-report.ts';
import { examples } from './examples.ts';
import { wantedCampaigns, withAsked } from './wanted-campaigns.ts';

/** How the watched tests stand; where nothing is watched, what the message trace knows of test mail. */
export const question: Question = {
  intent: 'testcampaign.status',
  help: 'Whether a “CM Test - ” mail arrived',
  examples,
  answer,
};

const looked = 50;
const asksToCancel =
  /\b(?:cancel|abort|call (?:it |the test )?off|stop (?:the |this |that |my )?(?:\w+ )?(?:test|watching))\b/i;

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { campaigns } = deps;
  if (campaigns === undefined) return fromTrace(request, deps);
  if (one(request.entities, 'cancel') !== null || asksToCancel.test(request.text)) {
    return cancelQuestion.answer(request, deps);
  }
  const newest = await withAsked(await campaigns.newest(looked), request, campaigns);
  const found = wantedCampaigns(newest, request, deps);
  const [first] = found;
  if (first !== undefined && one(request.entities, 'recipient') !== null) {
    const details = await campaigns.details(first.campaign.id);
    if (details !== null) return wholeReport(details, null, request, deps);
  }
  if (found.length === 0) return newest.length === 0 ? fromTrace(request, deps) : noneOf(newest.length);
  return standing(found, request, campaigns);
}

async function standing(found: CampaignSummary[], request: QuestionRequest, campaigns: CampaignRoom): Promise<Answer> {
  const { blind, lacks, polledAt } = await campaigns.sight();
  const blindness = blind === null ? [] : [{ ...blind.why, what: `test mail since ${blind.since.slice(0, 16)} UTC` }];
  const couldNot: NotRead[] = [...blindness, ...lacks.filter(({ kind }) => kind !== 'notLicensed')];
  const { locale, timeZone } = request.asker;
  const card = campaignStatusCard({
    locale,
    timeZone,
    audience: audienceOf(request),
    title: found.length === 1 ? 'Test campaign' : 'Test campaigns',
    campaigns: found.map(({ campaign, counts }) => ({
      id: campaign.id,
      name: campaign.subject ?? campaign.name,
      sender: campaign.sender,
      state: campaign.state,
      at: campaign.firstSeenAt ?? campaign.plan?.plannedFor ?? null,
      planned: campaign.firstSeenAt === null,
      counts,
      because: campaign.transitions.at(-1)?.because ?? '',
      canCancel: !isOver(campaign.state),
    })),
    more: 0,
    couldNot,
    asOf: polledAt?.toISOString() ?? null,
  });
  const lines = found.map(
    ({ campaign, counts }) =>
      `- ${mailText(campaign.subject ?? campaign.name, 100)}: ${stateWords(campaign.state)}; ${countsInWords(counts)}`,
  );
  const keys = found.map(({ campaign }) => campaign.id);
  const [only] = keys;
  return words(`${lines.join('\n')}${openEnds(couldNot)}`, {
    card,
    couldNot,
    sources: ['Get-MessageTraceV2', 'Get-QuarantineMessage', 'EmailEvents'],
    audience: 'everyone',
    remember: {
      listed: { kind: 'campaign', keys },
      ...(only !== undefined && keys.length === 1 ? { subject: { kind: 'campaign', key: only } } : {}),
    },
  });
}

function noneOf(known: number): Answer {
  return messageAnswer({
    title: 'No such test',
    tone: 'info',
    paragraphs: [`None of the ${known} newest tests fits these words.`],
    buttons: [
      { title: 'All tests', verb: 'testcampaign.status', data: {} },
      { title: 'New test', verb: 'testcampaign.start', data: {} },
    ],
  });
}

async function fromTrace(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
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
