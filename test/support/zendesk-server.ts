import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ZendeskTicket {
  id: number;
  subject: string;
  status: string;
  priority: string | null;
  external_id: string | null;
  comments: { id: number; body: string; public: boolean; attachments: string[] }[];
}

/** A fault for the next request: an answer instead of the work, or the work without an answer. */
export type Fault = { status: number; body?: object | string; headers?: Record<string, string> } | 'lostAnswer';

/** Speaks as much of the Zendesk Ticketing API as a ticket needs, with its error bodies (developer.zendesk.com, 2026). */
export async function startZendesk(options: { user: string; token: string }) {
  const tickets = new Map<number, ZendeskTicket>();
  const uploads = new Map<string, string>();
  const idempotent = new Map<string, { body: string; ticket: number }>();
  const requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const faults: Fault[] = [];
  const expected = `Basic ${Buffer.from(`${options.user}/token:${options.token}`).toString('base64')}`;
  let ids = 100;

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

  function comment(
    ticket: ZendeskTicket,
    given: { body?: string; public?: boolean; uploads?: string[] } | undefined,
  ): void {
    if (!given?.body) return;
    ids += 1;
    const attachments = (given.uploads ?? []).map((token) => uploads.get(token) ?? '');
    ticket.comments.push({ id: ids, body: given.body, public: given.public !== false, attachments });
  }

  function handle(request: IncomingMessage, url: URL, body: string, response: ServerResponse): ServerResponse {
    if (request.headers.authorization !== expected)
      return answer(response, 401, { error: 'Couldn’t authenticate you' });
    if (request.method === 'POST' && url.pathname === '/api/v2/uploads.json') {
      ids += 1;
      uploads.set(`token-${ids}`, body);
      return answer(response, 201, { upload: { token: `token-${ids}`, attachment: { id: ids } } });
    }
    if (request.method === 'POST' && url.pathname === '/api/v2/tickets.json') return create(request, body, response);
    const [, id, comments] = /^\/api\/v2\/tickets\/(\d+)(\/comments)?\.json$/.exec(url.pathname) ?? [];
    const ticket = tickets.get(Number(id));
    if (!ticket) return answer(response, 404, { error: 'RecordNotFound', description: 'Not found' });
    if (comments)
      return answer(response, 200, { comments: ticket.comments.toReversed(), count: ticket.comments.length });
    if (request.method !== 'PUT') return answer(response, 405, 'Method not allowed');
    if (ticket.status === 'closed') {
      const details = { status: [{ description: 'Status: closed prevents ticket update' }] };
      return answer(response, 422, { error: 'RecordInvalid', description: 'Record validation errors', details });
    }
    const change = JSON.parse(body).ticket;
    Object.assign(ticket, { status: change.status ?? ticket.status, priority: change.priority ?? ticket.priority });
    comment(ticket, change.comment);
    return answer(response, 200, { ticket: { ...ticket, comments: undefined } });
  }

  function create(request: IncomingMessage, body: string, response: ServerResponse): ServerResponse {
    const key = String(request.headers['idempotency-key'] ?? '');
    const known = idempotent.get(key);
    if (known) {
      const ticket = tickets.get(known.ticket);
      return answer(response, 201, { ticket: { ...ticket, comments: undefined } }, { 'x-idempotency-lookup': 'hit' });
    }
    const { subject, priority, external_id, comment: given } = JSON.parse(body).ticket;
    ids += 1;
    const ticket: ZendeskTicket = { id: ids, subject, status: 'new', priority, external_id, comments: [] };
    comment(ticket, given);
    tickets.set(ticket.id, ticket);
    if (key) idempotent.set(key, { body, ticket: ticket.id });
    return answer(response, 201, { ticket: { ...ticket, comments: undefined } }, { 'x-idempotency-lookup': 'miss' });
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url ?? '/', 'http://zendesk');
      requests.push({ method: request.method ?? '', path: url.pathname, headers: request.headers, body });
      const fault = url.pathname.includes('uploads') ? undefined : faults.shift();
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
    tickets,
    requests,
    faults,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
