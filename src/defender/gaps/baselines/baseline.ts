import type { CauseId } from '../../fixes/causes.ts';
import type { SendingPath, Severity } from '../finding.ts';
import type { GuideConflictId } from '../guide.ts';

export type Value = string | number | boolean;

/** A set of values that Microsoft gives out. `builtIn` exists for Safe Links and Safe Attachments in place of `default`. */
export const levels = ['default', 'builtIn', 'standard', 'strict'] as const;
export type Level = (typeof levels)[number];

/** What a departure in one direction does. */
export interface Departure {
  severity: Exclude<Severity, 'none'>;
  effect: string;
  conflict?: GuideConflictId;
  cause?: CauseId;
  /** Not weighed lower than this however few people it reaches. */
  least?: Exclude<Severity, 'none'>;
  /** When it is not, as usual, that stricter stops mail and weaker opens. */
  kind?: 'stops' | 'opening';
}

/** One property of a policy with Microsoft's values for it. */
export interface SettingBaseline {
  setting: string;
  values: Partial<Record<Level, Value>>;
  /** From lenient to strict, or which way a number is strict. */
  scale: readonly Value[] | 'higherIsStricter' | 'lowerIsStricter';
  /** Other spellings that mean one of the values. */
  same?: Readonly<Record<string, Value>>;
  /** Values that are a preference, not a fault, with the word for it. */
  preference?: Readonly<Record<string, string>>;
  stricter: Departure;
  weaker: Departure;
  /** Values that do something else than their direction says, by value. */
  apart?: Readonly<Record<string, Departure>>;
  paths?: readonly SendingPath[];
  /** It changes what readers see and neither delivery nor protection. */
  shownOnly?: boolean;
  /** The property is new or a preview, so a row without it says nothing. */
  optional?: boolean;
}

/** Baselines of one policy type, with where they come from. */
export interface BaselineTable {
  source: string;
  date: string;
  confidence: 'documented';
  settings: readonly SettingBaseline[];
}

/** The action that leaves nothing to release: neither the reader nor an administrator ever sees the mail. */
export function deletes(what: string): Departure {
  return {
    severity: 'high',
    least: 'high',
    kind: 'stops',
    effect: `Campaigns that count as ${what} are deleted: they are lost for good, not in quarantine, and nobody is told.`,
  };
}

/** A switch that protects when it is on: Microsoft's value is the same at every level. */
export function protectiveSwitch(setting: string, severity: Departure['severity'], effect: string): SettingBaseline {
  return {
    setting,
    values: { default: true, builtIn: true, standard: true, strict: true },
    scale: [false, true],
    stricter: { severity, effect },
    weaker: { severity, effect },
  };
}
