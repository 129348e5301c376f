import { costSentence, valueWords } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import { chooseFixes } from '../../defender/fixes/choose.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { situationOf } from '../../defender/gaps/situation-of.ts';
import { number, text } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { type SeenLevels, seenLevels } from './seen-levels.ts';

const highestLevel = 9;

/** The bulk level of our mail against the threshold of each policy that applies, and what would let it in at which price. */
export const question: Question = {
  intent: 'bulk.bcl',
  help: 'Our bulk level (BCL) against the thresholds of our policies',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { recipient: _recipient, ...entities } = request.entities;
  const check = await askedCheck({ ...request, entities }, deps);
  const context = contextOf(check, request, deps);
  const asked = askedLevels(request);
  const seen = asked.level === null ? await seenLevels(request, deps) : null;
  const level = asked.level ?? seen?.highest ?? null;
  const findings = findingsOf(check, ['bulk-filter', 'observed-bulk-level']);
  const { fixes, never } = chooseFixes('bulk', situationOf(context.sender, context));
  const couldNot = [
    ...missing(check, ['Get-HostedContentFilterPolicy', 'Get-HostedContentFilterRule', 'Get-EOPProtectionPolicyRule']),
    ...(seen?.notRead ?? []),
  ];
  return messageAnswer({
    title: level === null ? 'Bulk level and threshold' : `Bulk level ${level} against the thresholds`,
    paragraphs: [
      'Mail counts as bulk when its bulk complaint level (BCL, 0 to 9) meets or exceeds the threshold of the recipient’s anti-spam policy. Microsoft sets the level by complaints about the source; mail between your own mailboxes has none.',
      ...seenWords(seen, asked.level),
      ...(level === null ? [] : [neededWords(level)]),
      ...(asked.threshold === null ? [] : [thresholdWords(asked.threshold, level)]),
    ],
    sections: [
      { heading: `Here, for ${check.audience.words}`, lines: thresholdLines(context, level) },
      {
        heading: 'Microsoft’s values',
        lines: [{ text: 'Default 7, Standard 6 (Junk), Strict 5 (quarantine). A lower number is stricter.' }],
      },
      { heading: 'What I find', lines: findingLines(findings) },
      {
        heading: 'What lets it in, least risk first',
        lines: fixes.map((fix, place) => ({
          label: `${place + 1}. ${fix.title}`,
          text: `Cost in security: ${costSentence(fix)}`,
        })),
      },
      { heading: 'Not this', lines: never.map((one) => ({ label: one.title, text: one.why, mark: 'bad' as const })) },
    ],
    buttons: [
      ...toFinding(findings, check.carry),
      { title: 'How risky is it', verb: 'security.tradeoff', data: { mechanism: 'scopedPolicy' } },
    ],
    links: [{ title: 'Anti-spam policies', url: 'https://security.microsoft.com/antispam' }],
    sources: [
      readAt(check),
      ...(seen?.source ? [seen.source] : []),
      'Microsoft Learn, anti-spam-bulk-complaint-level-bcl-about, 2026-07-31',
    ],
    couldNot,
  });
}

/** Numbers in the question: the first bulk level is the mail's, one beside "threshold", "limit" or "set to" is a policy's. */
function askedLevels(request: QuestionRequest): { level: number | null; threshold: number | null } {
  const { text } = request;
  const threshold = /\b(?:threshold|limit)\b[^.?!]{0,12}?\b(?:of|is|to|at|=)? ?([0-9])\b|\bset to ([0-9])\b/i.exec(
    text,
  );
  const level =
    /\bbcl\b[^.?!0-9]{0,12}([0-9])\b|\b(?:bulk|complaint) (?:complaint )?level[^.?!0-9]{0,12}([0-9])\b/i.exec(text);
  const named = many(request.entities, 'bcl')
    .map(Number)
    .filter((one) => Number.isInteger(one) && one >= 0 && one <= highestLevel);
  const limit = threshold ? Number(threshold[1] ?? threshold[2]) : null;
  const own = level ? Number(level[1] ?? level[2]) : (named.find((one) => one !== limit) ?? null);
  return { level: own, threshold: limit };
}

function seenWords(seen: SeenLevels | null, asked: number | null): string[] {
  if (seen === null || asked !== null) return [];
  if (seen.highest === null)
    return [
      'I saw no bulk level on your recent campaign mail, so I cannot compare it. Paste the headers of one mail, or name its BCL.',
    ];
  const spread = seen.lowest === seen.highest ? `${seen.highest}` : `${seen.lowest} to ${seen.highest}`;
  return [`Seen on ${seen.messages} of your recent campaign messages: BCL ${spread}.`];
}

function neededWords(level: number): string {
  if (level >= highestLevel)
    return 'No threshold lets level 9 in: 9 is the highest there is and counts as bulk even then.';
  return `A threshold of ${level + 1} or more lets level ${level} in. It then lets in all bulk mail up to level ${level} of every sender, so it is not the first choice.`;
}

function thresholdWords(threshold: number, level: number | null): string {
  if (level === null) return `A threshold of ${threshold} catches levels ${threshold} to 9.`;
  return level >= threshold
    ? `With a threshold of ${threshold} level ${level} is caught: meeting the threshold is enough.`
    : `With a threshold of ${threshold} level ${level} passes.`;
}

function thresholdLines(context: GapContext, level: number | null): MessageLine[] {
  const effects = context.inEffect('antiSpam');
  if (effects.length === 0) return [{ text: 'not known: the anti-spam policies were not read', mark: 'unknown' }];
  return effects.map((effect) => {
    const label = `${policyWords(effect.name)}, ${reachWords(effect)}`;
    const threshold = effect.policy === null ? null : number(effect.policy.row, 'BulkThreshold');
    if (effect.policy === null || threshold === null) return { label, text: 'threshold not read', mark: 'unknown' };
    const action = valueWords(text(effect.policy.row, 'BulkSpamAction'));
    const off = text(effect.policy.row, 'MarkAsSpamBulkMail')?.toLowerCase() === 'off';
    if (off) return { label, text: `threshold ${threshold}, but bulk mail is not acted on at all`, mark: 'warning' };
    if (level === null) return { label, text: `threshold ${threshold} → ${action}`, mark: 'bullet' };
    return level >= threshold
      ? { label, text: `threshold ${threshold}: level ${level} is caught → ${action}`, mark: 'bad' }
      : { label, text: `threshold ${threshold}: level ${level} passes`, mark: 'good' };
  });
}
