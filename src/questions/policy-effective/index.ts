import { mailText } from '../../cards/escape.ts';
import { whyThisPolicyCard } from '../../cards/why-this-policy/index.ts';
import { policyWords } from '../../cards/words.ts';
import { acceptedDomains } from '../../defender/policies/accepted-domains.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../../defender/policies/policy-types.ts';
import { type EffectivePolicy, effectivePolicies } from '../../defender/precedence/explain.ts';
import { recipientOf } from '../../defender/precedence/match.ts';
import { createResolver } from '../../defender/precedence/resolver.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { TenantSnapshot } from '../../defender/snapshot.ts';
import type { QuestionDeps } from '../deps.ts';
import { isMailAddress, many } from '../entities.ts';
import { groupedNotRead } from '../policies/not-read-groups.ts';
import { policyRoom } from '../policies/policies-of.ts';
import { typesNamed } from '../policies/policy-type-words.ts';
import { precedenceAnswer } from '../policies/precedence-answer.ts';
import { precedenceSource } from '../policies/precedence-words.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds } from '../standard-answers.ts';
import { examples } from './examples.ts';

/** Which policy of each kind applies to one person, why, and which candidates lost. */
export const question: Question = {
  intent: 'policy.effective',
  help: 'Which policies apply to a person, why, and which ones lost',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const named = [...many(request.entities, 'recipient'), ...many(request.entities, 'sender')];
  const address = named.find(isMailAddress);
  if (address === undefined) return named.length > 0 ? whose(named) : precedenceAnswer(request, deps);
  const members = await reading(() => deps.tenant.directory.groupMembers(address, request.signal));
  if (members.read || named.length > 1) return precedenceAnswer(request, deps);
  const check = await policyRoom(deps).check({
    now: request.now,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  const wanted = typesAsked(request);
  const policies = effectivePolicies(createResolver(check.snapshot), recipientOf(address));
  const unsure = wanted.some((type) => policies[type].source === 'unknown' || isHalfKnown(policies[type]));
  const couldNot = [
    ...foreign(address, check.snapshot),
    ...(unsure ? groupedNotRead([...check.snapshot.notRead.values()].filter(({ what }) => isAboutPolicies(what))) : []),
  ];
  const { locale, timeZone } = request.asker;
  const card = whyThisPolicyCard({
    recipient: address,
    policies: wanted.map((type) => ({ label: capital(policyTypeFacts[type].label), ...policies[type] })),
    couldNot,
    asOf: check.takenAt,
    locale,
    timeZone,
  });
  return {
    text: inWords(address, wanted, policies) + openEnds(couldNot),
    card,
    sources: [readAt(check), precedenceSource],
    couldNot,
    audience: 'askerOnly',
    ...(wanted.every((type) => policies[type].source === 'unknown') ? { unanswered: true } : {}),
  };
}

/** Policies of this tenant say nothing about mail that another one receives. */
function foreign(address: string, snapshot: TenantSnapshot): NotRead[] {
  const own = acceptedDomains(snapshot);
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (own === null || own.has(domain)) return [];
  return [
    {
      what: address,
      kind: 'notFound',
      sentence: `${domain} is not an accepted domain of this tenant, so its mail is not filtered here; this is what would apply if it were.`,
      advice: 'Check the spelling of the address.',
    },
  ];
}

function inWords(address: string, types: readonly PolicyType[], policies: Record<PolicyType, EffectivePolicy>): string {
  const parts = types.map((type) => {
    const { policy, source, because, candidates } = policies[type];
    const lost = candidates.filter(({ outcome }) => outcome === 'outranked' || outcome === 'disabled');
    const name = policy === null ? `(${source})` : `“${policyWords(policy)}”`;
    return [
      `${capital(policyTypeFacts[type].label)}: ${name}. ${because[0] ?? ''}`,
      ...lost.map(
        (one) => `  ${one.outcome === 'disabled' ? 'Off' : 'Lost'}: “${policyWords(one.policy ?? '')}”. ${one.why}`,
      ),
    ].join('\n');
  });
  return [`Policies that apply to ${mailText(address, 120)}`, ...parts].join('\n');
}

/** A person who is named without an address cannot be told from their namesakes. */
function whose(named: string[]): Answer {
  return messageAnswer({
    title: 'Whose policies?',
    paragraphs: [
      `“${named.join(', ')}” is no mail address. Name the address of a person or a group, for example “which policies apply to anna@…”.`,
    ],
  });
}

function typesAsked(request: QuestionRequest): readonly PolicyType[] {
  const named = typesNamed(many(request.entities, 'policy').join(' '));
  return named.length > 0 ? named : policyTypes;
}

function isHalfKnown({ candidates }: EffectivePolicy): boolean {
  return candidates.some(({ outcome }) => outcome === 'notKnown');
}

function isAboutPolicies(what: string): boolean {
  return /Rule$|Policy$|^members of /.test(what);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
