import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { groupKey } from './group-key.ts';

const MAX_CANDIDATES = 500;

/**
 * Mail that may be ContactMonkey's but shows nothing of it in the quarantine row: one message stands for all with the same
 * sender and subject of a day. Arrives newest first, so the newest are kept.
 */
export class Candidates {
  readonly #byKey = new Map<string, QuarantinedMessage>();
  readonly #testPrefix: string;
  beyond = 0;

  constructor(testPrefix: string) {
    this.#testPrefix = testPrefix;
  }

  add(message: QuarantinedMessage): void {
    const key = groupKey(message, this.#testPrefix);
    if (this.#byKey.has(key)) return;
    if (this.#byKey.size < MAX_CANDIDATES) this.#byKey.set(key, message);
    else this.beyond += 1;
  }

  newest(count: number): [string, QuarantinedMessage][] {
    return [...this.#byKey].slice(0, count);
  }

  get size(): number {
    return this.#byKey.size + this.beyond;
  }
}
