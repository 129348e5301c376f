import type { CauseId } from '../fixes/causes.ts';
import type { Fix } from '../fixes/fix.ts';
import type { Situation } from '../fixes/situation.ts';
import type { PolicyType } from '../policies/policy-types.ts';
import type { Cohort } from '../precedence/cohort.ts';
import type { GapContext } from './context.ts';
import type { GuideArea, SendingPath, Severity, Status } from './finding.ts';
import type { GuideConflictId } from './guide.ts';
import type { SourceKey } from './sources.ts';

/** What a rule is about; nothing here decides anything. */
export interface RuleFacts {
  /** Kebab-case, stable: waivers are tied to it. */
  id: string;
  title: string;
  area: GuideArea;
  kind: 'stops' | 'opening' | 'context';
  /** The sending paths whose mail it can touch. */
  paths: readonly SendingPath[];
  /** Cmdlets without which nothing can be said. */
  needs: readonly string[];
  /** Policy types whose effect it looks at: where it is not known which policy applies, the answer is unknown. */
  types?: readonly PolicyType[];
  /** `defender`: the settings exist only with Defender for Office 365. */
  licence: 'EOP' | 'defender';
  severityBasis: string;
  sources: readonly SourceKey[];
}

/** What the logic of a rule found at one place. Whatever it leaves out is filled from the rule's facts. */
export interface Draft {
  status: Exclude<Status, 'ok'>;
  severity?: Exclude<Severity, 'none'>;
  /** Not weighed lower than this however few people it reaches. */
  least?: Exclude<Severity, 'none'>;
  kind?: 'stops' | 'opening' | 'context';
  policy?: { name: string; key?: string } | null;
  setting?: string | null;
  /** Tells findings of one rule, object and setting apart, for example the list entry. */
  entry?: string;
  actual?: unknown;
  expected?: unknown;
  effect: string;
  /** The recipients touched; absent means the whole audience. */
  cohorts?: readonly Cohort[];
  paths?: readonly SendingPath[];
  conflict?: GuideConflictId;
  cause?: { id: CauseId; situation: Situation };
  /** Fixes beside, and before, those of the cause. */
  fixes?: readonly Fix[];
}

/** One rule: facts for people, and a check that gives what is not as it should be. No draft means that all is well. */
export interface GapRule {
  facts: RuleFacts;
  check(context: GapContext): Draft[];
}

export const bothPaths: readonly SendingPath[] = ['own-mailbox', 'email-delivery'];
