import type { QuestionDeps } from '../deps.ts';
import { freshPolicies } from './fresh-policies.ts';
import type { PolicyRoom } from './policy-check.ts';

/** The room that keeps snapshots and waivers, or, where the installation has none, policies read when asked. */
export function policyRoom(deps: QuestionDeps): PolicyRoom {
  return deps.policies ?? freshPolicies(deps);
}
