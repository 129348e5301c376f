import type { ReaderLimits } from './limits.ts';
import type { Timing } from './timing.ts';

/** What one request may cost. */
export interface Patience {
  totalMs: number;
  attempts: number;
}

/** Trust in a service that it will answer: after it hung, the next requests wait for it less and less, until it is given time again. */
export interface Doubt {
  patience(): Patience;
  /** A request that was given this patience ran out of time. */
  hung(patience: Patience): void;
  answered(): void;
}

const leastMs = 1_000;

export function createDoubt(
  limits: Pick<ReaderLimits, 'totalMs' | 'attempts' | 'doubtMs' | 'doubtTotalMs'>,
  timing: Timing,
): Doubt {
  const full: Patience = { totalMs: limits.totalMs, attempts: limits.attempts };
  let until = Number.NEGATIVE_INFINITY;
  let again = 0;

  return {
    patience() {
      if (timing.now() >= until) return full;
      return { totalMs: Math.max(leastMs, limits.doubtTotalMs / 2 ** again), attempts: 1 };
    },
    hung(patience) {
      if (patience !== full) again += 1;
      else {
        until = timing.now() + limits.doubtMs;
        again = 0;
      }
    },
    answered() {
      until = Number.NEGATIVE_INFINITY;
    },
  };
}
