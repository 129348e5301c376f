import type { QuestionDeps } from '../deps.ts';
import { isQuarantineIdentity, many, one } from '../entities.ts';
import { type AskedCheck, askedCheck } from '../policies/asked-check.ts';
import { findingLine } from '../policies/finding-text.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { settingsIn } from '../policies/settings/index.ts';
import { readAt } from '../policies/sources.ts';
import { areasIn, findingByKey, findingKeyAsked, openGaps } from '../policies/which-finding.ts';
import { explainSetting } from '../policy-explain/explain-setting.ts';
import { findingGone } from '../policy-gaps/finding-answer.ts';
import { question as waiveQuestion } from '../policy-waive/index.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { findingFixes, messageFixesAnswer } from './fixes-answer.ts';
import { messageFixes } from './message-fixes.ts';

const wantsCommands = /\bpower ?shell\b|\bcmdlets?\b|\bcommands?\b|\bscript\b|\broll ?back\b|\bundo\b|\brevert\b/i;
const offered = 9;
const buttonsShown = 5;

/** The ranked fixes for a finding, for a setting, or for what held one message: cost, steps, commands, the way back. */
export const question: Question = {
  intent: 'policy.how_to_fix',
  help: 'How to fix a finding: least risk first, with steps, PowerShell and the way back',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  if (/\bwaive[rd]?\b/i.test(request.text)) return waiveQuestion.answer(request, deps);
  const check = await askedCheck(request, deps);
  const commands = one(request.entities, 'show') === 'powershell' || wantsCommands.test(request.text);
  const message = messageAsked(request) ?? (await heldByAlert(request, deps));
  if (message !== null)
    return messageFixesAnswer(await messageFixes(message, check, request, deps), message, commands, check);
  const key = findingKeyAsked(request, check);
  if (key !== null) {
    const finding = findingByKey(check, key);
    return finding === null ? findingGone(check) : findingFixes(finding, check, commands, request);
  }
  const settings = settingsIn([...many(request.entities, 'setting'), request.text].join(' '));
  const about = openGaps(check).filter(({ setting }) => settings.some((one) => one.setting === setting));
  const [first] = about;
  if (first && about.length === 1) return findingFixes(first, check, commands, request);
  if (about.length > 1) return whichFinding(about, check, 'Several findings are about that setting.');
  if (settings[0]) return withNote(await explainSetting(settings[0], request, deps));
  return byArea(request, check, commands);
}

function byArea(request: QuestionRequest, check: AskedCheck, commands: boolean): Answer {
  const areas = new Set([...many(request.entities, 'policy'), request.text].flatMap(areasIn));
  const gaps = openGaps(check);
  const near = gaps.filter(({ area }) => areas.has(area));
  const [first] = near;
  if (first && near.length === 1) return findingFixes(first, check, commands, request);
  if (near.length > 1) return whichFinding(near, check, 'Several findings are about that policy.');
  const subject = request.conversation.subject;
  const last = subject?.kind === 'finding' ? findingByKey(check, subject.key) : null;
  if (last !== null && areas.size === 0) return findingFixes(last, check, commands, request);
  if (gaps.length === 1 && gaps[0]) return findingFixes(gaps[0], check, commands, request);
  return whichFinding(
    gaps,
    check,
    areas.size > 0 ? 'I find no gap there. These are the open ones.' : 'These gaps are open, worst first.',
  );
}

/** A held message of the alert that is being spoken of, "how do I fix it?". */
async function heldByAlert(request: QuestionRequest, deps: QuestionDeps): Promise<string | null> {
  const { subject } = request.conversation;
  const isNamed = ['setting', 'policy', 'finding', 'item'].some((name) => many(request.entities, name).length > 0);
  if (subject?.kind !== 'alert' || isNamed) return null;
  const example = (await deps.alerts?.find(subject.key))?.alert.example ?? null;
  return example !== null && isQuarantineIdentity(example) ? example : null;
}

/** A held message that a button, the last list or the last turn names. */
function messageAsked(request: QuestionRequest): string | null {
  const named = one(request.entities, 'message');
  if (named !== null && isQuarantineIdentity(named)) return named;
  if (one(request.entities, 'finding') !== null || one(request.entities, 'item') !== null) return null;
  const { subject } = request.conversation;
  const isPlain = many(request.entities, 'setting').length === 0 && many(request.entities, 'policy').length === 0;
  return isPlain && subject?.kind === 'message' && isQuarantineIdentity(subject.key) ? subject.key : null;
}

function whichFinding(gaps: CheckedFinding[], check: AskedCheck, intro: string): Answer {
  if (gaps.length === 0) {
    return messageAnswer({
      title: 'Nothing to fix',
      tone: check.couldNot.length > 0 ? 'unknown' : 'good',
      paragraphs: [`I find no open gap for ${check.audience.words}.`],
      buttons: [{ title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } }],
      sources: [readAt(check)],
      couldNot: check.couldNot,
    });
  }
  const shown = gaps.slice(0, offered);
  return messageAnswer(
    {
      title: 'Which one?',
      paragraphs: [intro, 'Press one, or say “fix number 2”.'],
      sections: [
        { heading: 'Open gaps', lines: shown.map((gap, place) => ({ label: `${place + 1}`, text: findingLine(gap) })) },
      ],
      buttons: shown.slice(0, buttonsShown).map((gap, place) => ({
        title: `Fix ${place + 1}`,
        verb: 'policy.how_to_fix',
        data: { ...check.carry, finding: gap.key },
      })),
      sources: [readAt(check)],
    },
    { remember: { listed: { kind: 'finding', keys: gaps.map(({ key }) => key) } } },
  );
}

/** The setting is as it should be: said, with its values, instead of a fix for nothing. */
function withNote(answer: Answer): Answer {
  return { ...answer, text: `I find no gap in this setting, so there is nothing to fix about it.\n\n${answer.text}` };
}
