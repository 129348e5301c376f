import { buildReport, type CampaignReport } from '../../campaigns/report/build-report.ts';
import { whyOf } from '../../campaigns/report/recipient-table.ts';
import { reportPage } from '../../campaigns/report/report-page.ts';
import {
  attachmentWords,
  authenticationWords,
  comparisonWords,
  linkWords,
  stepMarks,
  verdictWords,
} from '../../campaigns/report/report-words.ts';
import type { CampaignDetails } from '../../campaigns/watch/campaign-room.ts';
import { campaignReportCard } from '../../cards/campaign-report/index.ts';
import { countsInWords, outcomeBadge } from '../../cards/campaign-status/outcome-words.ts';
import { mailText, plainText } from '../../cards/escape.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { openEnds, words } from '../standard-answers.ts';
import { changedSince } from './changed-between.ts';
import { settingsOfPeople } from './settings-of-people.ts';

/** One test in full, compared with the one before. Who is named in the question is told of with all that is known. */
export async function wholeReport(
  details: CampaignDetails,
  before: CampaignDetails | null,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const { settings, findings, couldNot } = await settingsOfPeople(details, request, deps);
  const { trackingHosts } = deps.profile;
  const report = buildReport({ ...details, now: request.now, settings, findings, trackingHosts, before });
  const { locale, timeZone } = request.asker;
  const audience = audienceOf(request);
  const people = audience === 'personal';
  const { changed, notRead } = await changedSince(before?.campaign.firstSeenAt ?? null, people, request, deps);
  const open = [...couldNot, ...notRead];
  const page = people ? reportPage({ report, couldNot: open, people, changed, locale, timeZone }) : null;
  const published = page === null ? null : ((await deps.publishReport?.(page)) ?? null);
  const about = people ? named(report, request) : [];
  const card = campaignReportCard({
    locale,
    timeZone,
    audience,
    report,
    couldNot: open,
    page: published,
    about: about.map(({ address }) => address),
  });
  const reader = { locale, timeZone };
  const text = [
    `${mailText(report.campaign.subject ?? report.campaign.name, 100)}: ${verdictWords(report)} ${countsInWords(report.counts)}.`,
    ...report.steps.map(
      ({ title, result, because }) => `- ${title}: ${stepMarks[result].word.toLowerCase()}. ${plainText(because, 300)}`,
    ),
    ...about.map(
      (line) =>
        `- ${mailText(line.address, 100)}: ${outcomeBadge(line.kind).word}; ${plainText(whyOf(line, reader), 300)}; links ${plainText(linkWords(line), 120)}; files ${attachmentWords(line)}; ${plainText(authenticationWords(line), 120)}`,
    ),
    ...report.toChange.map(({ title, because }) => `- To change: ${plainText(title)}: ${plainText(because)}`),
    ...(report.comparison === null ? [] : [comparisonWords(report.comparison, request.asker)]),
  ].join('\n');
  return words(`${text}${openEnds(open)}${unseen(request, about.length, people)}`, {
    card,
    couldNot: open,
    sources: sourcesOf(couldNot),
    remember: { subject: { kind: 'campaign', key: report.campaign.id } },
  });
}

/** The lines of people that the question names, by address or a part of it. */
function named(report: CampaignReport, request: QuestionRequest): CampaignReport['recipients'] {
  const asked = many(request.entities, 'recipient').map((name) => name.toLowerCase());
  if (asked.length === 0) return [];
  return report.recipients.filter(({ address }) => asked.some((name) => address.includes(name))).slice(0, 5);
}

function unseen(request: QuestionRequest, found: number, people: boolean): string {
  const asked = many(request.entities, 'recipient');
  if (asked.length === 0 || found > 0) return '';
  return people
    ? `\n\nNobody called ${asked.map((name) => plainText(name, 80)).join(', ')} is among its recipients.`
    : '\n\nWhat became of single people I say in personal chat only.';
}

function sourcesOf(couldNot: readonly NotRead[]): string[] {
  const settings = couldNot.length === 0 ? ['the policies of the tenant'] : [];
  return ['Get-MessageTraceV2', 'Get-QuarantineMessage', 'EmailEvents', 'UrlClickEvents', ...settings];
}
