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
  /** Our id of the ticket, as the system has it; null where it says none. */
  ticketId: string | null;
  /** By the system's clock; null where it does not say. */
  at: Date | null;
  author: { id: string; name: string };
  /** The system's id of the user whose doing it is; null where it does not say. */
  actor: string | null;
  /** It ends as comments of ours do. */
  hasOurMark: boolean;
  what: /** `state`: the one in which the message left the ticket; null where the system does not say. */
  { kind: 'message'; text: string; state: TicketState | null } | { kind: 'state'; to: TicketState };
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

const zendeskHeaders = {
  signature: 'x-zendesk-webhook-signature',
  timestamp: 'x-zendesk-webhook-signature-timestamp',
};
const webhookHeaders = { signature: signatureHeader, timestamp: timestampHeader };

/** Whether a request carries what a signature is made of; without that its body need not be read. */
export function looksSigned(system: string, headers: SignedRequest['headers']): boolean {
  const names = system === 'zendesk' ? zendeskHeaders : webhookHeaders;
  return Boolean(headers[names.signature] && headers[names.timestamp]);
}

/** A name that the database can look for. */
const name = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed());
const idOrNumber = z.union([name, z.number()]).transform(String);

const zendeskEvent = z.object({
  id: name,
  type: z.string().max(200),
  time: z.string().max(100).optional(),
  detail: z.object({
    id: idOrNumber,
    actor_id: idOrNumber.nullish().catch(null),
    external_id: name.nullish().catch(null),
    status: z.string().max(50).nullish().catch(null),
  }),
  event: z
    .object({
      comment: z
        .object({
          body: z.string().optional(),
          is_public: z.boolean().optional(),
          author: z
            .object({ id: idOrNumber, name: z.string().optional(), is_staff: z.boolean().optional() })
            .optional(),
        })
        .optional(),
      current: z.unknown().optional(),
      previous: z.unknown().optional(),
    })
    .default({}),
});

const zendeskStates: Readonly<Record<string, TicketState>> = {
  new: 'waiting-for-contactmonkey',
  open: 'waiting-for-contactmonkey',
  pending: 'waiting-for-customer',
  hold: 'waiting-for-microsoft',
  on_hold: 'waiting-for-microsoft',
  solved: 'solved',
  closed: 'solved',
};
const ourMark = /\[CM-\d+ #\d+\]\s*$/;
const unnamed = 'ContactMonkey support';

/**
 * A webhook of Zendesk: signature and timestamp first, then the event (developer.zendesk.com, Ticket events). Private comments, those
 * of end users, the closing of what was solved, and events of other kinds are accepted and mean nothing.
 */
export function readZendesk({ headers, body }: SignedRequest, secret: string, now: Date): Inbound {
  const given = headers[zendeskHeaders.signature];
  const timestamp = headers[zendeskHeaders.timestamp];
  if (!given || !timestamp) return { accepted: false, status: 401, reason: 'unsigned' };
  if (!isSame(zendeskSignature(secret, timestamp, body), given))
    return { accepted: false, status: 401, reason: 'badSignature' };
  if (!isFresh(Date.parse(timestamp), now)) return { accepted: false, status: 401, reason: 'tooOld' };
  const parsed = zendeskEvent.safeParse(jsonOf(body));
  if (!parsed.success) return { accepted: false, status: 400, reason: 'malformed' };
  const { id, type, time, detail, event } = parsed.data;
  const at = Date.parse(time ?? '');
  const about = {
    system: 'zendesk',
    id,
    reference: detail.id,
    ticketId: detail.external_id ?? null,
    at: Number.isNaN(at) ? null : new Date(at),
    actor: detail.actor_id ?? null,
    hasOurMark: false,
  };
  if (type === 'zen:event-type:ticket.comment_added') {
    const { body: text, is_public: isPublic, author } = event.comment ?? {};
    if (!text?.trim() || isPublic !== true || author?.is_staff === false) return { accepted: true, event: null };
    const who = { id: `zendesk:${author?.id ?? 'unknown'}`, name: author?.name?.trim() || unnamed };
    const actor = author?.id ?? about.actor;
    const what = { kind: 'message' as const, text, state: stateOf(detail.status) };
    return { accepted: true, event: { ...about, actor, author: who, hasOurMark: ourMark.test(text), what } };
  }
  const to = type === 'zen:event-type:ticket.status_changed' ? stateOf(event.current) : null;
  const isClosing = to === 'solved' && stateOf(event.previous) === 'solved';
  if (to === null || isClosing) return { accepted: true, event: null };
  const author = { id: 'zendesk:status', name: unnamed };
  return { accepted: true, event: { ...about, author, what: { kind: 'state', to } } };
}

function stateOf(status: unknown): TicketState | null {
  const known = String(status ?? '').toLowerCase();
  return Object.hasOwn(zendeskStates, known) ? (zendeskStates[known] ?? null) : null;
}

const webhookEvent = z.object({
  id: name,
  reference: name,
  author: z.object({ id: name, name: z.string().min(1).max(200) }),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('message'), text: z.string().max(65_536).regex(/\S/) }),
    z.object({
      kind: z.literal('state'),
      to: z.enum(['waiting-for-customer', 'waiting-for-contactmonkey', 'waiting-for-microsoft', 'solved', 'reopened']),
    }),
  ]),
});

/** A request of the generic webhook, signed as ours are. */
export function readWebhook({ headers, body }: SignedRequest, secret: string, now: Date): Inbound {
  const given = headers[webhookHeaders.signature];
  const timestamp = headers[webhookHeaders.timestamp];
  if (!given || !timestamp || !/^\d{1,12}$/.test(timestamp))
    return { accepted: false, status: 401, reason: 'unsigned' };
  if (!isSame(webhookSignature(secret, timestamp, body), given))
    return { accepted: false, status: 401, reason: 'badSignature' };
  if (!isFresh(Number(timestamp) * 1_000, now)) return { accepted: false, status: 401, reason: 'tooOld' };
  const parsed = webhookEvent.safeParse(jsonOf(body));
  if (!parsed.success) return { accepted: false, status: 400, reason: 'malformed' };
  const { id, reference, author, what } = parsed.data;
  const event: InboundEvent = {
    system: 'webhook',
    id,
    reference,
    ticketId: null,
    at: null,
    author: { id: `webhook:${author.id}`, name: author.name },
    actor: null,
    hasOurMark: false,
    what: what.kind === 'message' ? { ...what, state: null } : what,
  };
  return { accepted: true, event };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
