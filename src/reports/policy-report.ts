import { severityBadge, statusBadge, valueWords } from '../cards/finding-words.ts';
import { formatDate, formatDateTime, formatNumber, type Localised } from '../cards/format.ts';
import { policyWords } from '../cards/words.ts';
import type { Finding, GapReport } from '../defender/gaps/finding.ts';
import { scoreToTell } from '../defender/gaps/score.ts';
import type { NotRead } from '../defender/reading.ts';
import type { TenantSnapshot } from '../defender/snapshot.ts';
import { legend, legendItem, scoreChart, stackedBars } from './charts.ts';
import { coverageOf } from './coverage.ts';
import { findingSection, placeOf, type ReportWaiver } from './finding-section.ts';
import { areaRows, severityShades } from './findings-by-area.ts';
import { html, link, list, table } from './html.ts';
import { pageStyle } from './page-style.ts';

export interface PolicyReportData extends Localised {
  report: GapReport;
  snapshot: TenantSnapshot;
  /** By the key of the finding. */
  waivers: ReadonlyMap<string, ReportWaiver>;
  /** `addresses` is null when the audience is everybody the tenant knows of. */
  audience: { words: string; addresses: readonly string[] | null };
  couldNot: readonly NotRead[];
  /** The tenant's name or id. */
  tenant: string;
  /** ISO 8601; when the report was made. */
  now: string;
  /** Whether people may be named by address. */
  people: boolean;
}

/**
 * A self-contained, printable page on a tenant's policies: score, charts, every finding with its fixes, sources, and what was not
 * read. No script, nothing loaded from elsewhere; every text from the tenant is escaped.
 */
export function policyReport(data: PolicyReportData): string {
  const { report, tenant, now } = data;
  const title = `Policies for ContactMonkey mail: ${tenant}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
<title>${html(title)}</title><style>${pageStyle}</style></head><body>
<header><h1>${html(title)}</h1><p class="sub">${html(`Settings as of ${formatDateTime(report.takenAt ?? now, data)}. Report made ${formatDateTime(now, data)}. Judged for ${data.audience.words}. ${report.licence.because}`)}</p></header>
${summary(data)}
${charts(data)}
${notRead(data.couldNot)}
<h2>All findings</h2>${findingsTable(data)}
<h2>What to do, one by one</h2>${
    gapsOf(data)
      .map((finding) => findingSection(finding, { ...data, waiver: data.waivers.get(finding.key) ?? null }))
      .join('') || '<p>There is no gap.</p>'
  }
${sources(report)}
<footer>Quarantine Watch. Nothing in this report was changed in the tenant; every command is for an administrator to read before it is run.</footer>
</body></html>
`;
}

function gapsOf({ report }: PolicyReportData): Finding[] {
  return report.findings.filter(({ status }) => status === 'gap');
}

function summary(data: PolicyReportData): string {
  const { report, waivers } = data;
  const gaps = gapsOf(data);
  const waived = gaps.filter(({ key }) => waivers.has(key)).length;
  const tiles: [string, number][] = [
    ['gaps', gaps.length - waived],
    ['waived', waived],
    ['for information', report.counts.info],
    ['could not check', report.counts.unknown],
    ['not licensed', report.counts.notLicensed],
    ['in order', report.counts.ok],
  ];
  const told = scoreToTell(report.score, report.counts);
  const score =
    told.score === null
      ? 'Score not given'
      : `${told.atMost ? '<small>at most </small>' : ''}${told.score}<small> of 100</small>`;
  const sentence = told.score === null && told.open !== '' ? `${told.open}.` : report.scoreExplained.sentence;
  return `<section><p class="score">${score}</p>${scoreChart(told)}<p>${html(sentence)}</p>
<ul class="tiles">${tiles.map(([words, count]) => `<li><b>${html(formatNumber(count, data))}</b>${html(words)}</li>`).join('')}</ul></section>`;
}

