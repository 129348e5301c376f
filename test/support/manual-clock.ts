import type { Clock } from '../../src/teams/clock.ts';

/** A clock that stands still until it is told to go on; timers run in order as it passes them. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): Promise<void>;
  /** Whether anything waits for this clock, rather than for an answer from elsewhere. */
  isWaitedFor(): boolean;
}

export function createManualClock(start = '2026-11-21T09:00:00Z'): ManualClock {
  let now = Date.parse(start);
  const timers = new Set<{ at: number; action: () => void }>();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    now: () => new Date(now),
    after(milliseconds, action) {
      const timer = { at: now + milliseconds, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    isWaitedFor: () => timers.size > 0,
    async advance(milliseconds) {
      const until = now + milliseconds;
      await settle();
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= until).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.action();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}
