import { severityBadge, valueWords } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import type { SettingBaseline } from '../../defender/gaps/baselines/baseline.ts';
import { baselines } from '../../defender/gaps/baselines/index.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { policyTypeFacts } from '../../defender/policies/policy-types.ts';
import type { QuestionDeps } from '../deps.ts';
import { type AskedCheck, askedCheck } from '../policies/asked-check.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { baselineOf } from '../policies/settings/index.ts';
import type { SettingFacts } from '../policies/settings/setting-facts.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';

const levelNames = {
  default: 'Microsoft’s default',
  builtIn: 'Built-in protection',
  standard: 'Standard',
  strict: 'Strict',
} as const;
const mostPolicies = 8;

/** What a setting does, its value in each policy that reaches the audience, Microsoft's values, and what goes wrong with it. */
export async function explainSetting(
  facts: SettingFacts,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const baseline = baselineOf(facts);
  const { label, source, date } = { ...policyTypeFacts[facts.type], ...baselines[facts.type] };
  const gaps = check.findings.filter(({ setting, status }) => setting === facts.setting && status === 'gap');
  const notRead = check.couldNot.filter(({ what }) => what.includes(policyTypeFacts[facts.type].policyCmdlet));
  return messageAnswer(
    {
      title: facts.label,
      paragraphs: [facts.does, ...(facts.trap === null ? [] : [facts.trap])],
      sections: [
        { heading: `Here, in each ${label} that reaches ${check.audience.words}`, lines: valueLines(facts, context) },
        { heading: 'Microsoft’s own values', lines: baseline === null ? [] : levelLines(baseline, facts) },
        { heading: 'Away from them', lines: baseline === null ? [] : departures(baseline) },
        {
          heading: 'What I find',
          lines: gaps.map(({ severity, effect }) => ({
            label: severityBadge(severity).word,
            text: effect,
            mark: 'warning' as const,
          })),
        },
      ],
      buttons: buttonsFor(facts, gaps[0]?.key, check),
      links: [{ title: 'Open the portal', url: policyTypeFacts[facts.type].portal }],
      sources: [`${facts.setting} of ${policyTypeFacts[facts.type].policyCmdlet}`, readAt(check), `${source}, ${date}`],
      couldNot: notRead,
    },
    gaps[0] ? { remember: { subject: { kind: 'finding', key: gaps[0].key } } } : {},
  );
}

function valueLines(facts: SettingFacts, context: GapContext): MessageLine[] {
  const effects = context.inEffect(facts.type);
  if (effects.length === 0) {
    const why =
      context.policies(facts.type) === null
        ? 'not known: the policies were not read'
        : context.licence.plan === 'EOP'
          ? 'no policy: the tenant has no Defender for Office 365'
          : 'no policy of this kind reaches anybody';
    return [{ text: why, mark: 'unknown' }];
  }
  const lines = effects.slice(0, mostPolicies).map((effect): MessageLine => {
    const value = effect.policy === null ? undefined : effect.policy.row[facts.setting];
    const shown = value === undefined ? 'not in what Exchange gave' : valueWords(value);
    return { label: policyWords(effect.name), text: `${shown} – ${reachWords(effect)}`, mark: 'bullet' };
  });
  const rest = effects.length - mostPolicies;
  return rest > 0 ? [...lines, { text: `and ${rest} more policies` }] : lines;
}

function levelLines(baseline: SettingBaseline, { type }: SettingFacts): MessageLine[] {
  const fallback = policyTypeFacts[type].fallback.source;
  return ([fallback, 'standard', 'strict'] as const).flatMap((level) => {
    const value = baseline.values[level];
    return value === undefined ? [] : [{ label: levelNames[level], text: valueWords(value) }];
  });
}

/** What a value beyond Microsoft's does, in the directions in which there is one. */
function departures({ scale, values, stricter, weaker }: SettingBaseline): MessageLine[] {
  if (typeof scale === 'string') {
    const [up, down] = scale === 'higherIsStricter' ? [stricter, weaker] : [weaker, stricter];
    return [
      { label: `Higher (${scale === 'higherIsStricter' ? 'stricter' : 'weaker'})`, text: up.effect },
      { label: `Lower (${scale === 'higherIsStricter' ? 'weaker' : 'stricter'})`, text: down.effect },
    ];
  }
  const places = Object.values(values).map((value) => scale.indexOf(value));
  return [
    ...(Math.max(...places) < scale.length - 1
      ? [{ label: `Stricter, up to ${valueWords(scale.at(-1))}`, text: stricter.effect }]
      : []),
    ...(Math.min(...places) > 0 ? [{ label: `Weaker, down to ${valueWords(scale[0])}`, text: weaker.effect }] : []),
  ];
}

function buttonsFor(facts: SettingFacts, gap: string | undefined, check: AskedCheck) {
  return [
    ...(gap === undefined
      ? []
      : [{ title: 'How to fix it', verb: 'policy.how_to_fix', data: { ...check.carry, finding: gap } }]),
    {
      title: 'Compare with presets',
      verb: 'policy.compare_preset',
      data: { ...check.carry, policy: policyTypeFacts[facts.type].label },
    },
  ];
}
