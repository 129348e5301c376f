import { setTimeout as delay } from 'node:timers/promises';

/** The outside world's clock, waiting and chance, so that tests decide all three. Times in milliseconds. */
export interface Timing {
  now(): number;
  /** Aborts after that time; keeps no process alive. */
  deadline(ms: number): AbortSignal;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** At least 0, below 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  deadline: (ms) => AbortSignal.timeout(ms),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
  random: () => Math.random(),
};
