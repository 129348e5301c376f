import type { Tone } from '../../cards/words.ts';
import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';

export interface RecipientOutcome {
  address: string;
  outcome: string;
  note: string;
}

/** Outcomes in the order people want to see them, with the tone of each. */
export const outcomeTones: Record<string, Tone> = {
  'Held in quarantine': 'bad',
  'Released from quarantine': 'info',
  'Not delivered': 'bad',
  'Junk folder or filtered as spam': 'warning',
  'On its way': 'unknown',
  Delivered: 'good',
  'Another status': 'unknown',
};

/** Words for `Status` of Get-MessageTraceV2 (Exchange PowerShell reference, 2026-08-21). */
const traceOutcomes: Record<string, string> = {
  delivered: 'Delivered',
  filteredasspam: 'Junk folder or filtered as spam',
  failed: 'Not delivered',
  quarantined: 'Held in quarantine',
  pending: 'On its way',
  gettingstatus: 'On its way',
};

const MAX_RECIPIENTS = 20_000;

/** What became of each recipient's copy. The quarantine knows better than the trace, so it is added first. */
export class Outcomes {
  readonly #byAddress = new Map<string, RecipientOutcome>();
  beyond = 0;

  addQuarantined(message: QuarantinedMessage): void {
    const released = new Set(message.releasedTo.map((address) => address.toLowerCase()));
    const allReleased = message.releaseStatus === 'Released' && released.size === 0;
    const by = message.releasedBy.length > 0 ? `released by ${message.releasedBy.join(', ')}` : '';
    for (const address of message.recipients) {
      const isOut = allReleased || released.has(address.toLowerCase());
      this.#add({ address, outcome: isOut ? 'Released from quarantine' : 'Held in quarantine', note: isOut ? by : '' });
    }
  }

  addTraced(row: MessageTraceRow): void {
    const outcome = traceOutcomes[row.status.toLowerCase()];
    if (row.status.toLowerCase() === 'expanded') return;
    this.#add({
      address: row.recipient,
      outcome: outcome ?? 'Another status',
      note: outcome ? '' : row.status,
    });
  }

  all(): RecipientOutcome[] {
    const order = Object.keys(outcomeTones);
    return [...this.#byAddress.values()].sort(
      (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.address.localeCompare(b.address),
    );
  }

  #add(outcome: RecipientOutcome): void {
    const key = outcome.address.toLowerCase();
    if (key === '' || this.#byAddress.has(key)) return;
    if (this.#byAddress.size < MAX_RECIPIENTS) this.#byAddress.set(key, outcome);
    else this.beyond += 1;
  }
}
