import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import type { GapContext, InEffect } from '../../defender/gaps/context.ts';
import { domainKind } from '../../defender/gaps/known-domains.ts';
import { list } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';

const lists = ['AllowedSenders', 'AllowedSenderDomains'] as const;
const shown = 5;
const needed = ['Get-HostedContentFilterPolicy', 'Get-HostedContentFilterRule', 'Get-EOPProtectionPolicyRule'];
const rules = ['anti-spam-allow-lists', 'allow-entry-expiry', 'allow-block-list-allows'];

const aboutLists =
  /\b(?:allow|white|safe)[ -]?lists?\b|\bwhite ?list(?:ed|ing)?\b|\ballow(?:ed)? (?:senders?|domains?|entr(?:y|ies))\b|\bsafe senders?\b|\bentry in our anti-?spam policy\b/i;
const inVain =
  /\bignor\w+|\b(?:do(?:es)?n'?t|do(?:es)? not|not|never|no longer|isn'?t) (?:seem to )?(?:work\w*|count|help|apply|honou?red)|\bdo(?:es)? nothing\b|\b(?:no|without|any) effect\b|\bin vain\b|\buseless\b|\bstill (?:quarantined|held|blocked|lands?|goes?)\b|\bnot work|\bcount\b.*\bpreset\b/i;

/** Whether somebody wonders why an allow list does nothing. */
export function isAboutIgnoredLists(text: string): boolean {
  return aboutLists.test(text) && inVain.test(text);
}

/**
 * Why an allow list does nothing, with this tenant's facts: who is in a preset and whose list is not asked. Microsoft Learn,
 * how-policies-and-protections-are-combined (2025-09-12), secure-by-default (2025-07-09), preset-security-policies (2025-09-12).
 */
export async function explainIgnoredLists(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const couldNot = missing(check, needed);
  const effects = context.inEffect('antiSpam');
  const presets = effects.filter(({ source }) => source === 'strict' || source === 'standard');
  const findings = check.findings.filter(({ rule, status }) => rules.includes(rule) && status === 'gap');
  return messageAnswer({
    title: 'Why an allow list does nothing',
    tone: couldNot.length > 0 ? 'unknown' : presets.length > 0 ? 'warning' : 'info',
    paragraphs: [verdictWords(presets, context, couldNot.length > 0)],
    sections: [
      { heading: 'Whose list is asked here', lines: effects.map(lineOf) },
      { heading: 'Entries that do nothing for some people', lines: idleLines(context, effects) },
      { heading: 'What no list overrules', lines: always.map((text) => ({ text, mark: 'bullet' as const })) },
      { heading: 'What I find', lines: findingLines(findings.slice(0, shown)) },
    ],
    buttons: [
      ...toFinding(findings, check.carry),
      { title: 'What to do instead', verb: 'allowlist.add', data: {} },
      { title: 'When allows run out', verb: 'allowlist.expiry', data: {} },
    ],
    sources: [
      readAt(check),
      'Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12',
      'Microsoft Learn, secure-by-default, 2025-07-09',
    ],
    couldNot,
  });
}

const always: readonly string[] = [
  'High-confidence phish and malware stay held whatever list names the sender; only an admin submission changes that.',
  'Allowed senders and domains are compared with the From address of the mail. ContactMonkey’s own domains never stand there, so an entry for them does nothing.',
  'Lists of a policy have no say over Safe Links, Safe Attachments or impersonation; those have lists of their own.',
  'The Tenant Allow/Block List counts for people in a preset as well, but an allow for a sender or a link in it ends 45 days after its last use, and a block wins over an allow.',
];

function verdictWords(presets: readonly InEffect[], context: GapContext, unsure: boolean): string {
  const own = (context.policies('antiSpam') ?? []).filter(({ preset }) => preset === null);
  const filled = own.some((policy) => lists.some((property) => (list(policy.row, property) ?? []).length > 0));
  if (presets.length > 0) {
    const who = presets.map((effect) => `${reachWords(effect)} (${levelOf(effect)})`).join(' and ');
    return `The preset applies ${who}, and a preset has no list of allowed senders: ${filled ? 'the entries in your own anti-spam policies are not asked for these people.' : 'there is no list that could be asked for these people. Your own anti-spam policies hold no allowed senders either.'}`;
  }
  if (unsure) return 'I could not read which anti-spam policy applies to whom, so I cannot say whose list is asked.';
  return filled
    ? 'Nobody is in a preset here, so the list of the one policy that applies to a person is asked, and no other.'
    : 'No anti-spam policy here names allowed senders or domains, so there is no such list to be asked.';
}

function levelOf({ source }: InEffect): string {
  return source === 'strict' ? 'Strict' : 'Standard';
}

function lineOf(effect: InEffect): MessageLine {
  const isPreset = effect.source === 'strict' || effect.source === 'standard';
  const entries =
    effect.policy === null ? [] : lists.flatMap((property) => list(effect.policy?.row ?? {}, property) ?? []);
  const said = isPreset
    ? 'no list: a preset ignores allowed senders of other policies'
    : effect.policy === null
      ? 'its list was not read'
      : entries.length === 0
        ? 'its list is empty'
        : `its list counts: ${some(entries)}`;
  return {
    label: `“${policyWords(effect.name)}”`,
    text: `${reachWords(effect)} – ${said}`,
    mark: isPreset ? 'warning' : 'bullet',
  };
}

/** Entries of policies that reach nobody asked about, and entries that can match no campaign. */
function idleLines(context: GapContext, effects: readonly InEffect[]): MessageLine[] {
  const total = effects.length;
  return (context.policies('antiSpam') ?? [])
    .filter(({ preset }) => preset === null)
    .flatMap((policy): MessageLine[] => {
      const entries = lists.flatMap((property) => list(policy.row, property) ?? []);
      if (entries.length === 0) return [];
      const reaching = effects.find((effect) => effect.policy?.name === policy.name);
      const vendor = entries.filter((entry) => domainKind(entry.slice(entry.lastIndexOf('@') + 1), null) === 'vendor');
      const reach =
        reaching === undefined
          ? `${some(entries)}: this policy reaches nobody who was asked about.`
          : total > 1
            ? `${some(entries)}: counts only ${reachWords(reaching)}; nothing of it counts for the people of the other policies.`
            : '';
      const useless = vendor.length > 0 ? `${some(vendor)} is never a From address of a campaign.` : '';
      const text = [reach, useless].filter((part) => part !== '').join(' ');
      return text === '' ? [] : [{ label: `“${policyWords(policy.name)}”`, text, mark: 'warning' }];
    });
}

function some(entries: readonly string[]): string {
  const rest = entries.length - shown;
  return `${entries.slice(0, shown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
