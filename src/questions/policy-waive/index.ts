import { waiveFormCard } from '../../cards/waive-form/index.ts';
import { waivedCard } from '../../cards/waived/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import { type AskedCheck, askedCheck } from '../policies/asked-check.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { findingByKey, findingKeyAsked } from '../policies/which-finding.ts';
import { findingGone } from '../policy-gaps/finding-answer.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { dayOf, type WaiverDay, waiverDay, waiverDays } from './waiver-days.ts';

const leastReason = 10;
const mostReason = 500;

/** Accepts a gap for a time, with a reason, or takes that back. Only operators and approvers; every waiver is kept on record. */
export const question: Question = {
  intent: 'policy.waive',
  help: 'Accept a gap for a time, with a reason',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { roles } = request.asker;
  if (!roles.includes('operator') && !roles.includes('approver')) return mayNot();
  const key = findingKeyAsked(request);
  if (key === null) return whichFinding();
  const check = await askedCheck(request, deps);
  const finding = findingByKey(check, key);
  if (finding === null) return findingGone(check);
  if (finding.status !== 'gap') return notAGap(finding, check);
  if (one(request.entities, 'withdraw') !== null) return withdraw(finding, check, request, deps);
  const reason = one(request.entities, 'reason');
  const until = one(request.entities, 'until');
  if (reason === null && until === null) return form(finding, check, request, '');
  if (reason === null || reason.length < leastReason || reason.length > mostReason) {
    return form(
      finding,
      check,
      request,
      `A reason of ${leastReason} to ${mostReason} characters is needed, so that the next person understands it.`,
    );
  }
  const day = waiverDay(until, request.now, request.asker.timeZone);
  if (!day.valid) return form(finding, check, request, day.why);
  return waive(finding, reason, day, check, request, deps);
}

async function waive(
  finding: CheckedFinding,
  reason: string,
  day: Extract<WaiverDay, { valid: true }>,
  check: AskedCheck,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const { objectId, name, locale, timeZone } = request.asker;
  const waiver = await policyRoom(deps).waive({
    findingKey: finding.key,
    findingTitle: finding.title,
    reason,
    by: { objectId, name },
    now: request.now,
    until: day.endsAt,
  });
  const card = waivedCard({
    locale,
    timeZone,
    findingKey: finding.key,
    findingTitle: finding.title,
    reason: waiver.reason,
    by: waiver.by,
    at: waiver.at,
    until: day.day,
    carry: check.carry,
  });
  return words(
    `Waived until ${day.day}: “${finding.title}”. Reason: ${waiver.reason} (${waiver.by}). It stays in sight, marked as waived.`,
    {
      card,
      remember: { subject: { kind: 'finding', key: finding.key } },
    },
  );
}

async function withdraw(
  finding: CheckedFinding,
  check: AskedCheck,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const { objectId, name } = request.asker;
  const done = await policyRoom(deps).withdraw({
    findingKey: finding.key,
    findingTitle: finding.title,
    by: { objectId, name },
    now: request.now,
  });
  return messageAnswer({
    title: done ? 'Waiver withdrawn' : 'There is no waiver',
    tone: done ? 'good' : 'info',
    paragraphs: [
      done
        ? `“${finding.title}” counts as a gap again.`
        : `“${finding.title}” is not waived, so there is nothing to withdraw.`,
    ],
    buttons: [{ title: 'Back to the finding', verb: 'policy.gaps', data: { ...check.carry, finding: finding.key } }],
  });
}

function form(finding: CheckedFinding, check: AskedCheck, request: QuestionRequest, complaint: string): Answer {
  const { timeZone } = request.asker;
  const { earliest, latest, proposed } = waiverDays(request.now, timeZone);
  const typed = one(request.entities, 'reason')?.slice(0, mostReason);
  const text = `Why is “${finding.title}” acceptable, and until when (at most a year)?`;
  return words(complaint === '' ? text : `${complaint} ${text}`, {
    card: waiveFormCard({
      findingKey: finding.key,
      findingTitle: finding.title,
      earliest,
      latest,
      reason: typed ?? finding.waiver?.reason ?? '',
      until: finding.waiver ? dayOf(finding.waiver.until, timeZone, latest) : proposed,
      complaint,
      carry: check.carry,
    }),
    remember: { subject: { kind: 'finding', key: finding.key } },
  });
}

function mayNot(): Answer {
  return words(
    'Accepting a gap is for operators and approvers. Ask one of them, or ask the administrator who runs Quarantine Watch to add you to the operators.',
    { unanswered: true, audience: 'askerOnly' },
  );
}

function whichFinding(): Answer {
  return messageAnswer({
    title: 'Which finding?',
    paragraphs: ['Open a finding and press Waive there.'],
    buttons: [{ title: 'All gaps', verb: 'policy.gaps', data: { show: 'all' } }],
  });
}

function notAGap(finding: CheckedFinding, check: AskedCheck): Answer {
  return messageAnswer({
    title: 'Nothing to waive',
    tone: 'info',
    paragraphs: [`“${finding.title}” is no gap here, so it does not count against the score.`],
    buttons: [{ title: 'Back to the finding', verb: 'policy.gaps', data: { ...check.carry, finding: finding.key } }],
  });
}
