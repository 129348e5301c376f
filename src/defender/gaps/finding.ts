import type { Fix } from '../fixes/fix.ts';
import type { GuideConflict } from './guide.ts';
import type { Source } from './sources.ts';

export type Status = 'gap' | 'ok' | 'info' | 'unknown' | 'notLicensed';
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';
export type SendingPath = 'own-mailbox' | 'email-delivery';

/** The section of ContactMonkey's guide for Exchange administrators that a rule belongs to. */
export type GuideArea =
  | 'anti-spam'
  | 'anti-phishing'
  | 'anti-malware'
  | 'safe-links'
  | 'attachments'
  | 'zap'
  | 'quarantine'
  | 'allow-block-list'
  | 'mail-flow'
  | 'authentication'
  | 'presets'
  | 'outbound';

/** Whom it touches. `of` is the size of the known audience; `others` are domains whose unnamed people are touched as well. */
export interface Affects {
  count: number;
  of: number;
  examples: string[];
  groups: { group: string; count: number; of: number }[];
  others: string[];
}

/** One result of one rule for one place in the tenant. */
export interface Finding {
  /** The same in every run for the same rule, object, setting and entry: what a waiver is tied to. */
  key: string;
  rule: string;
  title: string;
  area: GuideArea;
  /** `stops`: keeps wanted mail from people. `opening`: lets more in than needed. `context`: good to know. */
  kind: 'stops' | 'opening' | 'context';
  status: Status;
  severity: Severity;
  /** Why the severity is what it is. */
  severityBasis: string;
  policy: string | null;
  setting: string | null;
  actual: unknown;
  expected: unknown;
  /** What it does to the mail, in a sentence or two. */
  effect: string;
  paths: SendingPath[];
  affects: Affects;
  conflict: GuideConflict | null;
  fixes: Fix[];
  /** Mechanisms that are often advised here and would not work or open too much. */
  never: { mechanism: string; title: string; why: string }[];
  sources: Source[];
}

export interface GapReport {
  /** 0 to 100; null when fewer than half of the checks could be made. */
  score: number | null;
  scoreExplained: { sentence: string; lost: { key: string; title: string; points: number }[] };
  licence: { plan: string; because: string };
  audience: { kind: 'listed' | 'tenant'; size: number; groupsNotRead: string[] };
  paths: { considered: SendingPath[]; known: boolean };
  takenAt: string | null;
  counts: Record<Status, number>;
  findings: Finding[];
}
