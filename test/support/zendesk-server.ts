import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zendeskSignature } from '../../src/tickets/systems/signature.ts';

export interface ZendeskTicket {
  id: number;
  subject: string;
  status: string;
  priority: string | null;
  external_id: string | null;
  tags: string[];
  submitter_id: number;
  updated_at: string;
  via: { channel: string; source: { from: { ticket_id?: number }; rel: string | null } };
  comments: { id: number; author_id: number; body: string; public: boolean; attachments: string[] }[];
}

/** A fault for the next request: an answer instead of the work, or the work without an answer. */
export type Fault = { status: number; body?: object | string; headers?: Record<string, string> } | 'lostAnswer';

/** What an agent submits in one go, as a click on "Submit as …" does. */
export interface Submission {
  comment?: string;
  isPublic?: boolean;
  status?: string;
  agent?: { id: number; name: string };
}

const longestComment = 65_535;
const keysLast = 2 * 3_600_000;

/**
 * Speaks as much of the Zendesk Ticketing API as a ticket needs, with its error bodies, and makes the webhook events that each change
 * brings, those of the API's own user too (developer.zendesk.com, 2026: Tickets, Idempotency, Creating a follow-up ticket, Ticket
 * events). Events wait in `events` until a test delivers them, late or in another order.
 */
