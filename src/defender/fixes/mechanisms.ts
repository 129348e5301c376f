import type { Cost } from './fix.ts';
import { allowMechanisms } from './mechanisms-allow.ts';
import { repairMechanisms } from './mechanisms-repair.ts';

/** What filtering may have found in a message; the classes an allow can or cannot overrule. */
export type Verdict =
  | 'malware'
  | 'highConfidencePhish'
  | 'phish'
  | 'spoof'
  | 'impersonation'
  | 'highConfidenceSpam'
  | 'spam'
  | 'bulk'
  | 'fileType'
  | 'urlBlock';

/** Facts about one mechanism, the same in every tenant. */
export interface Mechanism {
  title: string;
  cost: Cost;
  /** `removesCause`: nothing is overruled, the reason for the verdict goes away. */
  kind: 'removesCause' | 'allows';
  /** Verdicts that it overrules when it allows. */
  overrules: readonly Verdict[];
  overrides: string;
  cannotOverride: string;
  securityCost: string;
  expiry: string | null;
  link: string;
  waitMinutes: number;
  source: string;
  date: string;
  confidence: 'documented' | 'inferred';
}

/** Every mechanism, with its cost scaled from Microsoft's own warnings about it. */
export const mechanisms = { ...repairMechanisms, ...allowMechanisms } as const satisfies Record<string, Mechanism>;
export type MechanismId = keyof typeof mechanisms;

export function mechanism(id: MechanismId): Mechanism {
  return mechanisms[id];
}
