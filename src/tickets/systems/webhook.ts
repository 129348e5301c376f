import { canonicalJson, type Json } from '../canonical-json.ts';
import { sendTo } from './send-json.ts';
import { webhookSignature } from './signature.ts';
import type { TicketSystem } from './ticket-system.ts';

export interface WebhookOptions {
  url: string;
  secret: string;
  now: () => Date;
}

export const timestampHeader = 'x-quarantine-watch-timestamp';
export const signatureHeader = 'x-quarantine-watch-signature';

/**
 * Any system that takes signed requests: one POST for each event, signed with HMAC-SHA256 over timestamp and body, with an
 * `Idempotency-Key` that stays the same when a try is repeated. The answer may name the ticket: `{ "reference", "url" }`.
 */
export function createWebhook({ url, secret, now }: WebhookOptions): TicketSystem {
  return {
    name: 'webhook',
    title: 'the ticketing system',
    async push(push, signal) {
      const { maybeArrived: _maybe, earlier: _earlier, event, ...sent } = push;
      const { sets: _sets, ...happened } = event;
      const body = canonicalJson({ version: 1, type: 'ticket.event', ...sent, event: happened } as unknown as Json);
      const timestamp = String(Math.floor(now().getTime() / 1_000));
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': push.key,
        [timestampHeader]: timestamp,
        [signatureHeader]: webhookSignature(secret, timestamp, body),
      };
      const { text } = await sendTo('The ticketing system', url, { method: 'POST', headers, body }, signal);
      return { ...named(text, push.reference ?? push.ticketId), stateAt: null };
    },
  };
}

/** What the system calls the ticket, when it says so. */
function named(text: string, reference: string): { reference: string; url: string | null } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return { reference, url: null };
    const said = answer as { reference?: unknown; url?: unknown };
    const isName = typeof said.reference === 'string' && /^[\w.:/-]{1,100}$/.test(said.reference);
    const isLink = typeof said.url === 'string' && /^https:\/\//.test(said.url) && said.url.length <= 500;
    return { reference: isName ? String(said.reference) : reference, url: isLink ? String(said.url) : null };
  } catch {
    return { reference, url: null };
  }
}
