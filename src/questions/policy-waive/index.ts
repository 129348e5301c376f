import { waiveFormCard } from '../../cards/waive-form/index.ts';
import { waivedCard } from '../../cards/waived/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import { type AskedCheck, askedCheck } from '../policies/asked-check.ts';
import { waiverWords } from '../policies/finding-text.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { findingByKey, findingKeyAsked } from '../policies/which-finding.ts';
import { findingGone } from '../policy-gaps/finding-answer.ts';
import { placeMissing } from '../policy-gaps/place-missing.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { dayOf, type WaiverDay, waiverDay, waiverDays } from './waiver-days.ts';
import { type WaiverInWords, waiverInWords } from './waiver-in-words.ts';

const leastReason = 10;
const mostReason = 500;
const wantsBack =
  /\b(?:withdraw|take back|taken? back|back|remove|cancel|end|revoke|undo)\b.*\bwaiver\b|\bwaiver back\b/i;

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
  const check = await askedCheck(request, deps);
  const key = findingKeyAsked(request, check) ?? spokenOf(request);
  if (key === null) return placeMissing(request) ?? whichFinding();
  const finding = findingByKey(check, key);
  if (finding === null) return findingGone(check);
  if (finding.status !== 'gap') return notAGap(finding, check);
  if (one(request.entities, 'withdraw') !== null) return withdraw(finding, check, request, deps);
  if (request.text !== '') return inWords(finding, check, request);
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

/** A sentence opens the form with what it says; only a press of the form waives, and only a press withdraws. */
function inWords(finding: CheckedFinding, check: AskedCheck, request: QuestionRequest): Answer {
  if (wantsBack.test(request.text)) {
    return finding.waiver === null ? notWaived(finding, check) : askToWithdraw(finding, check, request);
  }
  const { timeZone } = request.asker;
  return form(finding, check, request, '', waiverInWords(request.text, request.now, timeZone));
}

function notWaived(finding: CheckedFinding, check: AskedCheck): Answer {
  return messageAnswer({
    title: 'There is no waiver',
    tone: 'info',
    paragraphs: [`“${finding.title}” is not waived, so there is nothing to withdraw.`],
    buttons: [{ title: 'Back to the finding', verb: 'policy.gaps', data: { ...check.carry, finding: finding.key } }],
  });
}

function askToWithdraw(finding: CheckedFinding, check: AskedCheck, request: QuestionRequest): Answer {
  const { locale, timeZone } = request.asker;
  const standing = finding.waiver === null ? '' : ` ${waiverWords(finding.waiver, true, { locale, timeZone })}`;
  return messageAnswer(
    {
      title: 'Withdraw the waiver?',
      paragraphs: [`“${finding.title}” would count as a gap again.${standing}`],
      buttons: [
        {
          title: 'Withdraw it',
          verb: 'policy.waive',
          data: { ...check.carry, finding: finding.key, withdraw: 'yes' },
        },
      ],
    },
    { remember: { subject: { kind: 'finding', key: finding.key } } },
  );
}

/** “Waive it” after the page of a finding. */
function spokenOf({ entities, conversation: { subject } }: QuestionRequest): string | null {
  return one(entities, 'item') === null && subject?.kind === 'finding' ? subject.key : null;
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

function form(
  finding: CheckedFinding,
  check: AskedCheck,
  request: QuestionRequest,
  complaint: string,
  said: WaiverInWords = { reason: null, until: null },
): Answer {
  const { timeZone } = request.asker;
  const { earliest, latest, proposed } = waiverDays(request.now, timeZone);
  const typed = said.reason ?? one(request.entities, 'reason')?.slice(0, mostReason);
  const text = `Why is “${finding.title}” acceptable, and until when (at most a year)?`;
  return words(complaint === '' ? text : `${complaint} ${text}`, {
    card: waiveFormCard({
      findingKey: finding.key,
      findingTitle: finding.title,
      earliest,
      latest,
      reason: typed ?? finding.waiver?.reason ?? '',
      until:
        said.until !== null ? said.until : finding.waiver ? dayOf(finding.waiver.until, timeZone, latest) : proposed,
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
