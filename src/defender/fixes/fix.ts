import type { MechanismId } from './mechanisms.ts';

/** Cost in security: 0 none, 1 hardly any, 2 small, 3 felt, 4 large, 5 worst. */
export type Cost = 0 | 1 | 2 | 3 | 4 | 5;

/** One way to get the mail through, or to close a door, ready to be carried out and undone. */
export interface Fix {
  mechanism: MechanismId;
  title: string;
  cost: Cost;
  /** What it overrules and what it cannot, in words. */
  overrides: string;
  cannotOverride: string;
  securityCost: string;
  /** When it ends by itself and how it is renewed; null when it stays. */
  expiry: string | null;
  /** Steps in the portal, in order. */
  steps: string[];
  /** Where the steps begin. */
  link: string;
  /** Exchange Online PowerShell; comments only where there is no command for it. */
  powershell: string;
  rollback: string;
  /** How to see that it worked, and how many minutes to wait first. */
  verify: { how: string; afterMinutes: number };
  warning: string | null;
  source: string;
}

/** What a recipe adds to a mechanism for one place in one tenant. */
export interface Recipe {
  steps: string[];
  powershell: string[];
  rollback: string[];
  warning?: string | null;
  link?: string;
  verify?: string;
}
