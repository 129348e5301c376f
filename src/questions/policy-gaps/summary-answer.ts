import { affectsWords } from '../../cards/finding-words.ts';
import { gapsSummaryCard } from '../../cards/gaps-summary/index.ts';
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

const told = 3;

/** Score, counts, the worst gaps and what changed; every gap can be reached by its place in the list. */
export async function summaryAnswer(check: AskedCheck, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { findings, couldNot } = check;
  const report = { ...check.report, ...scoreToTell(check) };
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
    score: report.score,
    scoreExplained: [about, report.scoreExplained.sentence].filter((part) => part !== '').join(' '),
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
  const score = report.score === null ? 'No score: nothing could be checked.' : `Score ${report.score} of 100.`;
  const lines = worst
    .slice(0, told)
    .map(
      (finding, place) =>
        `${place + 1}. ${findingLine(finding)}. Affects ${affectsWords(finding.affects, audience === 'personal', reader)}. ${finding.effect}`,
    );
  const rest =
    worst.length > told ? [`and ${worst.length - told} more: ask for all gaps, or “how do I fix number 4”.`] : [];
  const text = [
    [about, score, report.scoreExplained.sentence].filter((part) => part !== '').join(' '),
    `${worst.length} gaps${waived > 0 ? ` and ${waived} waived` : ''}, ${counts.info} for information, ${counts.unknown} not checked, ${counts.notLicensed} not licensed, ${counts.ok} in order. Judged for ${check.audience.words}.`,
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
    ...(report.score === null ? { unanswered: true } : {}),
    remember: {
      listed: {
        kind: 'finding',
        keys: worst.map(({ key }) => key),
        ...(worst.length > told ? { next: `at${told}` } : {}),
      },
    },
  };
}

/** A score over hardly anything would deceive: without a single read there is none, and a thin one says how thin it is. */
function scoreToTell({ report, snapshot }: AskedCheck): Pick<AskedCheck['report'], 'score' | 'scoreExplained'> {
  const { score, scoreExplained, counts } = report;
  if (snapshot.cmdlets.size === 0) {
    return {
      score: null,
      scoreExplained: { sentence: 'Nothing of the tenant could be read, so there is no score.', lost: [] },
    };
  }
  const made = counts.gap + counts.ok + counts.info;
  if (counts.unknown <= made) return { score, scoreExplained };
  const thin = `Only ${made} of ${made + counts.unknown} checks could be made, so the score says little.`;
  return { score, scoreExplained: { ...scoreExplained, sentence: `${thin} ${scoreExplained.sentence}` } };
}

/** Somebody who names a domain that is not this tenant's must not take this answer for that one. */
function otherDomain(request: QuestionRequest, check: AskedCheck): string {
  const named = many(request.entities, 'domain').map((domain) => domain.toLowerCase());
  const own = acceptedDomains(check.snapshot);
  const foreign = own === null ? [] : named.filter((domain) => !own.has(domain));
  if (foreign.length === 0) return '';
  return `${foreign.join(', ')} is not an accepted domain of this tenant; I can only look at this tenant, so this is about it as a whole.`;
}
