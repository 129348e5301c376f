import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../../defender/policies/policy-types.ts';
import { isUnread, type Step } from '../../defender/precedence/ladder.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { askedCheck } from './asked-check.ts';
import { contextOf, reachWords } from './in-effect.ts';
import { precedenceSource, precedenceWords } from './precedence-words.ts';
import { readAt } from './sources.ts';

const mostSteps = 8;
const mostPolicies = 6;

/** Which policy wins: the order in general, the order of this tenant's policies, and how many people each one reaches. */
export async function precedenceAnswer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const cmdlets = policyTypes.flatMap((type) => [
    policyTypeFacts[type].ruleCmdlet,
    policyTypeFacts[type].presetRuleCmdlet,
  ]);
  return messageAnswer({
    title: 'Which policy wins',
    paragraphs: [
      ...precedenceWords,
      'Ask “which policies apply to” with an address to see the winner and the losers for one person.',
    ],
    sections: [
      {
        heading: 'The order here, first one first',
        lines: policyTypes.map((type) => ({
          label: policyTypeFacts[type].label,
          text: orderOf(context.resolver.ladders[type].steps),
          mark: 'bullet' as const,
        })),
      },
      {
        heading: `Who gets which, of ${check.audience.words}`,
        lines: policyTypes.flatMap((type) => reachLines(type, context)),
      },
    ],
    buttons: [{ title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } }],
    sources: [precedenceSource, readAt(check)],
    couldNot: check.couldNot.filter(({ what }) => cmdlets.some((cmdlet) => what.includes(cmdlet))),
  });
}

function orderOf(steps: readonly Step[]): string {
  const names = steps.map((step) => {
    if (isUnread(step)) return `(${step.source}: not read)`;
    return `${policyWords(step.policy)}${step.enabled ? '' : ' (off)'}`;
  });
  const rest = names.length - mostSteps;
  const shown = rest > 0 ? [...names.slice(0, mostSteps - 1), `${rest} more`, names.at(-1) ?? ''] : names;
  return shown.length === 0 ? 'no policy' : shown.join(' → ');
}

function reachLines(type: PolicyType, context: GapContext): MessageLine[] {
  const { label } = policyTypeFacts[type];
  const effects = context.inEffect(type);
  const rest = effects.length - mostPolicies;
  const reached = effects
    .slice(0, mostPolicies)
    .map((effect) => `“${policyWords(effect.name)}” ${reachWords(effect)}`)
    .concat(rest > 0 ? [`and ${rest} more policies`] : []);
  const undecided = context.undecided(type);
  return [
    ...(reached.length > 0 ? [{ label, text: reached.join('; '), mark: 'bullet' as const }] : []),
    ...(undecided.length > 0
      ? [{ label, text: `cannot be told ${reachWords({ cohorts: [...undecided] })}`, mark: 'unknown' as const }]
      : []),
  ];
}
