import type { Patience } from './doubt.ts';
import type { Timing } from './timing.ts';

/** One request with all its tries: what it may cost, and what may end it from outside. */
export interface Errand {
  /** The time starts with the first try, not while standing in line. */
  begin(): void;
  /** What it was given when it began. */
  patience(): Patience;
  /** Milliseconds since it began. */
  elapsed(): number;
  /** Aborts when the caller gives up or the time is over. */
  signal(): AbortSignal | undefined;
  /** The time is over, and the caller still wants the answer. */
  ranOut(): boolean;
}

export function createErrand(patienceNow: () => Patience, caller: AbortSignal | undefined, timing: Timing): Errand {
  let patience: Patience | undefined;
  let deadline: AbortSignal | undefined;
  let either = caller;
  let started = 0;
  return {
    begin() {
      if (patience) return;
      patience = patienceNow();
      deadline = timing.deadline(patience.totalMs);
      started = timing.now();
      either = caller ? AbortSignal.any([caller, deadline]) : deadline;
    },
    patience: () => patience ?? patienceNow(),
    elapsed: () => (patience ? timing.now() - started : 0),
    signal: () => either,
    ranOut: () => deadline?.aborted === true && caller?.aborted !== true,
  };
}