export async function startZendesk(options: { user: string; token: string; now?: () => Date }) {
  const tickets = new Map<number, ZendeskTicket>();
  const uploads = new Map<string, string>();
  const keys = new Map<string, { body: string; ticket: number; until: number }>();
  const requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const faults: Fault[] = [];
  const events: object[] = [];
  const ownUser = { id: 900, name: 'Quarantine Watch' };
  const now = options.now ?? (() => new Date());
  const expected = `Basic ${Buffer.from(`${options.user}/token:${options.token}`).toString('base64')}`;
  let ids = 100;

  const stamp = () =>
    now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');

  function answer(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): ServerResponse {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
    response.writeHead(status, { 'content-type': type, 'x-rate-limit': '700', ...headers });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  const refused = (response: ServerResponse, field: string, description: string) =>
    answer(response, 422, {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { [field]: [{ description }] },
    });

  const shown = (ticket: ZendeskTicket) => ({ ticket: { ...ticket, comments: undefined } });

  function emit(ticket: ZendeskTicket, actor: number, kind: string, event: object): void {
    events.push({
      type: `zen:event-type:ticket.${kind}`,
      account_id: 22_129_848,
      id: randomUUID(),
      time: stamp(),
      zendesk_event_version: '2022-11-06',
      subject: `zen:ticket:${ticket.id}`,
      detail: {
        actor_id: String(actor),
        external_id: ticket.external_id ?? '',
        id: String(ticket.id),
        is_public: true,
        priority: (ticket.priority ?? '').toUpperCase(),
        status: ticket.status.toUpperCase(),
        subject: ticket.subject,
        submitter_id: String(ticket.submitter_id),
        updated_at: stamp(),
        via: { channel: 'web_service' },
      },
      event: { meta: { sequence: { id: randomUUID(), position: 1, total: 1 } }, ...event },
    });
  }

  /** All changes of one request happen together; the events that tell of them carry the ticket as it is afterwards. */
  function change(
    ticket: ZendeskTicket,
    actor: { id: number; name: string; isStaff?: boolean },
    given: {
      status?: string;
      priority?: string;
      comment?: { body?: string; public?: boolean; uploads?: string[] };
    },
  ): void {
    const previous = ticket.status;
    ticket.status = given.status ?? ticket.status;
    ticket.priority = given.priority ?? ticket.priority;
    ticket.updated_at = stamp();
    if (given.comment?.body) {
      ids += 1;
      const attachments = (given.comment.uploads ?? []).map((token) => uploads.get(token) ?? '');
      const isPublic = given.comment.public !== false;
      ticket.comments.push({
        id: ids,
        author_id: actor.id,
        body: given.comment.body,
        public: isPublic,
        attachments,
      });
      const author = { id: String(actor.id), is_staff: actor.isStaff ?? true, name: actor.name };
      emit(ticket, actor.id, 'comment_added', {
        comment: { id: String(ids), body: given.comment.body, is_public: isPublic, author },
      });
    }
    if (ticket.status !== previous)
      emit(ticket, actor.id, 'status_changed', {
        current: ticket.status.toUpperCase(),
        previous: previous.toUpperCase(),
      });
  }

  function handle(request: IncomingMessage, url: URL, body: string, response: ServerResponse): ServerResponse {
    const isSignedIn = request.headers.authorization === expected;
    if (url.pathname === '/api/v2/users/me.json')
      return answer(response, 200, { user: isSignedIn ? ownUser : { id: null, name: 'Anonymous user' } });
    if (!isSignedIn) return answer(response, 401, { error: 'Couldn’t authenticate you' });
    if (request.method === 'POST' && url.pathname === '/api/v2/uploads.json') {
      ids += 1;
      uploads.set(`token-${ids}`, body);
      return answer(response, 201, { upload: { token: `token-${ids}`, attachment: { id: ids } } });
    }
    if (url.pathname === '/api/v2/tickets.json') {
      if (request.method === 'POST') return create(request, body, response);
      const named = [...tickets.values()].filter((one) => one.external_id === url.searchParams.get('external_id'));
      return answer(response, 200, { tickets: named.map((one) => shown(one).ticket), count: named.length });
    }
    const [isTicket, id, comments] = /^\/api\/v2\/tickets\/(\d+)(\/comments)?\.json$/.exec(url.pathname) ?? [];
    if (!isTicket) return answer(response, 404, { error: 'InvalidEndpoint', description: 'Not found' });
    const ticket = tickets.get(Number(id));
    if (!ticket) return answer(response, 404, { error: 'RecordNotFound', description: 'Not found' });
    if (comments)
      return answer(response, 200, { comments: ticket.comments.toReversed(), count: ticket.comments.length });
    if (request.method === 'GET') return answer(response, 200, shown(ticket));
    if (request.method !== 'PUT') return answer(response, 405, 'Method not allowed');
    if (ticket.status === 'closed') return refused(response, 'status', 'Status: closed prevents ticket update');
    const given = JSON.parse(body).ticket;
    if (given.status === 'new' && ticket.status !== 'new')
      return refused(response, 'status', 'Status: cannot be set back to New');
    if (Buffer.byteLength(given.comment?.body ?? '') > longestComment)
      return refused(response, 'comment', 'Comment: is too long');
    change(ticket, ownUser, given);
    return answer(response, 200, shown(ticket));
  }

  function create(request: IncomingMessage, body: string, response: ServerResponse): ServerResponse {
    const key = String(request.headers['idempotency-key'] ?? '');
    const known = keys.get(key);
    if (known && known.until > now().getTime()) {
      if (known.body !== body)
        return answer(response, 400, {
          error: 'IdempotentRequestError',
          description: 'Request parameters don’t match the given idempotency key',
        });
      const ticket = tickets.get(known.ticket);
      return answer(response, 201, ticket ? shown(ticket) : {}, { 'x-idempotency-lookup': 'hit' });
    }
    const { subject, priority, external_id, tags, comment, status, via_followup_source_id } = JSON.parse(body).ticket;
    if (Buffer.byteLength(comment?.body ?? '') > longestComment)
      return refused(response, 'comment', 'Comment: is too long');
    ids += 1;
    const follows = tickets.get(via_followup_source_id)?.status === 'closed';
    const source = follows
      ? { from: { ticket_id: Number(via_followup_source_id) }, rel: 'follow_up' }
      : { from: {}, rel: null };
    const ticket: ZendeskTicket = {
      id: ids,
      subject,
      status: status ?? 'new',
      priority: priority ?? null,
      external_id: external_id ?? null,
      tags: tags ?? [],
      submitter_id: ownUser.id,
      updated_at: stamp(),
      via: { channel: 'api', source },
      comments: [],
    };
    change(ticket, ownUser, { comment });
    tickets.set(ticket.id, ticket);
    if (key) keys.set(key, { body, ticket: ticket.id, until: now().getTime() + keysLast });
    return answer(response, 201, shown(ticket), { 'x-idempotency-lookup': 'miss' });
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url ?? '/', 'http://zendesk');
      requests.push({ method: request.method ?? '', path: url.pathname, headers: request.headers, body });
      const fault = /uploads|users/.test(url.pathname) ? undefined : faults.shift();
      if (fault === undefined) return void handle(request, url, body, response);
      if (fault !== 'lostAnswer') return void answer(response, fault.status, fault.body ?? '', fault.headers);
      const nowhere = { writeHead: () => nowhere, end: () => nowhere } as unknown as ServerResponse;
      handle(request, url, body, nowhere);
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ownUser,
    tickets,
    requests,
    faults,
    /** Webhook events on their way, the oldest first. */
    events,
    /** An agent submits a ticket. */
    submit(id: number, { comment, isPublic = true, status, agent = { id: 77, name: 'Zoe' } }: Submission): void {
      const ticket = tickets.get(id);
      if (!ticket) throw new Error('No such ticket.');
      change(ticket, agent, {
        ...(status === undefined ? {} : { status }),
        ...(comment === undefined ? {} : { comment: { body: comment, public: isPublic } }),
      });
    },
    /** What Zendesk's own automation does days after a ticket was solved. */
    closeSolved(id: number): void {
      const ticket = tickets.get(id);
      if (ticket?.status === 'solved') change(ticket, { id: -1, name: 'Zendesk' }, { status: 'closed' });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An event as Zendesk posts it, signed. */
export function signedEvent(event: object, secret: string, at: Date) {
  const body = JSON.stringify(event);
  const timestamp = at.toISOString();
  const headers = {
    'x-zendesk-webhook-signature': zendeskSignature(secret, timestamp, body),
    'x-zendesk-webhook-signature-timestamp': timestamp,
  };
  return { headers, body };
}