function charts(data: PolicyReportData): string {
  const areas = areaRows(data.report.findings, data.waivers);
  const most = Math.max(1, ...areas.map(({ segments }) => segments.reduce((sum, { value }) => sum + value, 0)));
  const affected = gapsOf(data)
    .slice(0, 10)
    .map(({ title, policy, affects, severity }) => ({
      label: `${title}${policy === null ? '' : ` – ${policyWords(policy)}`}`.slice(0, 84),
      note: `${formatNumber(affects.count, data)} of ${formatNumber(affects.of, data)}`,
      segments: [{ label: title, value: affects.count, shade: severityShades[severity] }],
    }));
  const people = Math.max(1, ...gapsOf(data).map(({ affects }) => affects.of));
  const coverage = coverageOf(data.snapshot, data.audience.addresses);
  const number = (value: number) => formatNumber(value, data);
  const rows = coverage.map(({ label, segments, total }) => ({
    label,
    note: `${formatNumber(total, data)} people`,
    segments,
  }));
  const names = coverage.map(
    ({ label, segments }) =>
      `<p class="legend"><b>${html(label)}:</b> ${segments.map(({ label: name, value, shade }) => legendItem({ label: `${name} (${formatNumber(value, data)})`, shade })).join(' ') || 'nobody is known by name'}</p>`,
  );
  return `<h2>At a glance</h2>
${stackedBars('Gaps by area and severity', areas, most)}
${areas.length === 0 ? '' : legend([...(['critical', 'high', 'medium', 'low'] as const).map((severity) => ({ label: severityBadge(severity).word, shade: severityShades[severity] })), { label: 'Waived', shade: 's-waived' }])}
${stackedBars('People touched by each gap', affected, people, number)}
${stackedBars('Which policy reaches how many people', rows, Math.max(1, ...coverage.map(({ total }) => total)), number)}${names.join('')}`;
}

function notRead(couldNot: readonly NotRead[]): string {
  if (couldNot.length === 0) return '<h2>What could not be read</h2><p>Everything that the checks need was read.</p>';
  const rows = couldNot.map(({ what, sentence, advice }) => [html(what), html(sentence), html(advice)]);
  return `<h2>What could not be read</h2><p class="open">This is neither fine nor a fault: it is not known.</p>${table(['What', 'Why', 'What to do'], rows)}`;
}

function findingsTable(data: PolicyReportData): string {
  const heads = ['Result', 'Finding', 'Where', 'Is → should be', 'People'];
  const anyWaived = data.waivers.size > 0;
  const rows = data.report.findings.map((finding) => {
    const { status, severity, title, affects } = finding;
    const waiver = data.waivers.get(finding.key);
    const word = status === 'gap' ? severityBadge(severity).word : statusBadge(status).word;
    const isQuiet = status === 'ok' || status === 'notLicensed' || status === 'unknown';
    return [
      `<span class="badge b-${severity}">${html(word)}</span>${waiver ? ' waived' : ''}`,
      html(title),
      html(placeOf(finding)),
      isQuiet ? '' : html(valuesOf(finding)),
      isQuiet ? '' : html(`${formatNumber(affects.count, data)} of ${formatNumber(affects.of, data)}`),
      ...(anyWaived ? [waiver ? html(waiverWords(waiver, data)) : ''] : []),
    ];
  });
  return table(anyWaived ? [...heads, 'Waived because'] : heads, rows, heads.length - 1);
}

function valuesOf({ actual, expected }: Finding): string {
  if (actual === null && expected === null) return '';
  return expected === null ? valueWords(actual) : `${valueWords(actual)} → ${valueWords(expected)}`;
}

function waiverWords(waiver: ReportWaiver, data: PolicyReportData): string {
  return `${waiver.reason} (until ${formatDate(waiver.until, data)}${data.people ? `, ${waiver.by}` : ''})`;
}

function sources({ findings }: GapReport): string {
  const all = new Map(findings.flatMap((finding) => finding.sources.map((source) => [source.url, source] as const)));
  const items = [...all.values()]
    .sort((a, b) => a.title.localeCompare(b.title))
    .map(({ title, url, date }) => `${link(url, title)}, ${html(date)}`);
  return `<h2>Sources</h2>${list(items)}`;
}
