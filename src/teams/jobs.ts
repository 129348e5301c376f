import type { Clock } from './clock.ts';

/** The work took longer than anybody waits for it. */
export class TookTooLongError extends Error {
  override readonly name = 'TookTooLongError';
}

/** The bot is being stopped while the work goes on. */
export class StoppingError extends Error {
  override readonly name = 'StoppingError';
}

/** Work under way, so that a second press joins the first and a stop can wait for all of it. */
export interface Jobs {
  /** Starts `work`, or joins the one under way with the same key. */
  run<T>(key: string, work: (signal: AbortSignal) => Promise<T>): { result: Promise<T>; joined: boolean };
  /** Like `run`, but one after another for the same line. null when too many wait already. */
  queue<T>(line: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> | null;
  /** Something else that must end before the bot does, such as the posting of a late answer. */
  follow(work: Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Calls off what is still under way. */
  abort(): void;
}

const longestJob = 120_000;
const mostWaiting = 5;

export function createJobs(clock: Clock): Jobs {
  const named = new Map<string, Promise<unknown>>();
  const lines = new Map<string, { last: Promise<unknown>; waiting: number }>();
  const running = new Map<Promise<unknown>, AbortController>();
  const followed = new Set<Promise<unknown>>();

  function start<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const callOff = clock.after(longestJob, () => controller.abort(new TookTooLongError('The time is over.')));
    const calledOff = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const result = Promise.race([work(signal), calledOff]).finally(() => {
      callOff();
      running.delete(result);
    });
    running.set(result, controller);
    return result;
  }

  return {
    run(key, work) {
      const known = named.get(key);
      if (known !== undefined) return { result: known as ReturnType<typeof work>, joined: true };
      const result = start(work).finally(() => named.delete(key));
      named.set(key, result);
      return { result, joined: false };
    },
    queue(name, work) {
      const line = lines.get(name) ?? { last: Promise.resolve(), waiting: 0 };
      if (line.waiting >= mostWaiting) return null;
      const before = line.last;
      line.waiting += 1;
      const result = start(async (signal) => {
        await before;
        return work(signal);
      }).finally(() => {
        line.waiting -= 1;
        if (line.waiting === 0) lines.delete(name);
      });
      line.last = result.catch(() => undefined);
      lines.set(name, line);
      return result;
    },
    follow(work) {
      const end = () => followed.delete(work);
      followed.add(work);
      work.then(end, end);
    },
    async idle() {
      while (running.size + followed.size > 0) await Promise.allSettled([...running.keys(), ...followed]);
    },
    abort() {
      for (const controller of running.values()) controller.abort(new StoppingError('The bot is stopping.'));
    },
  };
}
