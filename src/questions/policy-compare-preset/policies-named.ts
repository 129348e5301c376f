import type { GapContext, InEffect } from '../../defender/gaps/context.ts';
import type { PolicyType } from '../../defender/policies/policy-types.ts';
import { one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

/** Names that say a kind or level of policy as well: naming the kind is no wish for that one policy. */
const everyday =
  /^(?:default|custom|standard|strict|baseline|built-?in protection|policy|office365 antiphish default)$/i;

/** The policies of the kinds asked about whose whole name is in the question, also those that reach nobody; empty when none is named. */
export function policiesNamed(
  request: QuestionRequest,
  types: readonly PolicyType[],
  context: GapContext,
): Map<PolicyType, InEffect[]> {
  const text = ` ${plain(`${request.text} ${one(request.entities, 'name') ?? ''}`)} `;
  const named = new Map<PolicyType, InEffect[]>();
  for (const type of types) {
    const found = (context.policies(type) ?? []).filter(
      ({ name, preset }) => preset === null && !everyday.test(name) && isSaid(name, text),
    );
    const effects = found.map((policy): InEffect => {
      const reaching = context.inEffect(type).find((effect) => effect.policy?.name === policy.name);
      return reaching ?? { name: policy.name, source: 'custom', policy, cohorts: [] };
    });
    if (effects.length > 0) named.set(type, effects);
  }
  return named;
}

/** The whole name, or the name without the word for its kind (“EU offices” for “EU offices anti-spam policy”). */
function isSaid(name: string, text: string): boolean {
  const whole = plain(name);
  const short = whole.replace(kindWords, ' ').replace(/\s+/g, ' ').trim();
  return [whole, short].some((words) => words.length >= 3 && text.includes(` ${words} `));
}

const kindWords =
  /\b(?:anti (?:spam|phish(?:ing)?|malware)|safe ?links|safe ?attachments|inbound|policy|polic(?:ies))\b/g;

function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
