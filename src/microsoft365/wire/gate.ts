import type { NotRead } from '../../defender/reading.ts';
import { durationWords } from './duration-words.ts';
import type { Timing } from './timing.ts';
import { WireFailure } from './wire-failure.ts';

export interface GateOptions {
  service: string;
  requests: number;
  windowMs: number;
  maxWaitMs: number;
}

/** Lets at most `requests` start in any `windowMs`, and none before the time a service asked everybody to wait for. */
export interface Gate {
  pass(what: string, signal?: AbortSignal): Promise<void>;
  closeUntil(time: number): void;
}

export function createGate(options: GateOptions, timing: Timing): Gate {
  const starts: number[] = [];
  let notBefore = 0;

  function nextStart(now: number): number {
    const oldest = starts.length < options.requests ? undefined : starts[starts.length - options.requests];
    return Math.max(now, notBefore, oldest === undefined ? 0 : oldest + options.windowMs);
  }

  return {
    async pass(what, signal) {
      const now = timing.now();
      const start = nextStart(now);
      if (start - now > options.maxWaitMs) throw tooLong(what, options.service, start - now, notBefore > now);
      starts.push(start);
      if (starts.length > options.requests) starts.shift();
      for (let wait = start - now; wait > 0; wait = Math.max(start, notBefore) - timing.now()) {
        if (wait > options.maxWaitMs) throw tooLong(what, options.service, wait, true);
        await timing.sleep(wait, signal);
      }
    },
    closeUntil(time) {
      notBefore = Math.max(notBefore, time);
    },
  };
}

function tooLong(what: string, service: string, waitMs: number, askedFor: boolean): WireFailure {
  const time = durationWords(waitMs);
  const why: NotRead = {
    what,
    kind: 'throttled',
    sentence: askedFor
      ? `${service} asked to be left alone; ${time} of that are left.`
      : `${service} has been asked as often as it allows for now.`,
    advice: `Try again in ${time}.`,
  };
  return new WireFailure(why, { transient: false, retryAfterMs: waitMs });
}
