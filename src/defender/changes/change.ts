import type { Affects, Finding } from '../gaps/finding.ts';
import type { PolicyType } from '../policies/policy-types.ts';
import type { Winner } from '../precedence/resolver.ts';
import type { NotRead } from '../reading.ts';

/** People who feel a change. `notKnown` are those for whom a policy in question could not be told before or after. */
export interface FeltBy extends Affects {
  notKnown: number;
}

/** One difference between two snapshots. */
export interface Change {
  kind: 'added' | 'removed' | 'changed';
  /** The read cmdlet, or `groups` or `dns`. */
  source: string;
  /** What it is in an administrator's words, e.g. "Anti-spam policy". */
  what: string;
  name: string;
  /** The object within its source, the same in both snapshots. */
  key: string;
  /**
   * Null when the whole object came or went; `before` or `after` is then its row. A setting that was added or removed is one that
   * Exchange itself began or ceased to report, which nobody in the tenant did: values by object, and `key` is empty.
   */
  setting: string | null;
  /** Null means that it is not set, an empty text or an empty list. */
  before: unknown;
  after: unknown;
  sentence: string;
  /** Null when nobody can say who feels it. */
  affects: FeltBy | null;
}

/** People who are under another policy of a type than before. */
export interface Move {
  type: PolicyType;
  from: Pick<Winner, 'policy' | 'source'>;
  to: Pick<Winner, 'policy' | 'source'>;
  affects: FeltBy;
}

/** A part that one snapshot has and the other lacks. */
export interface OneSided extends NotRead {
  lacking: 'before' | 'after';
}

export interface FindingChanges {
  /** Gaps that were none before. */
  opened: Finding[];
  /** Gaps of before that are none any more. */
  closed: Finding[];
  /** Gaps of which nothing can be said, because one of the snapshots could not be checked for them. */
  unclear: Finding[];
}

export interface ChangeReport {
  /** ISO 8601; null when a snapshot does not say when it was taken. */
  from: string | null;
  to: string | null;
  /** Most felt first. */
  changes: Change[];
  moves: Move[];
  /** Everybody who is under another policy than before, or under one whose settings changed. */
  felt: FeltBy;
  findings: FindingChanges;
  /** Parts that one of the snapshots lacks, so that a change there cannot be seen. */
  couldNot: OneSided[];
}
