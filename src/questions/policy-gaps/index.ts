import { askAudienceCard } from '../../cards/ask-audience/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingByKey, findingFilter, findingKeyAsked } from '../policies/which-finding.ts';
import { question as waiveQuestion } from '../policy-waive/index.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { pageAsked, pastTheEnd } from '../shared/page-asked.ts';
import { words } from '../standard-answers.ts';
import { affectedAnswer } from './affected-answer.ts';
import { examples } from './examples.ts';
import { findingAnswer, findingGone } from './finding-answer.ts';
import { listAnswer } from './list-answer.ts';
import { placeMissing } from './place-missing.ts';
import { reportAnswer, reportHint } from './published-report.ts';
import { summaryAnswer } from './summary-answer.ts';

const wantsAll =
  /\b(?:all|list|which|show)\b(?: \w+){0,2} (?:findings|gaps|weaknesses|problems)\b|\bopen findings\b|\bfindings are\b/i;

const wantsAffected =
  /\b(?:who|whom)\b.*\b(?:affect|concern|hit|touch|feel)|\baffect(?:ed|s)?\b|\b(?:people|everybody|everyone|users|recipients) (?:are |is )?(?:hit|touched|concerned)\b/i;

const wantsReport = /\b(?:html|printable|print|pdf|download|export)\b/i;

const wantsWaiver = /\bwaive[rd]?\b|\baccept (?:the risk|this (?:gap|finding|risk))\b/i;

/** What of this tenant's settings stops ContactMonkey mail, or opens more than it needs, for whom, and how bad it is. */
export const question: Question = {
  intent: 'policy.gaps',
  help: 'What in our policies stops newsletters, for whom, and the least-risk fix',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  if (one(request.entities, 'ask') === 'audience') return askAudience(request);
  const end = pastTheEnd(request, question.intent);
  if (end) return end;
  if (wantsWaiver.test(request.text)) return waiveQuestion.answer(request, deps);
  const check = await askedCheck(request, deps);
  const key = findingKeyAsked(request, check);
  if (key !== null) {
    const finding = findingByKey(check, key);
    if (finding === null) return findingGone(check);
    if (one(request.entities, 'show') === 'affected' || wantsAffected.test(request.text))
      return affectedAnswer(finding, check, request, deps);
    return findingAnswer(finding, check, request);
  }
  const missed = placeMissing(request);
  if (missed !== null) return missed;
  const filter = findingFilter(request);
  if (filter.words === null && wantsReport.test(request.text)) return reportAnswer(check, request, deps);
  const listed = filter.words !== null || one(request.entities, 'show') === 'all' || wantsAll.test(request.text);
  if (listed || pageAsked(request) !== null) {
    const whole = filter.words === null && one(request.entities, 'page') === null;
    return listAnswer(check, filter, request, whole ? await reportHint(check, request, deps) : null);
  }
  return summaryAnswer(check, request, deps);
}

function askAudience(request: QuestionRequest): Answer {
  const people = one(request.entities, 'audience') ?? 'the people who get the campaigns';
  return words('For whom shall I judge the policies? Name the address of a group or of people.', {
    card: askAudienceCard({ people, findingKey: one(request.entities, 'finding') }),
  });
}
