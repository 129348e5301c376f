import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { flag, list } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const cmdlets = [
  'Get-SafeLinksPolicy',
  'Get-SafeLinksRule',
  'Get-ATPProtectionPolicyRule',
  'Get-ATPBuiltInProtectionRule',
];

/** Which links are wrapped for whom, what wrapping does to the tracker and the statistics, and what an exception would cost. */
export const question: Question = {
  intent: 'safelinks.rewrite',
  help: 'Why links are rewritten, clicks that nobody made, and what an exception costs',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const findings = findingsOf(check, ['do-not-rewrite', 'click-statistics', 'safe-links', 'defender-coverage']);
  const statistics = /\b(?:click|open|stat|rate|count|high|bot|ghost|report)/i.test(request.text);
  return messageAnswer({
    title: statistics ? 'Clicks that nobody made' : 'Rewritten links',
    paragraphs: [...(statistics ? ghostClicks : wrapping), exceptionWords(request)],
    sections: [
      { heading: `Here, for ${check.audience.words}`, lines: policyLines(context) },
      { heading: 'What I find', lines: findingLines(findings) },
    ],
    buttons: [
      ...toFinding(findings, check.carry),
      { title: 'How risky is an exception', verb: 'security.tradeoff', data: { mechanism: 'doNotRewrite' } },
    ],
    links: [{ title: 'Safe Links policies', url: 'https://security.microsoft.com/safelinksv2' }],
    sources: [
      readAt(check),
      'Microsoft Learn, safe-links-about, 2026-05-22',
      'ContactMonkey help 24237625531661 (ghost clicks), read 2026-11-21',
    ],
    couldNot: missing(check, cmdlets),
  });
}

const wrapping = [
  'Safe Links wraps a link as https://….safelinks.protection.outlook.com/?url=…, so that it is checked when somebody clicks. The wrapped link leads on to the tracker, so ContactMonkey still counts the click.',
  'Links are scanned before delivery whether they are wrapped or not, and wrapping is done for each recipient by the policy that applies to them.',
];
const ghostClicks = [
  'Safe Links opens links to check them, before delivery and again at a click. ContactMonkey sees such a visit as a click, and images that are loaded for the check as an open, so the numbers are too high. Delivery is not touched.',
  'Least risk: use ContactMonkey’s filter for such clicks, or a custom tracking URL. Taking the links out of scanning costs protection and does not stop every visit.',
];

function exceptionWords(request: QuestionRequest): string {
  const domains = many(request.entities, 'domain');
  const what = domains.length === 0 ? 'An entry in “Do not rewrite”' : `“Do not rewrite” for ${domains.join(', ')}`;
  return `${what} takes every matching link, whoever sends it, out of wrapping and of the scan before delivery. It does not lift a block at click time, it does nothing for people in a preset, and it needs both host/* and *.host/* to match. Microsoft recommends no entry, and so do I.`;
}

function policyLines(context: GapContext): MessageLine[] {
  const effects = context.inEffect('safeLinks');
  if (effects.length === 0) {
    const text =
      context.policies('safeLinks') === null
        ? 'not known: the policies were not read'
        : `no Safe Links policy reaches them. ${context.licence.because}`;
    return [{ text, mark: 'unknown' }];
  }
  return effects.map((effect) => {
    const label = `${policyWords(effect.name)}, ${reachWords(effect)}`;
    if (effect.policy === null) return { label, text: 'its settings were not read', mark: 'unknown' };
    const { row } = effect.policy;
    const off = flag(row, 'EnableSafeLinksForEmail') === false;
    const rewrites = flag(row, 'DisableUrlRewrite');
    const internal = flag(row, 'EnableForInternalSenders');
    const entries = list(row, 'DoNotRewriteUrls') ?? [];
    const words = off
      ? 'Safe Links for mail is off'
      : [
          rewrites === null ? 'wrapping not known' : rewrites ? 'does not wrap links' : 'wraps links',
          internal === null ? '' : internal ? 'also in mail from own mailboxes' : 'not in mail from own mailboxes',
          entries.length > 0 ? `do not rewrite: ${entries.slice(0, 5).join(', ')}` : 'no exception',
        ]
          .filter((part) => part !== '')
          .join('; ');
    return { label, text: words, mark: 'bullet' };
  });
}
