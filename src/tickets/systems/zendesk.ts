import type { TicketState } from '../ticket.ts';
import { failure, objectOf, sendTo } from './send-json.ts';
import type { SystemPush, TicketSystem } from './ticket-system.ts';

export interface ZendeskOptions {
  /** e.g. `https://contactmonkey.zendesk.com`, without a path */
  url: string;
  /** Mail address of the user that the API token belongs to. */
  user: string;
  token: string;
}

/** Ticket statuses of the Zendesk Ticketing API (developer.zendesk.com, Tickets, JSON format). */
const statuses: Readonly<Record<TicketState, 'new' | 'open' | 'pending' | 'hold' | 'solved'>> = {
  new: 'new',
  assigned: 'open',
  'waiting-for-customer': 'pending',
  'waiting-for-contactmonkey': 'open',
  'waiting-for-microsoft': 'hold',
  solved: 'solved',
  reopened: 'open',
};

/** Ends each comment of ours, so that it is known again: when a try is repeated, and when Zendesk tells us of it. */
export function markOf(number: string, seq: number): string {
  return `[${number} #${seq}]`;
}

const system = 'Zendesk';

/**
 * Tickets in Zendesk Support: created with an `Idempotency-Key`, then public comments and status by updates. What was shared is
 * attached as the very text that the admin agreed to.
 */
export function createZendesk({ url, user, token }: ZendeskOptions): TicketSystem {
  const headers = {
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
      headers: { ...headers, ...more },
      ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return objectOf(system, await sendTo(system, `${url}${path}`, request, signal));
  }

  async function attach({ number, event, pack }: SystemPush, signal?: AbortSignal): Promise<string[]> {
    if (pack === null) return [];
    const name = encodeURIComponent(`${number}-${event.seq}.json`);
    const { upload } = await call('POST', `/api/v2/uploads.json?filename=${name}`, pack.text, signal);
    const uploaded = (upload as { token?: unknown } | undefined)?.token;
    if (typeof uploaded !== 'string') throw failure(system, 'badAnswer');
    return [uploaded];
  }

  async function create(push: SystemPush, signal?: AbortSignal): Promise<string> {
    const comment = { body: bodyOf(push), public: true, uploads: await attach(push, signal) };
    const ticket = {
      subject: `${push.number}: ${push.title}`,
      comment,
      priority: push.priority,
      external_id: push.ticketId,
      tags: ['quarantine-watch'],
    };
    const answer = await call('POST', '/api/v2/tickets.json', { ticket }, signal, { 'Idempotency-Key': push.key });
    return idOf(answer.ticket);
  }

  async function hasArrived(reference: string, push: SystemPush, signal?: AbortSignal): Promise<boolean> {
    const { comments } = await call(
      'GET',
      `/api/v2/tickets/${reference}/comments.json?sort_order=desc&per_page=100`,
      null,
      signal,
    );
    const mark = markOf(push.number, push.event.seq);
    return (
      Array.isArray(comments) &&
      comments.some((comment) =>
        String(comment?.body ?? '')
          .trimEnd()
          .endsWith(mark),
      )
    );
  }

  async function update(reference: string, push: SystemPush, signal?: AbortSignal): Promise<void> {
    if (push.event.isMessage || push.pack !== null) {
      if (push.maybeArrived && (await hasArrived(reference, push, signal))) return;
      const comment = { body: bodyOf(push), public: true, uploads: await attach(push, signal) };
      await call('PUT', `/api/v2/tickets/${reference}.json`, { ticket: { comment, ...standing(push) } }, signal);
      return;
    }
    await call('PUT', `/api/v2/tickets/${reference}.json`, { ticket: standing(push) }, signal);
  }

  return {
    name: 'zendesk',
    async push(push, signal) {
      const { reference } = push;
      if (reference === null) {
        const id = await create(push, signal);
        return { reference: id, url: `${url}/agent/tickets/${id}` };
      }
      if (!/^\d{1,20}$/.test(reference)) throw failure(system, 'notFound');
      await update(reference, push, signal);
      return { reference, url: `${url}/agent/tickets/${reference}` };
    },
  };
}

/** A ticket never goes back to Zendesk's `new`. */
function standing({ state, priority }: SystemPush) {
  const status = statuses[state];
  return { priority, status: status === 'new' ? 'open' : status };
}

function bodyOf({ number, event, pack }: SystemPush): string {
  const said = event.isMessage ? `${event.who}:\n${event.text}` : `${event.who}: ${event.text}`;
  return [said, ...(pack === null ? [] : [pack.readable]), markOf(number, event.seq)].join('\n\n');
}

function idOf(ticket: unknown): string {
  const id = (ticket as { id?: unknown } | undefined)?.id;
  if ((typeof id !== 'number' && typeof id !== 'string') || !/^\d{1,20}$/.test(String(id)))
    throw failure(system, 'badAnswer');
  return String(id);
}
