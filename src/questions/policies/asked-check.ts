import type { ButtonData } from '../../cards/buttons.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { askedAudience } from './asked-audience.ts';
import { maskedFor } from './masked.ts';
import { policyRoom } from './policies-of.ts';
import type { PolicyCheck } from './policy-check.ts';

const afterAChange =
  /\b(?:again|re-?run|re-?check|refresh|now that|after (?:my|our|the|this|i|we)\b|i (?:have )?changed|did my change)\b/i;
/** What a button may carry in one value. */
const mostCarried = 2_000;

export interface AskedCheck extends PolicyCheck {
  /** What buttons must carry so that their answer is about the same people. */
  carry: ButtonData;
}

/** Runs the check for the people who were named, or for those who get the campaigns. */
export async function askedCheck(request: QuestionRequest, deps: QuestionDeps): Promise<AskedCheck> {
  const { audience, typed, notRead } = await askedAudience(request, deps);
  const refresh = one(request.entities, 'refresh') !== null || afterAChange.test(request.text);
  const check = await policyRoom(deps).check({
    now: request.now,
    audience,
    ...(refresh ? { refresh } : {}),
    ...(request.signal ? { signal: request.signal } : {}),
  });
  const carried = typed.join(', ');
  const couldNot: NotRead[] = [...notRead, ...check.couldNot];
  const findings = check.findings.map(maskedFor(request, deps.profile));
  return {
    ...check,
    findings,
    couldNot,
    carry: carried === '' || carried.length > mostCarried ? {} : { audience: carried },
  };
}
