import { affectsWords } from '../../cards/finding-words.ts';
import { countOf } from '../../cards/format.ts';
import { gapsSummaryCard } from '../../cards/gaps-summary/index.ts';
import { scoreToTell } from '../../defender/gaps/score.ts';
import { acceptedDomains } from '../../defender/policies/accepted-domains.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { findingLine } from '../policies/finding-text.ts';
import { checkSources } from '../policies/sources.ts';
import { openGaps } from '../policies/which-finding.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { openEnds } from '../standard-answers.ts';
import { reportHint } from './published-report.ts';

const shownWorst = 3;

/** Score, counts, the worst gaps and what changed; every gap can be reached by its place in the list. */
export async function summaryAnswer(check: AskedCheck, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { findings, couldNot } = check;
  const { report } = check;
  const told = toldScore(check);
  const worst = openGaps(check);
  const waived = findings.filter(({ status, waiver }) => status === 'gap' && waiver !== null).length;
  const counts = { ...report.counts, gap: worst.length };
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const audience = audienceOf(request);
  const about = otherDomain(request, check);
  const { link, words: hint } = await reportHint(check, request, deps);
  const card = gapsSummaryCard({
    ...reader,
    audience,
    score: told.score,
    scoreAtMost: told.atMost,
    scoreExplained: [about, told.sentence].filter((part) => part !== '').join(' '),
    counts,
    waived,
    licence: report.licence.because,
    people: check.audience.words,
    worst,
    changed: check.changed,
    links: link === null ? [] : [{ title: 'Printable report', url: link }],
    couldNot,
    asOf: check.takenAt,
    carry: check.carry,
  });
  const score = told.score === null ? '' : `Score ${told.atMost ? 'at most ' : ''}${told.score} of 100.`;
  const lines = worst
    .slice(0, shownWorst)
    .map(
      (finding, place) =>
        `${place + 1}. ${findingLine(finding)}. Affects ${affectsWords(finding.affects, audience === 'personal', reader)}. ${finding.effect}`,
    );
  const rest =
    worst.length > shownWorst
      ? [`and ${worst.length - shownWorst} more: ask for all gaps, or “how do I fix number 4”.`]
      : [];
  const text = [
    [about, score, told.sentence].filter((part) => part !== '').join(' '),
    `${countOf(worst.length, 'gap', 'gaps', reader)}${waived > 0 ? ` and ${waived} waived` : ''}, ${counts.info} for information, ${counts.unknown} not checked, ${counts.notLicensed} not licensed, ${counts.ok} in order. Judged for ${check.audience.words}.`,
    ...(check.changed === null
      ? []
      : [`Since ${check.changed.since.slice(0, 10)}: ${check.changed.opened} new, ${check.changed.closed} closed.`]),
    ...lines,
    ...rest,
    hint,
  ].join('\n');
  return {
    text: text + openEnds(couldNot),
    card,
    sources: checkSources(check),
    couldNot,
    ...(told.score === null ? { unanswered: true } : {}),
    remember: {
      listed: {
        kind: 'finding',
        keys: worst.map(({ key }) => key),
        ...(worst.length > shownWorst ? { next: `at${shownWorst}` } : {}),
      },
    },
  };
}

/** The score as the terminal and the printable report tell it too, with its sentence. */
function toldScore({ report, snapshot }: AskedCheck): { score: number | null; atMost: boolean; sentence: string } {
  if (snapshot.cmdlets.size === 0)
    return { score: null, atMost: false, sentence: 'No score: nothing could be checked.' };
  const { score, atMost, open } = scoreToTell(report.score, report.counts);
  if (score === null && report.score !== null) return { score, atMost, sentence: `Score not given: ${open}.` };
  return { score, atMost, sentence: report.scoreExplained.sentence };
}

/** Somebody who names a domain that is not this tenant's must not take this answer for that one. */
function otherDomain(request: QuestionRequest, check: AskedCheck): string {
  const named = many(request.entities, 'domain').map((domain) => domain.toLowerCase());
  const own = acceptedDomains(check.snapshot);
  const foreign = own === null ? [] : named.filter((domain) => !own.has(domain));
  if (foreign.length === 0) return '';
  return `${foreign.join(', ')} is not an accepted domain of this tenant; I can only look at this tenant, so this is about it as a whole.`;
}
