import type { AllowingKey } from '../allowing.ts';
import type { Cause, Component } from '../cause.ts';
import type { PredicateName } from '../predicates/index.ts';

export interface AttributionRow {
  id: string;
  /** The evidence that makes the row match. */
  evidence: PredicateName;
  component: Component;
  setting: string | null;
  explanation: string;
  allowing: AllowingKey | null;
  effect: Cause['effect'];
  source: string;
  date: string;
  confidence: 'documented' | 'inferred';
}
