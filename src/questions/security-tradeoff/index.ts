import { costWords } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { type Mechanism, type MechanismId, mechanism, mechanisms } from '../../defender/fixes/mechanisms.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import { type AskedCheck, askedCheck } from '../policies/asked-check.ts';
import { findingLines, toFinding } from '../policies/finding-lines.ts';
import { readAt } from '../policies/sources.ts';
import { findingByKey, findingKeyAsked } from '../policies/which-finding.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { mechanismsIn } from './mechanism-words.ts';
import { protectionOff } from './protections-off.ts';

const mostOpenings = 5;
const mostNarrower = 7;

/** What a way of letting mail through costs in security, next to the narrower ways, and which openings stand here already. */
export const question: Question = {
  intent: 'security.tradeoff',
  help: 'How risky an allow, a bypass or a change is, and what is safer',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { recipient: _recipient, ...entities } = request.entities;
  const check = await askedCheck({ ...request, entities }, deps);
  const off = protectionOff(request.text);
  const asked = off === null ? mechanismsAsked(request, check) : [];
  const openings = check.findings.filter(({ kind, status }) => kind === 'opening' && status === 'gap');
  const values = [
    ...many(request.entities, 'value'),
    ...many(request.entities, 'domain'),
    ...many(request.entities, 'sender'),
    ...many(request.entities, 'ip'),
  ];
  return messageAnswer({
    title:
      off !== null
        ? off.title
        : asked.length > 0
          ? `How risky: ${asked
              .map((id) => mechanism(id).title)
              .slice(0, 2)
              .join('; ')}`
          : 'Security cost of each way',
    tone:
      off !== null || asked.some((id) => mechanism(id).cost >= 4)
        ? 'bad'
        : asked.some((id) => mechanism(id).cost >= 3)
          ? 'warning'
          : 'info',
    paragraphs:
      off !== null ? off.says : asked.length > 0 ? asked.slice(0, 3).map((id) => inWords(mechanism(id))) : general,
    sections: [
      { heading: 'What it does and does not do', lines: asked.slice(0, 3).flatMap((id) => detailLines(mechanism(id))) },
      {
        heading: asked.length > 0 ? 'Narrower ways, cheapest first' : 'All ways, cheapest first',
        lines: ranked(asked),
      },
      { heading: 'Openings that stand here already', lines: findingLines(openings.slice(0, mostOpenings)) },
    ],
    buttons: [
      ...toFinding(openings, check.carry),
      {
        title: 'How to allow something',
        verb: 'allowlist.add',
        data: values.length === 0 ? {} : { value: values.slice(0, 3) },
      },
      { title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } },
    ],
    sources: [
      readAt(check),
      ...new Set(asked.map((id) => `${mechanism(id).source}, ${mechanism(id).date}`)),
      'the scale 0 to 5 is ours, made from Microsoft’s warnings',
    ],
    couldNot: check.couldNot.filter(({ what }) => /Allow|Transport|Connection|ContentFilter|Override/i.test(what)),
  });
}

const general = [
  'The smallest opening that delivers the mail is the right one. What takes the cause away (authentication, a setting back to Microsoft’s value) costs nothing; what overrules a verdict costs more the wider it is keyed.',
  'Name a way (“allow the domain”, “SCL −1”, “IP allow”, “turn ZAP off”) and I say what it overrules, what it cannot, and who could misuse it.',
];

/** The way that an opening stands for: its risk is asked for, not that of closing it. */
const openedBy: Readonly<Record<string, MechanismId>> = {
  'mail-flow-bypass': 'ruleByDomainAlone',
  'connection-filter': 'ipAllow',
  'anti-spam-allow-lists': 'allowedSenderDomain',
  'do-not-rewrite': 'doNotRewrite',
  'advanced-delivery': 'advancedDelivery',
  'spoof-pairs': 'spoofPair',
  'trusted-senders': 'trustedDomain',
  'allow-block-list-allows': 'senderAllow',
};

/** The ways that were named in words, or those that the last finding proposes. */
function mechanismsAsked(request: QuestionRequest, check: AskedCheck): MechanismId[] {
  const pressed = one(request.entities, 'mechanism');
  if (pressed !== null && Object.hasOwn(mechanisms, pressed)) return [pressed as MechanismId];
  const named = mechanismsIn(request.text, request.entities);
  if (named.length > 0) return named;
  const subject = request.conversation.subject;
  const key = findingKeyAsked(request) ?? (subject?.kind === 'finding' ? subject.key : null);
  const finding = key === null ? null : findingByKey(check, key);
  if (finding === null) return [];
  const opened = openedBy[finding.rule];
  return opened === undefined ? [...new Set(finding.fixes.map(({ mechanism: id }) => id))] : [opened];
}

function inWords({ title, cost, securityCost }: Mechanism): string {
  return `${title}: cost ${cost} of 5 (${costWords(cost)}). ${securityCost}`;
}

function detailLines(facts: Mechanism): MessageLine[] {
  return [
    { label: 'Overrules', text: facts.overrides },
    { label: 'Cannot overrule', text: facts.cannotOverride },
    { label: 'Ends', text: facts.expiry ?? 'not by itself' },
  ];
}

/** Other ways that cost less than what was asked; without a question all of them. */
function ranked(asked: readonly MechanismId[]): MessageLine[] {
  const limit = asked.length === 0 ? 6 : Math.max(1, ...asked.map((id) => mechanism(id).cost));
  const ids = Object.keys(mechanisms) as MechanismId[];
  return ids
    .filter((id) => !asked.includes(id) && worthSaying.has(id) && mechanism(id).cost < limit)
    .sort((a, b) => mechanism(a).cost - mechanism(b).cost)
    .slice(0, asked.length === 0 ? undefined : mostNarrower)
    .map((id) => {
      const { title, cost, securityCost } = mechanism(id);
      return {
        label: `${cost} – ${title}`,
        text: securityCost.replace(/^None[:;]\s*/, ''),
        mark: cost >= 4 ? 'bad' : cost >= 3 ? 'warning' : 'bullet',
      };
    });
}

/** Ways that stand to choose for letting a newsletter through; the others are about one setting. */
const worthSaying: ReadonlySet<MechanismId> = new Set([
  'alignAuthentication',
  'submitAsClean',
  'customTrackingDomain',
  'sendLink',
  'spoofPair',
  'urlAllowBySubmission',
  'trustedSender',
  'urlAllowDirect',
  'senderAllow',
  'safeSender',
  'ruleForAuthenticatedSender',
  'scopedPolicy',
  'doNotRewrite',
  'ipAllow',
  'skipHeader',
  'allowedSenderDomain',
  'ruleByDomainAlone',
  'advancedDelivery',
]);
