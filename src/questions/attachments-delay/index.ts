import { valueWords } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { flag, list, text } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const cmdlets = [
  'Get-SafeAttachmentPolicy',
  'Get-SafeAttachmentRule',
  'Get-MalwareFilterPolicy',
  'Get-ATPBuiltInProtectionRule',
];
/** As a rule a scan is over by then (Microsoft Learn, safe-attachments-about, 2026-07-17). */
const usualMinutes = 15;

/** Why mail with attachments, or its attachment, comes late: what the policies here do, and what shortens it. */
export const question: Question = {
  intent: 'attachments.delay',
  help: 'Why attachments come late, and what shortens the wait',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const findings = findingsOf(check, ['attachment-delay', 'safe-attachments', 'attachment-filter', 'linked-files']);
  const actions = new Set(
    context
      .inEffect('safeAttachments')
      .map(({ policy }) => (policy ? text(policy.row, 'Action')?.toLowerCase() : undefined)),
  );
  return messageAnswer({
    title: 'Late attachments',
    paragraphs: [
      ...normalOrNot(request, context, actions),
      'Least risk first: send a link to a file in SharePoint instead of the file (no wait at all); Dynamic Delivery, which brings the text at once and the file after the scan with the same verdict. Turning the scan off, or skipping it by a mail flow rule, is not worth a wait.',
    ],
    sections: [
      {
        heading: `Here, for ${check.audience.words}`,
        lines: [...policyLines(context), ...typeLines(context, request)],
      },
      { heading: 'What I find', lines: findingLines(findings) },
    ],
    buttons: [
      ...toFinding(findings, check.carry),
      { title: 'What is Dynamic Delivery', verb: 'policy.explain', data: { setting: 'dynamic delivery' } },
    ],
    links: [{ title: 'Safe Attachments policies', url: 'https://security.microsoft.com/safeattachmentv2' }],
    sources: [readAt(check), 'Microsoft Learn, safe-attachments-about, 2026-07-17'],
    couldNot: missing(check, cmdlets),
  });
}

function normalOrNot(
  request: QuestionRequest,
  context: GapContext,
  actions: ReadonlySet<string | undefined>,
): string[] {
  if (context.licence.plan === 'EOP') {
    return [
      `The tenant has no Safe Attachments (${context.licence.because}), so a wait does not come from it: look at the message trace.`,
    ];
  }
  const minutes = minutesIn(one(request.entities, 'duration') ?? request.text);
  const usual = `Safe Attachments opens each file before it is delivered; as a rule that takes up to ${usualMinutes} minutes, longer in rare cases and never without end.`;
  const verdict =
    minutes === null
      ? ''
      : minutes <= usualMinutes
        ? ` ${minutes} minutes are normal.`
        : ` ${minutes} minutes are more than usual: trace the mail to see where it waited.`;
  const how =
    actions.has('dynamicdelivery') && actions.has('block')
      ? 'Which of the two people see depends on their policy: with Block the whole mail waits, with Dynamic Delivery the text comes first.'
      : actions.has('dynamicdelivery')
        ? 'With Dynamic Delivery the text comes first and the file replaces a placeholder when the scan is done.'
        : 'With the action Block the whole mail waits, text and file.';
  return [`${usual}${verdict}`, how];
}

function minutesIn(words: string): number | null {
  const match = /(\d{1,3}|an?|half an) ?(min|minute|hour|h\b)/i.exec(words);
  if (!match) return null;
  const [, amount = '', unit = ''] = match;
  const count = /half/i.test(amount) ? 0.5 : /^an?$/i.test(amount) ? 1 : Number(amount);
  return unit.toLowerCase().startsWith('h') ? count * 60 : count;
}

function policyLines(context: GapContext): MessageLine[] {
  const effects = context.inEffect('safeAttachments');
  if (effects.length === 0) {
    const why =
      context.policies('safeAttachments') === null
        ? 'not known: the policies were not read'
        : 'no Safe Attachments policy reaches them';
    return [{ text: why, mark: 'unknown' }];
  }
  return effects.map((effect) => {
    const label = `${policyWords(effect.name)}, ${reachWords(effect)}`;
    if (effect.policy === null) return { label, text: 'its settings were not read', mark: 'unknown' };
    const { row } = effect.policy;
    if (flag(row, 'Enable') === false)
      return { label, text: 'off: files are not scanned, and nothing waits for it', mark: 'warning' };
    const action = text(row, 'Action');
    return { label, text: `${valueWords(action)}${waits[action?.toLowerCase() ?? ''] ?? ''}`, mark: 'bullet' };
  });
}

const waits: Readonly<Record<string, string>> = {
  block: ': mail waits for its scan',
  dynamicdelivery: ': the text at once, the file after the scan',
  allow: ': files are only watched, nothing waits',
};

function typeLines(context: GapContext, request: QuestionRequest): MessageLine[] {
  const asked = many(request.entities, 'attachment_type').map((type) => type.toLowerCase().replace(/^\./, ''));
  return asked.flatMap((type) =>
    context.inEffect('antiMalware').flatMap(({ name, policy }) => {
      const blocked = policy === null ? [] : (list(policy.row, 'FileTypes') ?? []);
      if (
        policy === null ||
        !flag(policy.row, 'EnableFileFilter') ||
        !blocked.some((one) => one.toLowerCase() === type)
      )
        return [];
      return [
        {
          label: policyWords(name),
          text: `blocks .${type} files altogether (common attachments filter)`,
          mark: 'bad' as const,
        },
      ];
    }),
  );
}
