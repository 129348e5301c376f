import type { CampaignReport, RecipientLine } from '../../campaigns/report/build-report.ts';
import { duration } from '../../campaigns/report/curve.ts';
import { comparisonWords, verdictWords } from '../../campaigns/report/report-words.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { barsView } from '../bars-view.ts';
import { actionBar, type Button, deliverPersonally, type Link } from '../buttons.ts';
import {
  countsInWords,
  outcomeBadge,
  outcomeOrder,
  reasonWords,
  stateWords,
} from '../campaign-status/outcome-words.ts';
import { headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface CampaignReportData extends Localised {
  audience: 'personal' | 'channel';
  report: CampaignReport;
  couldNot: NotRead[];
  /** The page with the curve and every recipient; null when it could not be put anywhere. */
  page: string | null;
}

const mostPeople = 15;
const mostGroups = 6;

/** One test: outcome, times, what stopped copies, what to change, and how it compares. In a channel nobody is named. */
export function campaignReportCard(data: CampaignReportData): AdaptiveCard {
  const people = data.audience === 'personal' ? data.report.recipients.filter(isWorthNaming).slice(0, mostPeople) : [];
  return fitRows(people, (shown) => expand(template, view(data, shown)));
}

function view(data: CampaignReportData, people: RecipientLine[]) {
  const { report } = data;
  const { campaign, passed } = report;
  const badge = passed === true ? '\u2713 ' : passed === false ? '\u2715 ' : '';
  const kinds = outcomeOrder.filter((kind) => (report.counts[kind] ?? 0) > 0);
  const rows = kinds.map((kind) => ({
    label: `${outcomeBadge(kind).icon} ${outcomeBadge(kind).word}`,
    count: report.counts[kind] ?? 0,
  }));
  const left = report.recipients.filter(isWorthNaming).length - people.length;
  return {
    title: `${badge}${headingText(campaign.subject ?? campaign.name) || 'Test'}`,
    verdict: verdictWords(report),
    facts: facts(data),
    ...barsView(rows, 10, data),
    groups: [
      { heading: 'What stopped copies', lines: shareLines(report.byPolicy) },
      {
        heading: 'By the policies that reach people',
        lines: report.byGroup.length > 1 ? shareLines(report.byGroup) : [],
      },
      { heading: 'What to change', lines: report.toChange.map(({ title, because }) => line(title, because)) },
      {
        heading: 'Compared with the test before',
        lines: report.comparison === null ? [] : [line('', comparisonWords(report.comparison, data))],
      },
      { heading: 'People', lines: people.map(personLine) },
    ].filter(({ lines }) => lines.length > 0),
    notRead: notReadView(data.couldNot),
    footer: [
      ...(data.audience === 'personal' && left > 0 ? [{ words: `${left} more are in the full report.` }] : []),
      { words: `As of ${formatDateTime(report.at, data)}` },
    ],
    fallbackText: fallbackText(`Test ${campaign.name}: ${verdictWords(report)}`, countsInWords(report.counts)),
    ...actionBar(buttons(data), links(data)),
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
    { label: 'Time to mailbox', value: time },
  ];
}

function buttons({ report, audience }: CampaignReportData): Button[] {
  const keyed = report.toChange.flatMap(({ findingKey }) => findingKey ?? []);
  const all: Button[] = keyed.slice(0, 2).map((finding, index) => ({
    title: keyed.length === 1 ? 'How to fix it' : `How to fix ${index + 1}`,
    verb: 'policy.gaps',
    data: { finding },
  }));
  const id = report.campaign.id;
  if (audience === 'channel') {
    all.push({
      title: 'Details in my chat',
      verb: 'testcampaign.report',
      data: { campaign_id: id, deliver: deliverPersonally },
    });
  }
  const subject = report.campaign.subject;
  if (report.counts.quarantined) {
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

function shareLines(shares: CampaignReport['byGroup']) {
  return shares.slice(0, mostGroups).map(({ label, counts }) => line(policyWords(label), countsInWords(counts)));
}

function personLine(person: RecipientLine) {
  const { icon, word } = outcomeBadge(person.kind);
  const reason = person.reason === null ? null : reasonWords(person.reason);
  const policy = person.policy === null ? null : policyWords(person.policy);
  const why = [reason, policy, person.zap].filter((part) => part !== null).join(', ');
  const blocked = person.blockedHost === null ? '' : `; link to ${person.blockedHost} blocked`;
  return line(person.address, `${icon} ${word}${why === '' ? '' : ` (${why})`}${blocked}`);
}

function line(label: string, text: string) {
  const name = plainText(label, 120);
  return { label: name === '' ? '' : `${name}: `, text: plainText(text, 300) || '\u2013' };
}

/** Whoever got it where it belongs is counted, not named. */
function isWorthNaming({ kind, links: pressed }: RecipientLine): boolean {
  return kind !== 'delivered' || pressed === 'blocked';
}
