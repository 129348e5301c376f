import { policyWords } from '../../cards/words.ts';
import type { Finding } from '../../defender/gaps/finding.ts';
import { recipientOf } from '../../defender/precedence/match.ts';
import { createResolver } from '../../defender/precedence/resolver.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { QuestionRequest } from '../question.ts';

export interface PoliciesOfPeople {
  /** The anti-spam policy that reaches a person, which is the one that holds most campaigns back; null where it is not known. */
  groupOf: (address: string) => string | null;
  findings: Finding[];
  couldNot: NotRead[];
}

/** The policies of those who got a test, and the gaps in them. Without them the report says that they are not known. */
export async function policiesOfPeople(
  addresses: string[],
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<PoliciesOfPeople> {
  const { now, signal } = request;
  const audience = { addresses, words: `the ${addresses.length} recipients of the test` };
  const check = await reading(() => policyRoom(deps).check({ now, audience, ...(signal ? { signal } : {}) }));
  if (!check.read) {
    const why = { ...check.why, what: 'the policies that reach the recipients' };
    return { groupOf: () => null, findings: [], couldNot: [why] };
  }
  const { snapshot, findings } = check.value;
  const resolver = createResolver(snapshot);
  const groupOf = (address: string) => {
    const { policy, source } = resolver.winner('antiSpam', recipientOf(address));
    return source === 'unknown' || policy === null ? null : policyWords(policy);
  };
  return { groupOf, findings: findings.filter(({ waiver }) => waiver === null), couldNot: [] };
}
