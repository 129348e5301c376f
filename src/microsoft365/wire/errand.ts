import type { Timing } from './timing.ts';

/** One request with all its tries: what may end it from outside. */
export interface Errand {
  /** The time starts with the first try, not while standing in line. */
  begin(): void;
  /** Milliseconds since it began. */
  elapsed(): number;
  /** Aborts when the caller gives up or the time is over. */
  signal(): AbortSignal | undefined;
  /** The time is over, and the caller still wants the answer. */
  ranOut(): boolean;
}

export function createErrand(totalMs: number, caller: AbortSignal | undefined, timing: Timing): Errand {
  let deadline: AbortSignal | undefined;
  let started = 0;
  let either = caller;
  return {
    begin() {
      if (deadline) return;
      deadline = timing.deadline(totalMs);
      started = timing.now();
      either = caller ? AbortSignal.any([caller, deadline]) : deadline;
    },
    elapsed: () => (deadline ? timing.now() - started : 0),
    signal: () => either,
    ranOut: () => deadline?.aborted === true && caller?.aborted !== true,
  };
}
