import type { TestSend } from './test-sends.ts';

export interface TestSchedule {
  /** Sends one test; a fault ends nothing. */
  send(test: TestSend): void;
  /** Runs `action` once after so many milliseconds; the function returned calls it off. */
  after(milliseconds: number, action: () => void): () => void;
  firstAfterMs: number;
  everyMs: number;
  tests: readonly [TestSend, ...TestSend[]];
}

/** Sends the first test soon and the next ones at even distances, in turn. Returns what ends it. */
export function scheduleTests({ send, after, firstAfterMs, everyMs, tests }: TestSchedule): () => void {
  let turn = 0;
  const next = () => {
    send(tests[turn++ % tests.length] ?? tests[0]);
    callOff = after(everyMs, next);
  };
  let callOff = after(firstAfterMs, next);
  return () => callOff();
}
