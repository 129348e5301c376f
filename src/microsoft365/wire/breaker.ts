import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { ReaderLimits } from './limits.ts';
import { WireFailure } from './wire-failure.ts';

export interface Breaker {
  run<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/** Leaves a service alone for a while after several failed tries in a row. Refusals and throttling do not count. */
export function createBreaker(service: string, limits: ReaderLimits): Breaker {
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof WireFailure && error.traits.serviceTrouble === true),
    { halfOpenAfter: limits.breakerPauseMs, breaker: new ConsecutiveBreaker(limits.breakerFailures) },
  );
  return {
    async run(what, work) {
      try {
        return await policy.execute(work);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new WireFailure(
          {
            what,
            kind: 'unreachable',
            sentence: `${service} failed several times in a row, so it is left alone for a moment.`,
            advice: 'Try again in a minute; if it lasts, look at the service health page of Microsoft 365.',
          },
          { transient: false, retryAfterMs: limits.breakerPauseMs },
        );
      }
    },
  };
}
