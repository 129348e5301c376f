import type { CampaignReport, Share } from '../../campaigns/report/build-report.ts';
import { duration } from '../../campaigns/report/curve.ts';
import { hasTrouble, type RecipientLine } from '../../campaigns/report/recipient-line.ts';
import { outcomeWords, timeWords, whyOf } from '../../campaigns/report/recipient-table.ts';
import {
  attachmentWords,
  authenticationWords,
  comparisonWords,
  linkWords,
  stepMarks,
  verdictWords,
} from '../../campaigns/report/report-words.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { barsView } from '../bars-view.ts';
import { actionBar, type Button, deliverPersonally, type Link } from '../buttons.ts';
import { countsInWords, outcomeBadge, outcomeOrder, stateWords } from '../campaign-status/outcome-words.ts';
import { headingText, mailText, plainText, withoutAddresses } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { pathWords, policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface CampaignReportData extends Localised {
  audience: 'personal' | 'channel';
  report: CampaignReport;
  couldNot: NotRead[];
  /** The page with the curve and every recipient; null when it could not be put anywhere. */
  page: string | null;
  /** Addresses of people that were asked for by name: all that is known of them is told. */
  about?: readonly string[];
}

const mostPeople = 15;
const mostGroups = 6;
const mostChanges = 6;

/** One test: outcome, times, what stopped copies, what to change, and how it compares. In a channel nobody is named. */
export function campaignReportCard(data: CampaignReportData): AdaptiveCard {
  const { audience, report, about = [] } = data;
  if (audience === 'channel') return expand(template, view(data, [], []));
  const asked = report.recipients.filter(({ address }) => about.includes(address));
  const people = report.recipients.filter((line) => isWorthNaming(line) && !asked.includes(line)).slice(0, mostPeople);
  return fitRows(people, (shown) => expand(template, view(data, shown, asked)));
}

function view(data: CampaignReportData, people: RecipientLine[], asked: RecipientLine[]) {
  const { report, audience } = data;
  const { campaign, passed } = report;
  const badge = passed === true ? '\u2713 ' : passed === false ? '\u2715 ' : '';
  const kinds = outcomeOrder.filter((kind) => (report.counts[kind] ?? 0) > 0);
  const rows = kinds.map((kind) => ({
    label: `${outcomeBadge(kind).icon} ${outcomeBadge(kind).word}`,
    count: report.counts[kind] ?? 0,
  }));
  const left = report.recipients.filter((line) => isWorthNaming(line) && !asked.includes(line)).length - people.length;
  const safe = audience === 'channel' ? withoutAddresses : (text: string) => text;
  return {
    title: `${badge}${headingText(campaign.subject ?? campaign.name) || 'Test'}`,
    verdict: verdictWords(report),
    facts: facts(data),
    ...barsView(rows, 10, data),
    groups: [
      ...asked.map((line) => ({ heading: plainText(line.address, 80), lines: personFacts(line, data) })),
      { heading: 'The steps of the guide', lines: report.steps.map(stepLine) },
      { heading: 'What stopped copies', lines: shareLines(report.stoppedBy) },
      {
        heading: 'By the anti-spam policy that reaches people',
        lines: report.byPolicy.length > 1 ? shareLines(report.byPolicy) : [],
      },
      { heading: 'By recipient group', lines: audience === 'channel' ? [] : shareLines(report.byGroup) },
      {
        heading: 'What to change',
        lines: report.toChange.slice(0, mostChanges).map(({ title, because }) => line(safe(title), because)),
      },
      {
        heading: 'Compared with the test before',
        lines: report.comparison === null ? [] : [line('', comparisonWords(report.comparison, data))],
      },
      { heading: 'People', lines: people.map((person) => personLine(person, data)) },
    ].filter(({ lines }) => lines.length > 0),
    notRead: notReadView(data.couldNot),
    footer: [
      ...(data.audience === 'personal' && left > 0 ? [{ words: `${left} more are in the full report.` }] : []),
      { words: `As of ${formatDateTime(report.at, data)}` },
    ],
    fallbackText: fallbackText(`Test ${campaign.name}: ${verdictWords(report)}`, countsInWords(report.counts)),
    ...actionBar(buttons(data), links(data), { linkInSight: true }),
  };
}

function facts(data: CampaignReportData) {
  const { campaign, times, people } = data.report;
  const last = times.at(-1);
  const half = times[Math.floor((times.length - 1) / 2)];
  const atMost = times.some(({ precision }) => precision === 'atMost') ? ' at most' : '';
  const time =
    last === undefined || half === undefined
      ? 'not known'
      : `half within ${duration(half.seconds)}, all that arrived (${times.length} of ${people}) within ${duration(last.seconds)}${atMost}`;
  const sent = campaign.firstSeenAt === null ? 'not seen yet' : formatDateTime(campaign.firstSeenAt, data);
  return [
    { label: 'State', value: stateWords(campaign.state) },
    { label: 'From', value: campaign.sender === null ? 'any campaign sender' : mailText(campaign.sender, 100) },
    { label: 'Sent', value: sent },
    { label: 'Time to inbox', value: time },
  ];
}

function buttons({ report, audience }: CampaignReportData): Button[] {
  const keyed = report.toChange.flatMap(({ findingKey, message }): Button['data'][] => {
    if (findingKey !== null) return [{ finding: findingKey }];
    return message === null ? [] : [{ message }];
  });
  const { comparison } = report;
  const all: Button[] = keyed.slice(0, comparison === null ? 2 : 1).map((data, index) => ({
    title: keyed.length === 1 ? 'How to fix it' : `How to fix ${index + 1}`,
    verb: 'policy.how_to_fix',
    data,
  }));
  const id = report.campaign.id;
  if (audience === 'channel') {
    all.push({
      title: 'Details in my chat',
      verb: 'testcampaign.report',
      data: { campaign_id: id, deliver: deliverPersonally },
    });
  }
  if (comparison !== null) {
    const data = { compare: [comparison.after.id, comparison.before.id] };
    all.push({ title: 'Side by side', verb: 'testcampaign.report', data });
  }
  const subject = report.campaign.subject;
  if (report.counts.quarantined && audience === 'personal') {
    all.push({
      title: 'Held mail',
      verb: 'quarantine.list',
      data: subject === null ? {} : { subject: subject.slice(0, 200) },
    });
  }
  all.push({ title: 'Test again', verb: 'testcampaign.start', data: { again: id } });
  all.push({ title: 'Open a ticket', verb: 'ticket.open', data: { campaign_id: id } });
  return all;
}

function links({ page, audience }: CampaignReportData): Link[] {
  return page === null || audience === 'channel' ? [] : [{ title: 'Full report', url: page }];
}

function shareLines(shares: readonly Share[]) {
  return shares.slice(0, mostGroups).map(({ label, counts }) => line(policyWords(label), countsInWords(counts)));
}

function stepLine({ title, result, because }: CampaignReport['steps'][number]) {
  const { icon, word } = stepMarks[result];
  return line(`${icon} ${title}`, `${word.toLowerCase()}. ${because}`);
}

function personLine(person: RecipientLine, data: CampaignReportData) {
  const { icon, word } = outcomeBadge(person.kind);
  const why = whyOf(person, data);
  const blocked = person.blockedHost === null ? '' : `; link to ${person.blockedHost} blocked`;
  return line(person.address, `${icon} ${word}${why === '\u2013' ? '' : ` (${why})`}${blocked}`);
}

/** All that is known of one recipient, a line each. */
function personFacts(person: RecipientLine, data: CampaignReportData) {
  const facts: [string, string | null][] = [
    ['Outcome', outcomeWords(person)],
    ['Why', hasTrouble(person) ? whyOf(person, data) : null],
    ['Time to inbox', timeWords(person)],
    ['Links', linkWords(person)],
    ['Files', attachmentWords(person)],
    ['Path', person.path === 'unknown' ? 'not known' : pathWords(person.path)],
    ['Authentication', authenticationWords(person)],
    ['Anti-spam policy', person.reachedBy === null ? 'not known' : policyWords(person.reachedBy)],
    ['In the seed list', person.seedBecause],
  ];
  return facts.flatMap(([label, text]) => (text === null ? [] : [line(label, text)]));
}

function line(label: string, text: string) {
  const name = plainText(label, 120);
  return { label: name === '' ? '' : `${name}: `, text: plainText(text, 300) || '\u2013' };
}

/** Whoever got it where it belongs is counted, not named. */
function isWorthNaming(person: RecipientLine): boolean {
  return hasTrouble(person) || person.kind !== 'delivered';
}
