import { affectsWords, severityBadge, statusBadge } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { placeOf, waiverWords } from '../policies/finding-text.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { checkSources } from '../policies/sources.ts';
import { type FindingFilter, openingsPage } from '../policies/which-finding.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { pageAsked } from '../shared/page-asked.ts';
import type { ReportHint } from './published-report.ts';

const perPage = 15;
const buttonsShown = 3;

/** Findings by weight, numbered through all pages, with those that are waived and those that could not be checked. */
export function listAnswer(
  check: AskedCheck,
  filter: FindingFilter,
  request: QuestionRequest,
  report: ReportHint | null = null,
): Answer {
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const people = audienceOf(request) === 'personal';
  const all = check.findings.filter((finding) => finding.status !== 'ok' && filter.fits(finding)).sort(waivedLast);
  const fine = check.findings.filter((finding) => finding.status === 'ok' && filter.fits(finding));
  const start = startOf(request, all.length);
  const shown = all.slice(start, start + perPage);
  const end = start + shown.length;
  const lines = shown.map((finding, place) => lineOf(finding, start + place + 1));
  const next = `${filter.openings ? openingsPage : ''}at${end}`;
  const gaps = all.filter(({ status, waiver }) => status === 'gap' && waiver === null).length;
  const about = filter.words === null ? '' : ` about ${filter.words}`;

  function lineOf(finding: CheckedFinding, number: number): MessageLine & { group: string } {
    const waived = finding.waiver === null ? '' : ` ${waiverWords(finding.waiver, people, reader)}`;
    const affected = finding.status === 'gap' ? ` Affects ${affectsWords(finding.affects, people, reader)}.` : '';
    const effect = finding.status === 'gap' ? '' : ` ${finding.effect}`;
    return {
      label: String(number),
      text: `${finding.title}${placeOf(finding)}.${affected}${effect}${waived}`,
      group: groupOf(finding),
    };
  }

  const groups = [...new Set(lines.map(({ group }) => group))];
  return messageAnswer(
    {
      title: gaps === 0 ? `No gap${about}` : `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}${about}`,
      tone: gaps > 0 ? 'warning' : all.some(({ status }) => status === 'unknown') ? 'unknown' : 'good',
      paragraphs: [
        `Judged for ${check.audience.words}. ${fineWords(fine.length, about)}`,
        ...(report === null || report.link !== null ? [] : [report.words]),
        ...(all.length > shown.length ? [`Shown: ${start + 1} to ${end} of ${all.length}.`] : []),
      ],
      sections: groups.map((group) => ({ heading: group, lines: lines.filter((line) => line.group === group) })),
      buttons: [
        ...shown.slice(0, buttonsShown).map(({ key }, place) => ({
          title: `Details ${start + place + 1}`,
          verb: 'policy.gaps',
          data: { ...check.carry, finding: key },
        })),
        ...(end < all.length
          ? [{ title: 'Show more', verb: 'policy.gaps', data: { ...asked(request), ...check.carry, page: next } }]
          : []),
        { title: 'Ask for other people', verb: 'policy.gaps', data: { ...check.carry, ask: 'audience' } },
      ],
      links: report?.link ? [{ title: 'Printable report', url: report.link }] : [],
      sources: checkSources(check).slice(0, 1),
      couldNot: filter.words !== null && all.every(({ status }) => status !== 'unknown') ? [] : check.couldNot,
    },
    {
      remember: {
        listed: { kind: 'finding', keys: all.map(({ key }) => key), ...(end < all.length ? { next } : {}) },
      },
    },
  );
}

function fineWords(count: number, about: string): string {
  if (count === 0) return `No check${about} came out wholly in order.`;
  return `${count} ${count === 1 ? 'check' : 'checks'}${about} found everything in order.`;
}

function groupOf({ status, severity, waiver }: CheckedFinding): string {
  if (waiver !== null) return 'Waived';
  return status === 'gap' ? `${severityBadge(severity).word} severity` : statusBadge(status).word;
}

function waivedLast(a: CheckedFinding, b: CheckedFinding): number {
  return Number(a.waiver !== null) - Number(b.waiver !== null);
}

function asked(request: QuestionRequest) {
  const { policy } = request.entities;
  return { show: 'all', ...(policy === undefined ? {} : { policy }) };
}

function startOf(request: QuestionRequest, length: number): number {
  const start = Number(/^(?:openings-)?at(\d{1,5})$/.exec(pageAsked(request) ?? '')?.[1] ?? 0);
  return start < length ? start : 0;
}
