import { buildReport } from '../../campaigns/report/build-report.ts';
import { reportPage } from '../../campaigns/report/report-page.ts';
import { comparisonWords } from '../../campaigns/report/report-words.ts';
import { isOver } from '../../campaigns/test-campaign/lifecycle.ts';
import type { CampaignDetails } from '../../campaigns/watch/campaign-room.ts';
import { campaignComparisonCard } from '../../cards/campaign-comparison/index.ts';
import { countsInWords } from '../../cards/campaign-status/outcome-words.ts';
import { mailText, plainText } from '../../cards/escape.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds, words } from '../standard-answers.ts';
import { changedSince } from './changed-between.ts';
import { settingsOfPeople } from './settings-of-people.ts';

/** Two tests side by side: did what was changed in between help, for whom, and what is left? */
export async function compareTests(
  before: CampaignDetails,
  after: CampaignDetails,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const { locale, timeZone } = request.asker;
  const audience = audienceOf(request);
  const people = audience === 'personal';
  const { settings, findings, couldNot } = await settingsOfPeople(after, request, deps);
  const { changed, notRead } = await changedSince(before.campaign.firstSeenAt, people, request, deps);
  const { trackingHosts } = deps.profile;
  const report = buildReport({ ...after, now: request.now, settings, findings, trackingHosts, before });
  const { comparison } = report;
  if (comparison === null) return onlyOne(after);
  const open = [...couldNot, ...notRead];
  const page = people ? reportPage({ report, couldNot: open, people, changed, locale, timeZone }) : null;
  const published = page === null ? null : ((await deps.publishReport?.(page)) ?? null);
  const isSettled = isOver(after.campaign.state) || ['settled', 'watching'].includes(after.campaign.state);
  const card = campaignComparisonCard({
    locale,
    timeZone,
    audience,
    comparison,
    changed,
    isSettled,
    toChange: report.toChange,
    couldNot: open,
    page: published,
  });
  const text = [
    `${comparisonWords(comparison, request.asker)}${isSettled ? '' : ' The newer test is still arriving, so this may change.'}`,
    `- ${mailText(comparison.before.name, 80)}, then: ${countsInWords(comparison.before.counts)}`,
    `- ${mailText(comparison.after.name, 80)}, now: ${countsInWords(comparison.after.counts)}`,
    ...(changed ?? []).map((sentence) => `- Changed in between: ${plainText(sentence, 300)}`),
    ...report.toChange.map(({ title, because }) => `- Still to change: ${plainText(title)}: ${plainText(because)}`),
  ].join('\n');
  return words(`${text}${openEnds(open)}`, {
    card,
    couldNot: open,
    sources: ['Get-MessageTraceV2', 'Get-QuarantineMessage', 'EmailEvents', 'kept snapshots of the Exchange settings'],
    remember: {
      subject: { kind: 'campaign', key: after.campaign.id },
      listed: { kind: 'campaign', keys: [after.campaign.id, before.campaign.id] },
    },
  });
}

/** There is nothing to put beside the test. */
export function onlyOne({ campaign }: Pick<CampaignDetails, 'campaign'>): Answer {
  const name = mailText(campaign.subject ?? campaign.name, 100);
  return messageAnswer(
    {
      title: 'One test only',
      tone: 'unknown',
      paragraphs: [
        `“${name}” has no test before it with the same sender and subject, so I cannot say whether something became better.`,
        'Send it again after the change, to the same people: then I put the two side by side.',
      ],
      buttons: [
        { title: 'Test again', verb: 'testcampaign.start', data: { again: campaign.id } },
        { title: 'Report', verb: 'testcampaign.report', data: { campaign_id: campaign.id } },
      ],
    },
    { remember: { subject: { kind: 'campaign', key: campaign.id } } },
  );
}
