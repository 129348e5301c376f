import { failure, objectOf, sendTo } from './send-json.ts';
import { SystemFailure } from './ticket-system.ts';

export interface ZendeskOptions {
  /** e.g. `https://contactmonkey.zendesk.com`, without a path */
  url: string;
  /** Mail address of the user that the API token belongs to: one that no person works as. */
  user: string;
  token: string;
}

/** As much of a ticket as Zendesk's answers are read for. */
export interface ZendeskTicket {
  id: string;
  /** `new`, `open`, `pending`, `hold`, `solved`, `closed`, `deleted` */
  status: string;
  /** By Zendesk's clock, to the second. */
  updatedAt: Date | null;
}

export interface ZendeskComment {
  authorId: string;
  body: string;
}

const system = 'Zendesk';
/** Zendesk's own word for a ticket that was deleted; an address that leads nowhere is called otherwise. */
const goneCode = 'RecordNotFound';

/** The calls to the Zendesk Ticketing API that tickets need (developer.zendesk.com, 2026). Each rejects with `SystemFailure`. */
export function createZendeskApi({ url, user, token }: ZendeskOptions) {
  const common = {
    authorization: `Basic ${Buffer.from(`${user}/token:${token}`).toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json',
  };

  async function call(
    method: string,
    path: string,
    body: unknown,
    signal?: AbortSignal,
    more: Record<string, string> = {},
  ) {
    const request = {
      method,
      headers: { ...common, ...more },
      ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return objectOf(system, await sendTo(system, `${url}${path}`, request, signal));
  }

  return {
    pageOf: (id: string) => `${url}/agent/tickets/${id}`,

    /** Token of the upload, for a comment. */
    async upload(name: string, text: string, signal?: AbortSignal): Promise<string> {
      const path = `/api/v2/uploads.json?filename=${encodeURIComponent(name)}`;
      const { upload } = await call('POST', path, text, signal);
      const uploaded = (upload as { token?: unknown } | undefined)?.token;
      if (typeof uploaded !== 'string') throw failure(system, 'badAnswer');
      return uploaded;
    },

    /** The same key within two hours makes no second ticket; with another content it is `invalid`, code `IdempotentRequestError`. */
    async create(ticket: object, key: string, signal?: AbortSignal): Promise<ZendeskTicket> {
      const headers = { 'Idempotency-Key': key };
      return ticketFrom((await call('POST', '/api/v2/tickets.json', { ticket }, signal, headers)).ticket);
    },

    async update(id: string, ticket: object, signal?: AbortSignal): Promise<ZendeskTicket> {
      return ticketFrom((await call('PUT', `/api/v2/tickets/${id}.json`, { ticket }, signal)).ticket);
    },

    /** Null when it was deleted. */
    async ticket(id: string, signal?: AbortSignal): Promise<ZendeskTicket | null> {
      try {
        return ticketFrom((await call('GET', `/api/v2/tickets/${id}.json`, null, signal)).ticket);
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },

    /** Tickets that carry our id, the newest first. */
    async ticketsCalled(externalId: string, signal?: AbortSignal): Promise<ZendeskTicket[]> {
      const path = `/api/v2/tickets.json?external_id=${encodeURIComponent(externalId)}`;
      const { tickets } = await call('GET', path, null, signal);
      if (!Array.isArray(tickets)) throw failure(system, 'badAnswer');
      return tickets.map(ticketFrom).sort((a, b) => Number(b.id) - Number(a.id));
    },

    /** The newest hundred comments. */
    async comments(id: string, signal?: AbortSignal): Promise<ZendeskComment[]> {
      const path = `/api/v2/tickets/${id}/comments.json?sort_order=desc&per_page=100`;
      const { comments } = await call('GET', path, null, signal);
      if (!Array.isArray(comments)) throw failure(system, 'badAnswer');
      return comments.map((comment: { author_id?: unknown; body?: unknown } | null) => ({
        authorId: String(comment?.author_id ?? ''),
        body: String(comment?.body ?? ''),
      }));
    },

    /** Who we are there. A sign-in that is not accepted is nobody, and no failure. */
    async me(signal?: AbortSignal): Promise<string | null> {
      const { user: mine } = await call('GET', '/api/v2/users/me.json', null, signal);
      const id = (mine as { id?: unknown } | undefined)?.id;
      return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
    },
  };
}

/** Whether Zendesk says that it has no such ticket, which is something else than that nothing is at the address. */
export function isGone(error: unknown): boolean {
  return error instanceof SystemFailure && error.kind === 'notFound' && error.code === goneCode;
}

function ticketFrom(value: unknown): ZendeskTicket {
  const { id, status, updated_at } = (value ?? {}) as { id?: unknown; status?: unknown; updated_at?: unknown };
  if ((typeof id !== 'number' && typeof id !== 'string') || !/^\d{1,20}$/.test(String(id)))
    throw failure(system, 'badAnswer');
  const at = Date.parse(String(updated_at));
  return { id: String(id), status: String(status ?? ''), updatedAt: Number.isNaN(at) ? null : new Date(at) };
}
