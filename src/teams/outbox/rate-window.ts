/** Most sends of a bot to one thread; Microsoft Learn, Teams rate-limit, 2026-10-08. */
const threadLimits = [
  { milliseconds: 1000, most: 7 },
  { milliseconds: 2000, most: 8 },
  { milliseconds: 30_000, most: 60 },
  { milliseconds: 3_600_000, most: 1800 },
] as const;

/** Counts the sends of one conversation, so that Teams does not have to. */
export interface RateWindow {
  /** How long to wait before the next send, in milliseconds. */
  wait(now: Date): number;
  sent(now: Date): void;
}

export function createRateWindow(): RateWindow {
  let times: number[] = [];

  return {
    wait(now) {
      const at = now.getTime();
      times = times.filter((time) => time > at - 3_600_000);
      const waits = threadLimits.map(({ milliseconds, most }) => {
        const oldest = times[times.length - most];
        return oldest === undefined ? 0 : oldest + milliseconds - at;
      });
      return Math.max(0, ...waits);
    },
    sent(now) {
      times.push(now.getTime());
    },
  };
}
