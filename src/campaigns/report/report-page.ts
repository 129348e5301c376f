import {
  countsInWords,
  outcomeBadge,
  outcomeOrder,
  reasonWords,
  stateWords,
} from '../../cards/campaign-status/outcome-words.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import { pathWords, policyWords } from '../../cards/words.ts';
import type { NotRead } from '../../defender/reading.ts';
import { legend, stackedBars } from '../../reports/charts.ts';
import { html, list, table } from '../../reports/html.ts';
import { pageStyle } from '../../reports/page-style.ts';
import type { CampaignReport, RecipientLine, Share } from './build-report.ts';
import { arrivalCurve, duration } from './curve.ts';
import { comparisonWords, verdictWords } from './report-words.ts';

export interface ReportPage extends Localised {
  report: CampaignReport;
  couldNot: readonly NotRead[];
  /** Whether people may be named by address. */
  people: boolean;
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
const mostRows = 2_000;

/** A self-contained, printable page on one test. No script, nothing loaded from elsewhere; every text from mail is escaped. */
export function reportPage({ report, couldNot, people, ...reader }: ReportPage): string {
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
${arrivalCurve(report.times, report.people)}
${bars('Outcomes by the policies that reach people', report.byGroup, report.people)}
${bars('What stopped copies', report.byPolicy, report.people)}
<h2>What to change</h2>${list(report.toChange.map(({ title: what, because }) => `<strong>${html(what)}</strong>: ${html(because)}`)) || '<p>Nothing was stopped.</p>'}
${comparison === null ? '' : `<h2>Compared with the test before</h2><p>${html(comparisonWords(comparison, reader))}</p>`}
${people ? `<h2>Recipients</h2>${recipients(report.recipients)}` : ''}
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
<footer>Quarantine Watch. “Delivered” means that Exchange put it into the mailbox; where hunting is not to be had, the folder is not known. “≤” marks a time by which it was seen there, “?” what is not known.</footer>
</body></html>
`;
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
  return `${stackedBars(title, rows, people)}${legend(keys)}`;
}

function recipients(lines: readonly RecipientLine[]): string {
  const rows = lines
    .slice(0, mostRows)
    .map((line) => [
      html(line.address),
      html(`${outcomeBadge(line.kind).word}${line.place === null ? '' : ` (${line.place})`}`),
      html(whyOf(line)),
      html(line.time === null ? '?' : `${line.time.precision === 'exact' ? '' : '≤ '}${duration(line.time.seconds)}`),
      html(line.links === 'unknown' ? '?' : `${line.links}${line.blockedHost === null ? '' : `: ${line.blockedHost}`}`),
      html(line.attachments === 'unknown' ? '?' : line.attachments),
      html(line.path === 'unknown' ? '?' : pathWords(line.path)),
      html(authentication(line)),
    ]);
  const heads = ['Recipient', 'Outcome', 'Why', 'Time', 'Links', 'Files', 'Path', 'SPF / DKIM / DMARC'];
  const left = lines.length - rows.length;
  return `${table(heads, rows, 3)}${left > 0 ? `<p>${left} more are not listed.</p>` : ''}`;
}

function whyOf({ reason, policy, zap }: RecipientLine): string {
  const parts = [reason === null ? null : reasonWords(reason), policy === null ? null : policyWords(policy), zap];
  return parts.filter((part) => part !== null).join(', ') || '–';
}

function authentication({ authentication: auth }: RecipientLine): string {
  if (auth === null) return '?';
  return [auth.spf, auth.dkim, auth.dmarc].map((result) => result ?? '?').join(' / ');
}
