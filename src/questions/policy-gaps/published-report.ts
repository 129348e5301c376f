import { policyReport } from '../../reports/policy-report.ts';
import type { QuestionDeps } from '../deps.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { tenantName } from '../policies/tenant-name.ts';
import type { QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';

/** How to come to the printable report: a link, or the command that writes it. */
export interface ReportHint {
  link: string | null;
  words: string;
}

export async function reportHint(check: AskedCheck, request: QuestionRequest, deps: QuestionDeps): Promise<ReportHint> {
  const link = await publishedReport(check, request, deps);
  const command =
    'A printable report: quarantine-watch snapshot > FILE, then quarantine-watch gaps --snapshot FILE --html REPORT.html';
  return { link, words: link === null ? command : `Printable report: ${link}` };
}

/** A link to the printable report of this check; null where nothing publishes one. */
async function publishedReport(
  check: AskedCheck,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<string | null> {
  if (!deps.publishReport) return null;
  return deps.publishReport(
    policyReport({
      report: check.report,
      snapshot: check.snapshot,
      waivers: new Map(check.findings.flatMap(({ key, waiver }) => (waiver === null ? [] : [[key, waiver]]))),
      audience: check.audience,
      couldNot: check.couldNot,
      tenant: tenantName(check.snapshot) ?? deps.tenant.tenantId,
      now: request.now.toISOString(),
      locale: request.asker.locale,
      timeZone: request.asker.timeZone,
      people: audienceOf(request) === 'personal',
    }),
  );
}
