/** The tenant's own time. It runs with `base` and can be set or moved, so that a test needs no waiting. */
export interface SandboxClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  set(time: number): void;
  advance(milliseconds: number): void;
}

/** A clock that follows `base` (the machine's clock unless given) plus whatever it was moved by. */
export function runningClock(base: () => number = Date.now): SandboxClock {
  let offset = 0;
  return {
    now: () => base() + offset,
    set: (time) => {
      offset = time - base();
    },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** A clock that stands still at `start` until it is set or advanced. */
export function standingClock(start: number): SandboxClock {
  let current = start;
  return {
    now: () => current,
    set: (time) => {
      current = time;
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}
