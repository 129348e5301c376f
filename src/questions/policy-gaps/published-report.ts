import { policyReport } from '../../reports/policy-report.ts';
import type { QuestionDeps } from '../deps.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { readAt } from '../policies/sources.ts';
import { tenantName } from '../policies/tenant-name.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';

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

/** The printable report alone, for somebody who asked for just that. */
export async function reportAnswer(check: AskedCheck, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { link, words } = await reportHint(check, request, deps);
  return messageAnswer(
    {
      title: 'Report of the policy check',
      tone: 'info',
      paragraphs: [
        link === null
          ? `No report can be opened from this chat. ${words}`
          : `The report of the check as it stands, judged for ${check.audience.words}: every finding with its fixes, to be read or printed. The link works for a short time.`,
      ],
      links: link === null ? [] : [{ title: 'Printable report', url: link }],
      buttons: [{ title: 'All gaps', verb: 'policy.gaps', data: { ...check.carry, show: 'all' } }],
      sources: [readAt(check)],
    },
    link === null ? { unanswered: true } : {},
  );
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
