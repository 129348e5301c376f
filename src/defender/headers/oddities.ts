import type { ReportPairs, readReport } from './antispam-report.ts';
import { compauthReason } from './compauth-reasons.ts';
import type { HeaderAnalysis, HeaderFacts } from './header-analysis.ts';
import { headerCodes, internalReportFields, readReportFields } from './header-codes.ts';
import type { HeaderIndex } from './header-fields.ts';

type Report = ReturnType<typeof readReport>;

/** Report fields and codes that are in none of the tables, as they were written. */
export function unknownCodes(
  facts: HeaderFacts,
  antispam: ReportPairs | null,
  bulk: ReportPairs | null,
): HeaderAnalysis['unknown'] {
  const unknown: HeaderAnalysis['unknown'] = [];
  for (const pairs of [antispam, bulk]) {
    for (const [field, value] of pairs ?? []) {
      if (!readReportFields.has(field) && !internalReportFields.has(field)) unknown.push({ field, value });
    }
  }
  const codes: [string, string | number | null][] = [
    ['CAT', facts.cat],
    ['SFV', facts.sfv],
    ['IPV', facts.ipv],
    ['DIR', facts.dir],
    ['SFTY', facts.sfty],
    ['SCL', facts.scl],
    ['BCL', facts.bcl],
    ['SPF', facts.spf],
    ['DMARC', facts.dmarc?.result ?? null],
    ['DMARC ACTION', facts.dmarc?.action ?? null],
    ['COMPAUTH', facts.compauth?.result ?? null],
  ];
  for (const [field, value] of codes) {
    if (value !== null && !Object.hasOwn(headerCodes[field] ?? {}, String(value).toUpperCase())) {
      unknown.push({ field, value: String(value) });
    }
  }
  const reason = facts.compauth?.reason ?? null;
  if (reason !== null && compauthReason(reason) === null) unknown.push({ field: 'compauth reason', value: reason });
  return unknown.slice(0, 100).map(({ field, value }) => ({ field, value: value.slice(0, 500) }));
}

/** What is malformed, doubled or contradictory, in sentences. */
export function oddities(
  headers: HeaderIndex,
  seen: { report: Report | null; bulkReport: Report | null; strayLines: number },
): string[] {
  const found: string[] = [];
  const reports = headers.all('X-Forefront-Antispam-Report').filter((value) => value !== '');
  if (reports.length > 1) {
    const same = reports.every((value) => value === reports[0]);
    found.push(
      `X-Forefront-Antispam-Report is there ${reports.length} times, ${same ? 'all alike' : 'and they differ'}; the topmost was read.`,
    );
  }
  const malformed = (seen.report?.malformed.length ?? 0) + (seen.bulkReport?.malformed.length ?? 0);
  if (malformed > 0)
    found.push(`${malformed} item${malformed === 1 ? '' : 's'} of the antispam report could not be read.`);
  if (seen.strayLines > 0) {
    found.push(`${seen.strayLines} line${seen.strayLines === 1 ? ' is' : 's are'} no header field.`);
  }
  if (headers.all('From').length > 1) found.push('There is more than one From field; the topmost was read.');
  return found;
}
