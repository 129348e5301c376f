import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { NotRead } from '../../defender/reading.ts';
import { durationWords } from './duration-words.ts';
import type { ReaderLimits } from './limits.ts';
import type { Timing } from './timing.ts';
import { WireFailure } from './wire-failure.ts';

export interface Breaker {
  /** `work` is a whole request with all its tries. */
  run<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Leaves a service alone for a while after many requests in a row to which it gave no answer or a fault of its own. Refusals and
 * throttling do not count. Whoever is turned away is told what the last request failed of.
 */
export function createBreaker(
  service: string,
  limits: Pick<ReaderLimits, 'breakerFailures' | 'breakerPauseMs'>,
  timing: Timing,
): Breaker {
  const policy = circuitBreaker(handleWhen(isTrouble), {
    halfOpenAfter: limits.breakerPauseMs,
    breaker: new ConsecutiveBreaker(limits.breakerFailures),
  });
  let last: NotRead | null = null;
  let failures = 0;
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = timing.now();
  });

  function turnedAway(what: string): WireFailure {
    const waitMs = Math.max(1000, openedAt + limits.breakerPauseMs - timing.now());
    const cause = last === null ? '' : ` The last one: ${last.sentence}`;
    return new WireFailure(
      {
        what,
        kind: last?.kind ?? 'unreachable',
        sentence: `The last ${failures} requests to ${service} failed.${cause} I try again in ${durationWords(waitMs)}.`,
        advice: last?.advice ?? 'If it lasts, look at the service health page of Microsoft 365.',
      },
      { transient: false, retryAfterMs: waitMs },
    );
  }

  return {
    async run(what, work) {
      try {
        const value = await policy.execute(work);
        failures = 0;
        return value;
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw turnedAway(what);
        if (isTrouble(error)) {
          failures += 1;
          last = error.why;
        }
        throw error;
      }
    },
  };
}

function isTrouble(error: unknown): error is WireFailure {
  return error instanceof WireFailure && error.traits.serviceTrouble === true;
}
