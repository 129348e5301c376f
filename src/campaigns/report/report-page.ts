import { countsInWords, outcomeBadge, outcomeOrder, stateWords } from '../../cards/campaign-status/outcome-words.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import { policyWords } from '../../cards/words.ts';
import type { NotRead } from '../../defender/reading.ts';
import { legend, stackedBars } from '../../reports/charts.ts';
import { findingSection } from '../../reports/finding-section.ts';
import { html, list, table } from '../../reports/html.ts';
import { pageStyle } from '../../reports/page-style.ts';
import type { CampaignReport, Share } from './build-report.ts';
import { comparisonSection } from './comparison-section.ts';
import { arrivalCurve } from './curve.ts';
import { recipientTable } from './recipient-table.ts';
import { stepMarks, verdictWords } from './report-words.ts';
import type { ToChange } from './to-change.ts';

export interface ReportPage extends Localised {
  report: CampaignReport;
  couldNot: readonly NotRead[];
  /** Whether people may be named by address. */
  people: boolean;
  /** Settings that changed between this test and the one before, a sentence each; null when that is not known. */
  changed?: readonly string[] | null;
}

const shades: Readonly<Record<string, string>> = {
  delivered: 's-good',
  junk: 's-medium',
  quarantined: 's-critical',
  zapped: 's-high',
  rejected: 's-none',
  dropped: 's-none',
  released: 's-low',
};

/** A self-contained, printable page on one test. No script, nothing loaded from elsewhere; every text from mail is escaped. */
export function reportPage(page: ReportPage): string {
  const { report, couldNot, people } = page;
  const reader = { locale: page.locale, timeZone: page.timeZone };
  const { campaign, comparison } = report;
  const title = `Test: ${campaign.subject ?? campaign.name}`;
  const began = campaign.firstSeenAt === null ? 'not seen yet' : formatDateTime(campaign.firstSeenAt, reader);
  const facts = `From ${campaign.sender ?? 'any sender'}. Sent: ${began}. ${stateWords(campaign.state)}. Report made ${formatDateTime(report.at, reader)}.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
<title>${html(title)}</title><style>${pageStyle}</style></head><body>
<header><h1>${html(title)}</h1><p class="sub">${html(facts)}</p></header>
<p><strong>${html(verdictWords(report))}</strong> ${html(`${countsInWords(report.counts)}.`)}</p>
<h2>The steps of the guide</h2>${steps(report)}
<h2>Arrival</h2>${arrivalCurve(report.times, report.people) || '<p>No time of arrival is known.</p>'}
<h2>Outcomes</h2>${bars('By the anti-spam policy that reaches people', report.byPolicy, report.people)}
${people ? bars('By recipient group', report.byGroup, report.people) : bars('By recipient group', numbered(report.byGroup), report.people)}
${bars('What stopped copies', report.stoppedBy, report.people)}
<h2>What to change</h2>${changes(report)}
${comparison === null ? '' : comparisonSection(comparison, page.changed ?? null, people, reader)}
${people ? `<h2>Recipients</h2>${recipientTable(report.recipients, reader)}` : ''}
<h2>How it went</h2>${table(
    ['State', 'When', 'Because'],
    campaign.transitions.map(({ to, at, because }) => [
      html(stateWords(to)),
      html(formatDateTime(at, reader)),
      html(because),
    ]),
    1,
  )}
${couldNot.length === 0 ? '' : `<h2>Could not check</h2>${list(couldNot.map(({ what, sentence, advice }) => html(`${what}: ${sentence} ${advice}`)))}`}
${report.findings.length === 0 ? '' : `<h2>How to fix it</h2>${report.findings.map((finding, place) => findingSection(finding, { ...reader, people, waiver: null, anchor: `fix-${place + 1}` })).join('')}`}
<footer>Quarantine Watch. Nothing was changed in the tenant. “Delivered” means that Exchange put it into the mailbox; where hunting is not to be had, the folder may not be known. Wrapping of links is told by the Safe Links policy that reaches a person. “≤” marks a time by which it was seen there, “?” what is not known.</footer>
</body></html>
`;
}

function steps({ steps: all }: CampaignReport): string {
  const rows = all.map(({ title, result, because }) => [
    html(`${stepMarks[result].icon} ${stepMarks[result].word}`),
    html(title),
    html(because),
  ]);
  return table(['Result', 'Step', 'Because'], rows);
}

function changes({ toChange, findings, passed }: CampaignReport): string {
  const words = ({ title, because, findingKey }: ToChange) => {
    const place = findings.findIndex(({ key }) => key === findingKey);
    const how = place < 0 ? '' : ` <a href="#fix-${place + 1}">How to fix it</a>`;
    return `<strong>${html(title)}</strong>: ${html(because)}${how}`;
  };
  if (toChange.length > 0) return list(toChange.map(words), 'ol');
  return passed === false ? '<p>Nothing that is known says what to change.</p>' : '<p>Nothing was stopped.</p>';
}

/** Names of groups are addresses too. */
function numbered(shares: readonly Share[]): Share[] {
  return shares.map((share, place) => (share.label.includes('@') ? { ...share, label: `Group ${place + 1}` } : share));
}

function bars(title: string, shares: readonly Share[], people: number): string {
  const used = outcomeOrder.filter((kind) => shares.some(({ counts }) => (counts[kind] ?? 0) > 0));
  const rows = shares.slice(0, 20).map(({ label, counts }) => ({
    label: policyWords(label),
    note: countsInWords(counts),
    segments: used.map((kind) => ({
      label: outcomeBadge(kind).word,
      value: counts[kind] ?? 0,
      shade: shades[kind] ?? 's-unknown',
    })),
  }));
  if (rows.length === 0) return '';
  const keys = used.map((kind) => ({ label: outcomeBadge(kind).word, shade: shades[kind] ?? 's-unknown' }));
  const left = shares.length - rows.length;
  return `${stackedBars(title, rows, people)}${legend(keys)}${left > 0 ? `<p class="sub">${left} smaller ones are not shown.</p>` : ''}`;
}
