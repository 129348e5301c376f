import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';

const MAX_POLICIES = 200;

/** Counts of quarantined messages by reason, policy and day; its size does not grow with the mail. */
export class Tally {
  readonly byReason = new Map<string, number>();
  readonly byPolicy = new Map<string, number>();
  readonly byDay = new Map<string, number>();
  total = 0;
  before = 0;
  readonly #from: string;
  readonly #dayOf: (iso: string) => string;

  /** Messages received before `from` belong to the period that is compared with. */
  constructor(from: string, dayOf: (iso: string) => string) {
    this.#from = from;
    this.#dayOf = dayOf;
  }

  add(message: QuarantinedMessage): void {
    if (message.receivedAt < this.#from) {
      this.before += 1;
      return;
    }
    this.total += 1;
    countOne(this.byReason, message.reason ?? message.reasonText);
    const policy = message.policyName ?? '';
    countOne(this.byPolicy, this.byPolicy.size < MAX_POLICIES || this.byPolicy.has(policy) ? policy : 'other policies');
    countOne(this.byDay, this.#dayOf(message.receivedAt));
  }
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
