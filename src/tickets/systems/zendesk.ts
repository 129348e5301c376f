import type { TicketState } from '../ticket.ts';
import { failure } from './send-json.ts';
import { type SharedPack, SystemFailure, type SystemPush, type TicketSystem, type Told } from './ticket-system.ts';
import { createZendeskApi, isGone, type ZendeskOptions, type ZendeskTicket } from './zendesk-api.ts';

/** Ticket statuses of the Zendesk Ticketing API (developer.zendesk.com, Tickets, JSON format). A ticket never goes back to `new`. */
const statuses: Readonly<Record<TicketState, 'open' | 'pending' | 'hold' | 'solved'>> = {
  new: 'open',
  assigned: 'open',
  'waiting-for-customer': 'pending',
  'waiting-for-contactmonkey': 'open',
  'waiting-for-microsoft': 'hold',
  solved: 'solved',
  reopened: 'open',
};

/** Bytes; Zendesk takes 64 KB in a comment. */
const longestComment = 60_000;
const cut = '\n… The whole of it is in the attached file.';
const ourselvesPatience = 3_000;

/** Ends each comment of ours, so that it is known again: when a try is repeated, and when Zendesk tells us of it. */
export function markOf(number: string, seq: number): string {
  return `[${number} #${seq}]`;
}

/**
 * Tickets in Zendesk Support: created with an `Idempotency-Key`, then public comments and status by updates. What was shared is
 * attached as the very text that the admin agreed to. A ticket that Zendesk has closed is followed up, one that was deleted there is
 * made again with all that was said and shared.
 */
