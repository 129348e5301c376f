import { buildReport } from '../../campaigns/report/build-report.ts';
import { reportPage } from '../../campaigns/report/report-page.ts';
import { comparisonWords, verdictWords } from '../../campaigns/report/report-words.ts';
import type { CampaignDetails, CampaignRoom, CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import { campaignReportCard } from '../../cards/campaign-report/index.ts';
import { countsInWords } from '../../cards/campaign-status/outcome-words.ts';
import { mailText, plainText } from '../../cards/escape.ts';
import { campaignSubject } from '../../contactmonkey/campaign-key.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { readTestMail, testLine } from '../shared/test-mail.ts';
import { openEnds, words } from '../standard-answers.ts';
import { wantedCampaigns } from '../testcampaign-status/wanted-campaigns.ts';
import { examples } from './examples.ts';
import { policiesOfPeople } from './policies-of-people.ts';

const MOST = 15;
const looked = 50;

/** One test in full, compared with the one before; several side by side. */
export const question: Question = {
  intent: 'testcampaign.report',
  help: 'A test in full, or the last ones side by side',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { campaigns } = deps;
  const newest = campaigns === undefined ? [] : await campaigns.newest(looked);
  if (campaigns === undefined || newest.length === 0) return fromTrace(request, deps);
  const found = wantedCampaigns(newest, request).filter(({ campaign }) => campaign.firstSeenAt !== null);
  const several = Number(one(request.entities, 'count') ?? '1') > 1;
  const [first] = found;
  if (first === undefined) return nothingYet();
  if (several && found.length > 1) return sideBySide(found);
  const details = await campaigns.details(first.campaign.id);
  return details === null ? nothingYet() : whole(details, newest, request, deps, campaigns);
}

async function whole(
  details: CampaignDetails,
  newest: readonly CampaignSummary[],
  request: QuestionRequest,
  deps: QuestionDeps,
  campaigns: CampaignRoom,
): Promise<Answer> {
  const beforeId = testBefore(details, newest, deps.profile.testSubjectPrefix);
  const before = beforeId === null ? null : await campaigns.details(beforeId);
  const addresses = [...new Set(details.copies.map(({ recipient }) => recipient))];
  const { groupOf, findings, couldNot } = await policiesOfPeople(addresses, request, deps);
  const report = buildReport({ ...details, now: request.now, groupOf, findings, before });
  const { locale, timeZone } = request.asker;
  const audience = audienceOf(request);
  const people = audience === 'personal';
  const page = people ? reportPage({ report, couldNot, people, locale, timeZone }) : null;
  const published = page === null ? null : ((await deps.publishReport?.(page)) ?? null);
  const { comparison } = report;
  const text = [
    `${mailText(report.campaign.subject ?? report.campaign.name, 100)}: ${verdictWords(report)} ${countsInWords(report.counts)}.`,
    ...report.toChange.map(({ title, because }) => `- ${plainText(title)}: ${plainText(because)}`),
    ...(comparison === null ? [] : [comparisonWords(comparison, request.asker)]),
  ].join('\n');
  return words(`${text}${openEnds(couldNot)}`, {
    card: campaignReportCard({ locale, timeZone, audience, report, couldNot, page: published }),
    couldNot,
    sources: ['Get-MessageTraceV2', 'Get-QuarantineMessage', 'EmailEvents', 'UrlClickEvents'],
    remember: { subject: { kind: 'campaign', key: report.campaign.id } },
  });
}

/** The newest earlier test with the same sender and subject. */
function testBefore({ campaign }: CampaignDetails, newest: readonly CampaignSummary[], prefix: string): string | null {
  const subject = campaignSubject(campaign.subject ?? '', prefix);
  const earlier = newest
    .map((summary) => summary.campaign)
    .filter(
      (other) =>
        other.id !== campaign.id &&
        other.sender === campaign.sender &&
        other.firstSeenAt !== null &&
        other.firstSeenAt < (campaign.firstSeenAt ?? '') &&
        campaignSubject(other.subject ?? '', prefix) === subject,
    )
    .sort((a, b) => (b.firstSeenAt ?? '').localeCompare(a.firstSeenAt ?? ''));
  return earlier[0]?.id ?? null;
}

function sideBySide(found: readonly CampaignSummary[]): Answer {
  return messageAnswer(
    {
      title: 'Last tests',
      paragraphs: [`The newest ${found.length} tests, side by side.`],
      sections: [
        {
          heading: 'Newest first',
          lines: found.slice(0, MOST).map(({ campaign, counts }) => ({
            label: mailText(campaign.subject ?? campaign.name, 70),
            text: `${campaign.firstSeenAt?.slice(0, 16).replace('T', ' ') ?? ''} UTC: ${countsInWords(counts)}`,
            mark: Object.keys(counts).every((kind) => kind === 'delivered') ? ('good' as const) : ('warning' as const),
          })),
        },
      ],
      buttons: found.slice(0, 3).map(({ campaign }, index) => ({
        title: `Report ${index + 1}`,
        verb: 'testcampaign.report',
        data: { campaign_id: campaign.id },
      })),
    },
    { remember: { listed: { kind: 'campaign', keys: found.map(({ campaign }) => campaign.id) } } },
  );
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
