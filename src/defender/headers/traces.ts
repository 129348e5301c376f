import { type ReportPairs, text } from './antispam-report.ts';
import type { HeaderAnalysis } from './header-analysis.ts';
import type { HeaderField, HeaderIndex } from './header-fields.ts';

/** Headers that name mail flow rules which ran, and the marker Microsoft's samples let an allow rule write. */
const ruleTraces = new Set([
  'x-ms-exchange-organization-rules-execution-history',
  'x-ms-exchange-forestrulesexecuted',
  'x-ms-exchange-organization-ruleid',
  'x-etr',
]);

/** Documented by vendors, not by Microsoft: mail flow rules set these to 1 to leave a protection out. */
const skipHeaders: readonly { header: string; protection: string }[] = [
  { header: 'X-MS-Exchange-Organization-SkipSafeLinksProcessing', protection: 'Safe Links' },
  { header: 'X-MS-Exchange-Organization-SkipSafeAttachmentProcessing', protection: 'Safe Attachments' },
];

export function transportRuleTraces(fields: readonly HeaderField[]): HeaderAnalysis['transportRules'] {
  return fields
    .filter((field) => ruleTraces.has(field.key))
    .slice(0, 50)
    .map((field) => ({ header: field.name, value: field.value.slice(0, 2_000) }));
}

export function skippedProtections(headers: HeaderIndex): string[] {
  return skipHeaders.filter(({ header }) => headers.first(header) === '1').map(({ protection }) => protection);
}

/** The true source of mail that came through a gateway, when Enhanced Filtering for Connectors found it. */
export function enhancedFiltering(headers: HeaderIndex): HeaderAnalysis['enhancedFiltering'] {
  return {
    originalSender: headers.first('X-MS-Exchange-ExternalOriginalInternetSender'),
    skipListed: headers.first('X-MS-Exchange-SkipListedInternetSender'),
  };
}

/** Marks of SendGrid in the headers. Anyone may write `X-SG-` headers, so they only support other evidence. */
export function sendGridMarks(headers: HeaderIndex, antispam: ReportPairs | null): string[] {
  const marks: string[] = [];
  for (const header of ['X-SG-EID', 'X-SG-ID']) {
    if (headers.first(header) !== null) marks.push(`${header} is present`);
  }
  for (const key of ['H', 'PTR']) {
    const host = text(antispam, key);
    if (host && /(^|\.)sendgrid\.net$/i.test(host)) marks.push(`${key}:${host}`);
  }
  return marks;
}
