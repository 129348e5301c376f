import { policyWords } from '../../cards/words.ts';
import { baselines } from '../../defender/gaps/baselines/index.ts';
import type { InEffect } from '../../defender/gaps/context.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../../defender/policies/policy-types.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { typesNamed } from '../policies/policy-type-words.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { type Difference, differencesFrom, type PresetLevel } from './differences-from.ts';
import { examples } from './examples.ts';
import { policiesNamed } from './policies-named.ts';

const mostPolicies = 8;

/** How the policies that reach the audience differ from Microsoft's Standard or Strict, setting by setting, and in which direction. */
export const question: Question = {
  intent: 'policy.compare_preset',
  help: 'Our settings next to Microsoft’s Standard or Strict preset',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const levels = levelsAsked(request);
  const types = typesAsked(request);
  const named = policiesNamed(request, types, context);
  const reach = (type: PolicyType) => (named.size === 0 ? context.inEffect(type) : (named.get(type) ?? []));
  const sections = levels.flatMap((level) => types.flatMap((type) => sectionsOf(type, level, reach(type))));
  const [first = 'standard'] = levels;
  const names = [...new Set([...named.values()].flat().map(({ name }) => name))];
  const totals = levels.map((level) => totalsOf(types, level, reach));
  const sources = [...new Set(types.map((type) => `${baselines[type].source}, ${baselines[type].date}`))];
  const cmdlets = types.flatMap((type) => [
    policyTypeFacts[type].policyCmdlet,
    policyTypeFacts[type].ruleCmdlet,
    policyTypeFacts[type].presetRuleCmdlet,
  ]);
  return messageAnswer({
    title: `Compared with ${levels.map(capital).join(' and ')}`,
    paragraphs: [
      ...totals,
      `${named.size > 0 ? 'Only the policy that you named' : `For ${check.audience.words}: only policies that reach them`} ${named.size > 0 ? 'is' : 'are'} compared. Lists of senders, people and file types have no value of Microsoft’s and are not compared.`,
      ...(/\b(?:would|moved?|switch|newsletters)\b/i.test(request.text) ? [movingWords(first)] : []),
    ],
    sections,
    buttons: [
      { title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } },
      ...(levels.length === 1
        ? [
            {
              title: first === 'standard' ? 'Compare with Strict' : 'Compare with Standard',
              verb: 'policy.compare_preset',
              data: {
                ...check.carry,
                ...(names.length === 0 ? {} : { name: names.join(' – ') }),
                policy: [...typeNames(request), first === 'standard' ? 'strict' : 'standard'],
              },
            },
          ]
        : []),
    ],
    sources: [readAt(check), ...sources],
    couldNot: check.couldNot.filter(({ what }) => cmdlets.some((cmdlet) => what.includes(cmdlet))),
  });
}

function sectionsOf(type: PolicyType, level: PresetLevel, effects: readonly InEffect[]) {
  return effects.slice(0, mostPolicies).map((effect) => ({
    heading: `${capital(policyTypeFacts[type].label)} “${policyWords(effect.name)}”, ${reachWords(effect)}, next to ${capital(level)}`,
    lines: linesOf(effect, level),
  }));
}

function linesOf({ policy }: InEffect, level: PresetLevel) {
  if (policy === null) return [{ text: 'its settings were not read', mark: 'unknown' as const }];
  const differences = differencesFrom(policy, level);
  if (differences.length === 0) return [{ text: 'the same in every setting', mark: 'good' as const }];
  return differences.map(({ setting, actual, expected, direction }) => ({
    label: setting,
    text: `${actual} here, ${expected} in ${capital(level)}${words[direction]}`,
    mark: direction === 'weaker' ? ('warning' as const) : ('info' as const),
  }));
}

const words: Record<Difference['direction'], string> = {
  weaker: ' – weaker here',
  stricter: ' – stricter here',
  preference: ' – a choice, no fault',
  notRead: '',
};

function totalsOf(
  types: readonly PolicyType[],
  level: PresetLevel,
  reach: (type: PolicyType) => readonly InEffect[],
): string {
  const all = types.flatMap((type) =>
    reach(type).flatMap(({ policy }) => (policy === null ? [] : differencesFrom(policy, level))),
  );
  const of = (direction: Difference['direction']) => all.filter((one) => one.direction === direction).length;
  const read = types.some((type) => reach(type).some(({ policy }) => policy !== null));
  if (!read) return `Nothing could be compared with ${capital(level)}.`;
  if (all.length === 0) return `No setting differs from ${capital(level)}.`;
  return `${all.length} values differ from ${capital(level)}: ${of('weaker')} weaker, ${of('stricter')} stricter here.`;
}

function movingWords(level: PresetLevel): string {
  return level === 'strict'
    ? 'Under Strict, bulk mail from level 5 on, spam and spoof are quarantined instead of moved to Junk, and own lists of allowed senders no longer count: campaigns through Email Delivery must be authenticated first.'
    : 'Under Standard, bulk mail from level 6 on goes to Junk, phishing is quarantined, and own lists of allowed senders no longer count.';
}

function levelsAsked(request: QuestionRequest): PresetLevel[] {
  const named = levelWords(many(request.entities, 'policy'));
  if (named.length > 0) return named;
  const before = levelWords(saidBefore(request));
  return before.length > 0 ? before : ['standard'];
}

function levelWords(words: string[]): PresetLevel[] {
  const lower = words.map((word) => word.toLowerCase());
  return (['standard', 'strict'] as const).filter((level) => lower.includes(level));
}

function typesAsked(request: QuestionRequest): readonly PolicyType[] {
  const types = typesNamed(many(request.entities, 'policy').join(' '));
  if (types.length > 0) return types;
  const before = typesNamed(saidBefore(request).join(' '));
  return before.length > 0 ? before : policyTypes;
}

/** "And for Safe Links only?" keeps the preset that was compared with, "and with strict?" keeps the kind of policy. */
function saidBefore({ conversation, text }: QuestionRequest): string[] {
  const goesOn =
    conversation.intent === 'policy.compare_preset' && /^(?:and|but|what about|how about|now)\b/i.test(text);
  return goesOn ? many(conversation.entities ?? {}, 'policy') : [];
}

function typeNames(request: QuestionRequest): string[] {
  return many(request.entities, 'policy').filter((word) => !/^(?:standard|strict)$/i.test(word));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
