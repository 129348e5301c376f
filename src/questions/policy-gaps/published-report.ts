import { policyReport } from '../../reports/policy-report.ts';
import type { QuestionDeps } from '../deps.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { tenantName } from '../policies/tenant-name.ts';
import type { QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';

/** A link to the printable report of this check; null where nothing publishes one. */
export async function publishedReport(
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
