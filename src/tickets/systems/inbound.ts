import { z } from 'zod/v4';
import type { TicketState } from '../ticket.ts';
import { isFresh, isSame, webhookSignature, zendeskSignature } from './signature.ts';
import { signatureHeader, timestampHeader } from './webhook.ts';

/** What a system tells of a ticket, after its signature was checked. */
export interface InboundEvent {
  system: string;
  /** The same for the same event. */
  id: string;
  /** What the system calls the ticket. */
  reference: string;
  author: { id: string; name: string };
  what: { kind: 'message'; text: string } | { kind: 'state'; to: TicketState };
}

export type Inbound =
  | { accepted: true; event: InboundEvent | null }
  /** HTTP status to answer; nothing of the request is repeated. */
  | { accepted: false; status: 400 | 401; reason: 'unsigned' | 'badSignature' | 'tooOld' | 'malformed' };

export interface SignedRequest {
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The body exactly as it came. */
  body: string;
}

const zendeskEvent = z.object({
  id: z.string().min(1).max(200),
  type: z.string().max(200),
  detail: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
  event: z
    .object({
      comment: z
        .object({
          body: z.string().optional(),
          is_public: z.boolean().optional(),
          author: z
            .object({
              id: z.union([z.string(), z.number()]).transform(String),
              name: z.string().optional(),
              is_staff: z.boolean().optional(),
            })
            .optional(),
        })
        .optional(),
      current: z.unknown().optional(),
    })
    .default({}),
});

const zendeskStates: Readonly<Record<string, TicketState>> = {
  open: 'waiting-for-contactmonkey',
  pending: 'waiting-for-customer',
  hold: 'waiting-for-microsoft',
  on_hold: 'waiting-for-microsoft',
  solved: 'solved',
  closed: 'solved',
};
const ourMark = /\[CM-\d+ #\d+\]\s*$/;

/**
 * A webhook of Zendesk: signature and timestamp first, then the event (developer.zendesk.com, Ticket events). Private comments, our
 * own comments come back, and events of other kinds are accepted and mean nothing.
 */
export function readZendesk({ headers, body }: SignedRequest, secret: string, now: Date): Inbound {
  const given = headers['x-zendesk-webhook-signature'];
  const timestamp = headers['x-zendesk-webhook-signature-timestamp'];
  if (!given || !timestamp) return { accepted: false, status: 401, reason: 'unsigned' };
  if (!isSame(zendeskSignature(secret, timestamp, body), given))
    return { accepted: false, status: 401, reason: 'badSignature' };
  if (!isFresh(Date.parse(timestamp), now)) return { accepted: false, status: 401, reason: 'tooOld' };
  const parsed = zendeskEvent.safeParse(jsonOf(body));
  if (!parsed.success) return { accepted: false, status: 400, reason: 'malformed' };
  const { id, type, detail, event } = parsed.data;
  const { comment } = event;
  const about = { system: 'zendesk', id, reference: detail.id };
  if (type === 'zen:event-type:ticket.comment_added' && comment?.is_public === true && comment.body) {
    const { author } = comment;
    if (ourMark.test(comment.body) || author?.is_staff === false) return { accepted: true, event: null };
    const who = { id: `zendesk:${author?.id ?? 'unknown'}`, name: author?.name?.trim() || 'ContactMonkey support' };
    return { accepted: true, event: { ...about, author: who, what: { kind: 'message', text: comment.body } } };
  }
  const to =
    type === 'zen:event-type:ticket.status_changed' ? zendeskStates[String(event.current).toLowerCase()] : undefined;
  if (to === undefined) return { accepted: true, event: null };
  const author = { id: 'zendesk:status', name: 'ContactMonkey support' };
  return { accepted: true, event: { ...about, author, what: { kind: 'state', to } } };
}

const webhookEvent = z.object({
  id: z.string().min(1).max(200),
  reference: z.string().min(1).max(200),
  author: z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) }),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('message'), text: z.string().min(1).max(2_000) }),
    z.object({
      kind: z.literal('state'),
      to: z.enum(['waiting-for-customer', 'waiting-for-contactmonkey', 'waiting-for-microsoft', 'solved', 'reopened']),
    }),
  ]),
});

/** A request of the generic webhook, signed as ours are. */
export function readWebhook({ headers, body }: SignedRequest, secret: string, now: Date): Inbound {
  const given = headers[signatureHeader];
  const timestamp = headers[timestampHeader];
  if (!given || !timestamp || !/^\d{1,12}$/.test(timestamp))
    return { accepted: false, status: 401, reason: 'unsigned' };
  if (!isSame(webhookSignature(secret, timestamp, body), given))
    return { accepted: false, status: 401, reason: 'badSignature' };
  if (!isFresh(Number(timestamp) * 1_000, now)) return { accepted: false, status: 401, reason: 'tooOld' };
  const parsed = webhookEvent.safeParse(jsonOf(body));
  if (!parsed.success) return { accepted: false, status: 400, reason: 'malformed' };
  const { author, ...event } = parsed.data;
  return {
    accepted: true,
    event: { system: 'webhook', ...event, author: { id: `webhook:${author.id}`, name: author.name } },
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
