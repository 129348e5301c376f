import type { Case } from './case.ts';
import type { Certainty, Component } from './cause.ts';

/** What a predicate found; fields that are set take precedence over the row's. */
export interface Match {
  evidence: string[];
  certainty: Certainty;
  explanation?: string;
  /** Sentences that follow the explanation. */
  details?: string[];
  component?: Component;
  setting?: string | null;
  policy?: string | null;
  /** It matched, but something else acted: listed after the answer. */
  secondary?: boolean;
}

/** Looks for one kind of evidence; null when it is not there. */
export type Predicate = (message: Case) => Match | null;