export function createZendesk(options: ZendeskOptions): TicketSystem {
  const api = createZendeskApi(options);
  let ourselves: string | null = null;

  async function ownUser(): Promise<string | null> {
    try {
      ourselves ??= await api.me(AbortSignal.timeout(ourselvesPatience));
    } catch {
      return null;
    }
    return ourselves;
  }

  async function commentOf(push: SystemPush, opening: string[], packs: SharedPack[], signal?: AbortSignal) {
    const { number, event, pack } = push;
    const uploads: string[] = [];
    for (const { seq, text } of packs) uploads.push(await api.upload(`${number}-${seq}.json`, text, signal));
    const said = event.isMessage ? `${event.who}:\n${event.text}` : `${event.who}: ${event.text}`;
    const body = [...opening, said, ...(pack === null ? [] : [pack.readable])].join('\n\n');
    const mark = `\n\n${markOf(number, event.seq)}`;
    return { body: clipped(body, longestComment - mark.length) + mark, public: !isNote(push), uploads };
  }

  async function hasArrived(id: string, push: SystemPush, signal?: AbortSignal): Promise<boolean> {
    const mark = markOf(push.number, push.event.seq);
    const [mine, comments] = [await ownUser(), await api.comments(id, signal)];
    return comments.some(({ authorId, body }) => body.trimEnd().endsWith(mark) && (mine === null || authorId === mine));
  }

  /** A ticket that an earlier try made; the key that would tell is only kept for two hours. */
  async function madeBefore(push: SystemPush, signal?: AbortSignal): Promise<Told | null> {
    const found = (await api.ticketsCalled(push.ticketId, signal)).find(
      ({ id, status }) => id !== push.reference && status !== 'closed' && status !== 'deleted',
    );
    if (!found) return null;
    if (await hasArrived(found.id, push, signal)) return told(found, null);
    return update(found.id, push, signal);
  }

  /** Makes the ticket, or the one that goes on in the place of `push.reference`. */
  async function create(
    push: SystemPush,
    { opening = [], packs, more = {} }: { opening?: string[]; packs: SharedPack[]; more?: object },
    signal?: AbortSignal,
  ): Promise<Told> {
    if (push.maybeArrived) {
      const before = await madeBefore(push, signal);
      if (before !== null) return before;
    }
    const ticket = {
      subject: `${push.number}: ${push.title}`,
      comment: await commentOf(push, [customerLine(push), ...opening], packs, signal),
      priority: push.priority,
      external_id: push.ticketId,
      tags: ['quarantine-watch', customerTag(push)],
      ...more,
    };
    const key = push.reference === null ? push.key : `${push.key}:${push.reference}`;
    try {
      return told(await api.create(ticket, key, signal), null);
    } catch (error) {
      if (!(error instanceof SystemFailure) || error.code !== 'IdempotentRequestError') throw error;
      const before = await madeBefore(push, signal);
      if (before === null) throw failure('Zendesk', 'conflict');
      return before;
    }
  }

  async function update(id: string, push: SystemPush, signal?: AbortSignal): Promise<Told> {
    const { sets } = push.event;
    const comment = saysSomething(push)
      ? push.maybeArrived && (await hasArrived(id, push, signal))
        ? null
        : await commentOf(push, [], push.pack ? [push.pack] : [], signal)
      : null;
    const change = {
      ...(comment === null ? {} : { comment }),
      ...(sets === 'state' ? { status: statuses[push.state] } : {}),
      ...(sets === 'priority' ? { priority: push.priority } : {}),
    };
    if (Object.keys(change).length === 0) return { reference: id, url: api.pageOf(id), stateAt: null };
    const ticket = await api.update(id, change, signal);
    return told(ticket, sets === 'state' ? ticket.updatedAt : null);
  }

  /** A closed ticket takes nothing more: what matters begins a follow-up, the rest is settled with it. */
  async function followUp(reference: string, push: SystemPush, signal?: AbortSignal): Promise<Told> {
    const goesOn = saysSomething(push) || (push.event.sets === 'state' && push.state !== 'solved');
    if (!goesOn) return { reference, url: api.pageOf(reference), stateAt: null };
    const opening = [`This goes on from ticket ${reference}, which is closed.`];
    const more = { via_followup_source_id: Number(reference) };
    return create(push, { opening, packs: push.pack ? [push.pack] : [], more }, signal);
  }

  function makeAgain(reference: string, push: SystemPush, signal?: AbortSignal): Promise<Told> {
    const { text, packs } = push.earlier;
    const opening = [`This goes on from ticket ${reference}, which is not in Zendesk any more. So far:`, text];
    const more = { status: statuses[push.state] };
    return create(push, { opening, packs: [...packs, ...(push.pack ? [push.pack] : [])], more }, signal);
  }

  function told({ id }: ZendeskTicket, stateAt: Date | null): Told {
    return { reference: id, url: api.pageOf(id), stateAt };
  }

  return {
    name: 'zendesk',
    title: 'Zendesk',
    ownUser,
    async push(push, signal) {
      const { reference } = push;
      if (reference === null) return create(push, { packs: push.pack ? [push.pack] : [] }, signal);
      if (!/^\d{1,20}$/.test(reference)) throw failure('Zendesk', 'notFound');
      try {
        return await update(reference, push, signal);
      } catch (error) {
        if (isGone(error)) return makeAgain(reference, push, signal);
        if (!(error instanceof SystemFailure) || error.kind !== 'invalid') throw error;
        const ticket = await api.ticket(reference, signal);
        if (ticket === null) return makeAgain(reference, push, signal);
        if (ticket.status !== 'closed') throw error;
        return followUp(reference, push, signal);
      }
    },
  };
}

function customerLine({ customer }: SystemPush): string {
  const tenant = `tenant ${customer.tenantId}`;
  return `Customer: ${customer.name === null ? tenant : `${customer.name} (${tenant})`}`;
}

/** One tag for each customer, for views and triggers. Tags hold letters, digits, `-`, `_` and `/`. */
function customerTag({ customer }: SystemPush): string {
  return `customer-${customer.tenantId.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_')}`;
}

/** Whether a comment tells of the event, or a field of the ticket alone. */
function saysSomething(push: SystemPush): boolean {
  return push.event.isMessage || push.pack !== null || isNote(push);
}

/** What only ContactMonkey's own people want to know. */
function isNote({ event }: SystemPush): boolean {
  return event.kind === 'merged' || event.kind === 'absorbed';
}

function clipped(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const kept = Buffer.from(text).subarray(0, most - Buffer.byteLength(cut));
  return new TextDecoder().decode(kept).replace(/\uFFFD+$/, '') + cut;
}
