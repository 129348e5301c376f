import type { Button, ButtonData } from '../../cards/buttons.ts';
import { mailText } from '../../cards/escape.ts';
import { findingCard } from '../../cards/finding/index.ts';
import { costSentence } from '../../cards/finding-words.ts';
import { fixPowerShellCard } from '../../cards/fix-powershell/index.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import type { Fix } from '../../defender/fixes/fix.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { findingLine, fixesText } from '../policies/finding-text.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds } from '../standard-answers.ts';
import type { MessageFixes } from './message-fixes.ts';

const mostSteps = 8;

/** The fixes of a finding: its page, or its commands when those were asked for. */
export function findingFixes(
  finding: CheckedFinding,
  check: AskedCheck,
  commands: boolean,
  request: QuestionRequest,
): Answer {
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const card = commands
    ? fixPowerShellCard({
        findingKey: finding.key,
        findingTitle: finding.title,
        fixes: finding.fixes,
        carry: check.carry,
      })
    : findingCard({
        ...reader,
        audience: audienceOf(request),
        finding,
        waiver: finding.waiver,
        couldNot: [],
        asOf: check.takenAt,
        carry: check.carry,
      });
  return {
    text: `${findingLine(finding)}. ${finding.effect}\n\n${fixesText(finding)}${neverText(finding)}`,
    card,
    sources: [readAt(check), ...new Set(finding.fixes.map(({ source }) => source))],
    couldNot: [],
    remember: { subject: { kind: 'finding', key: finding.key } },
  };
}

/** Fixes for the cause of one held message. */
export function messageFixesAnswer(
  found: MessageFixes,
  identity: string,
  commands: boolean,
  check: AskedCheck,
): Answer {
  const { title, explanation, subject, fixes, never, couldNot, finding } = found;
  const sources = [...new Set([...found.sources, readAt(check), ...fixes.map(({ source }) => source)])];
  const remember = { subject: { kind: 'message', key: identity } };
  if (commands && fixes.length > 0) {
    return {
      text: `${title}.\n\n${fixesText({ fixes })}${openEnds(couldNot)}`,
      card: fixPowerShellCard({ findingKey: finding?.key ?? '', findingTitle: title, fixes, message: identity }),
      sources,
      couldNot,
      remember,
    };
  }
  const answer = messageAnswer(
    {
      title: `How to fix: ${title}`,
      paragraphs: [
        `“${mailText(subject, 100)}”: ${explanation}`,
        fixes.length === 0
          ? 'There is no change to propose before the cause is certain. Released mail does not change what happens to the next one.'
          : 'Cheapest in security first. I change nothing; each step is for an administrator.',
      ],
      sections: [
        ...fixes.map((fix, place) => ({
          heading: `Fix ${place + 1}${place === 0 ? ', least risk' : ''}: ${fix.title}`,
          lines: fixLines(fix),
        })),
        {
          heading: 'Often advised, and not this',
          lines: never.map((one) => ({ label: one.title, text: one.why, mark: 'bad' as const })),
        },
      ],
      buttons: buttonsOf(found, identity, check.carry),
      links: fixes.slice(0, 1).map(({ link }) => ({ title: 'Open the portal', url: link })),
      sources,
      couldNot,
    },
    { remember },
  );
  return fixes.length === 0
    ? answer
    : {
        ...answer,
        text: `${title}. ${explanation}\n\n${fixesText({ fixes })}${neverText(found)}${openEnds(couldNot)}`,
      };
}

function buttonsOf({ fixes, finding }: MessageFixes, identity: string, carry: ButtonData): Button[] {
  return [
    ...(fixes.length === 0
      ? []
      : [{ title: 'Show PowerShell', verb: 'policy.how_to_fix', data: { message: identity, show: 'powershell' } }]),
    ...(finding === null
      ? []
      : [{ title: 'The finding', verb: 'policy.gaps', data: { ...carry, finding: finding.key } }]),
    { title: 'Why was it held?', verb: 'quarantine.why', data: { message: identity } },
  ];
}

function fixLines(fix: Fix): MessageLine[] {
  return [
    { label: 'Security cost', text: `${costSentence(fix)}` },
    { label: 'Overrides', text: fix.overrides },
    { label: 'Cannot override', text: fix.cannotOverride },
    ...(fix.expiry === null ? [] : [{ label: 'Expires', text: fix.expiry }]),
    ...fix.steps.slice(0, mostSteps).map((step, place) => ({ label: `Step ${place + 1}`, text: step })),
    ...(fix.warning === null ? [] : [{ text: fix.warning, mark: 'warning' as const }]),
    { label: 'Check that it worked', text: fix.verify.how },
  ];
}

function neverText({ never }: Pick<CheckedFinding, 'never'>): string {
  return never.length === 0 ? '' : `\n\nNot this:\n${never.map(({ title, why }) => `- ${title}. ${why}`).join('\n')}`;
}
