import { randomInt, randomUUID } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { type AnnounceShared, keepShared, type SharedTicket, sharedTickets } from '../store/shared-tickets.ts';
import { keepDraft, keptDraft, type TicketDraft } from '../store/ticket-drafts.ts';
import {
  type Announce,
  auditTicket,
  changeTickets,
  DraftUsedError,
  insertTicket,
  type KeptTicket,
  keptTicket,
  listTickets,
} from '../store/tickets.ts';
import { cleanText, cleanTitle } from './clean-text.ts';
import { type SealedPack, sealPack } from './consent.ts';
import { type Command, type Decision, decide, numbered } from './decide.ts';
import { contactOf } from './evidence/contact.ts';
import type { EvidencePart } from './evidence/part.ts';
import { houseTargets, type ResponseTargets, responseClock } from './response-clock.ts';
import { sharedView } from './shared-view.ts';
import type { Actor, Happening, Ticket } from './ticket.ts';
import { sharedExport, wholeExport } from './ticket-export.ts';
import type {
  ListFilter,
  NotDone,
  Offer,
  Opening,
  Outcome,
  TicketList,
  TicketRef,
  TicketRoom,
  TicketView,
} from './ticket-room.ts';

export interface TicketRoomOptions {
  database: Database;
  /** ContactMonkey's own tenant, where its people sit when they are not guests of the customer; null when there is none. */
  csmTenant?: string | null;
  targets?: ResponseTargets;
  /** Puts news of a customer's ticket on its way; it is given the customer's tenant. */
  announce?: (customerTenant: string) => Announce;
  /** Puts news of a shared copy on its way inside ContactMonkey's tenant. */
  announceShared?: AnnounceShared;
  newNumber?: () => string;
}

const draftLasts = 24 * 3_600_000;
const numberTries = 8;
const listed = 50;

/** Tickets of every tenant this service serves; each transaction sees one tenant's rows alone. */
export function createTicketRoom(
  options: TicketRoomOptions,
): TicketRoom & { mirror(customerTenant: string, ticketId: string): Promise<void> } {
  const { database, csmTenant = null, targets = houseTargets } = options;
  const newNumber = options.newNumber ?? (() => `CM-${randomInt(1_000_000, 9_999_999)}`);
  const announcer = (tenantId: string) => options.announce?.(tenantId);

  async function refused(actor: Actor, action: string, details: Record<string, unknown>, now: Date): Promise<void> {
    const by = { id: actor.id, name: actor.name };
    const entry = { by, at: now, action, outcome: 'refused' as const, details: { ...details, side: actor.side } };
    await auditTicket(database, actor.tenantId, entry);
  }

  async function refuse(
    actor: Actor,
    action: string,
    sentence: string,
    now: Date,
    details: Record<string, unknown> = {},
  ): Promise<NotDone> {
    await refused(actor, action, details, now);
    return { done: false, why: 'refused', sentence, view: null };
  }

  /** The same words for a ticket that is not there, not shared or another's: whoever tries learns nothing. */
  async function noSuch(actor: Actor, action: string, ref: TicketRef, now: Date): Promise<NotDone> {
    const name = 'number' in ref ? ref.number : 'that ticket';
    await refused(actor, action, { ...ref }, now);
    return { done: false, why: 'unknown', sentence: `I know of no ticket ${name} that you may see.`, view: null };
  }

  function viewOf(kept: KeptTicket, actor: Actor, now: Date, from: Partial<SharedTicket> = {}): TicketView {
    return {
      customerTenant: from.customerTenant ?? actor.tenantId,
      customerName: from.customerName ?? null,
      id: kept.ticket.id,
      shared: sharedView(kept),
      whole: actor.side === 'customer' ? kept : null,
      clock: responseClock(kept.ticket, now, targets),
    };
  }

  function viewOfShared(copy: SharedTicket, now: Date): TicketView {
    const { view } = copy;
    const waits = { waitingFor: view.waitingFor, waitingSince: new Date(view.waitingSince), priority: view.priority };
    return {
      customerTenant: copy.customerTenant,
      customerName: copy.customerName,
      id: copy.ticketId,
      shared: view,
      whole: null,
      clock: responseClock(waits, now, targets),
    };
  }

  const sitsAtContactMonkey = (actor: Actor) =>
    actor.side === 'contactmonkey' && csmTenant !== null && actor.tenantId === csmTenant;

  async function locate(
    actor: Actor,
    ref: TicketRef,
  ): Promise<{ tenantId: string; copy: SharedTicket | null; id: string } | 'several' | null> {
    if (sitsAtContactMonkey(actor)) {
      const copies = (await sharedTickets(database, actor.tenantId, actor.id)).filter(
        (copy) =>
          ('id' in ref ? copy.ticketId === ref.id : copy.view.number === ref.number) &&
          (!ref.customerTenant || copy.customerTenant === ref.customerTenant),
      );
      const [copy, second] = copies;
      if (second) return 'several';
      return copy ? { tenantId: copy.customerTenant, copy, id: copy.ticketId } : null;
    }
    if (ref.customerTenant && ref.customerTenant !== actor.tenantId) return null;
    const kept = await keptTicket(database, actor.tenantId, ref);
    return kept ? { tenantId: actor.tenantId, copy: null, id: kept.ticket.id } : null;
  }

  async function mirror(customerTenant: string, ticketId: string): Promise<void> {
    if (csmTenant === null) return;
    const kept = await keptTicket(database, customerTenant, { id: ticketId });
    if (kept)
      await keepShared(
        database,
        csmTenant,
        { customerTenant, ticketId, view: sharedView(kept) },
        options.announceShared,
      );
  }

  async function draftOf(actor: Actor, draftId: string, action: string, now: Date): Promise<TicketDraft | NotDone> {
    if (actor.side !== 'customer') return refuse(actor, action, 'Only the customer’s own people share evidence.', now);
    const draft = await keptDraft(database, actor.tenantId, draftId);
    if (draft === null || now.getTime() - draft.madeAt.getTime() > draftLasts)
      return invalid('That form is too old. Start again; nothing was sent.');
    if (draft.madeBy !== actor.id)
      return refuse(actor, action, 'Somebody else was asked with that form. Start your own; nothing was sent.', now, {
        draftId,
      });
    if (draft.usedFor !== null) return invalid(`That form was sent already: it became part of ${draft.usedFor}.`);
    return draft;
  }

  async function offer(
    actor: Actor,
    { evidence, subject, forTicket }: Parameters<TicketRoom['offer']>[1],
    now: Date,
  ): Promise<Outcome<Offer>> {
    if (actor.side !== 'customer')
      return refuse(actor, 'ticket.offer', 'Only the customer’s own people open tickets.', now);
    let ticketId: string | null = null;
    if (forTicket !== null) {
      const found = await locate(actor, forTicket);
      if (found === null || found === 'several') return noSuch(actor, 'ticket.offer', forTicket, now);
      ticketId = found.id;
    }
    const parts = [...evidence.parts.filter(({ id }) => id !== 'contact'), contactOf(actor.name)].filter(
      (part) => part !== null,
    );
    const draft = {
      id: randomUUID(),
      madeBy: actor.id,
      madeAt: now,
      forTicket: ticketId,
      subject,
      title: cleanTitle(evidence.title),
      parts,
    };
    await keepDraft(database, actor.tenantId, draft, new Date(now.getTime() - 2 * draftLasts));
    return done({ draftId: draft.id, forTicket: ticketId, title: draft.title, parts });
  }

  async function open(actor: Actor, opening: Opening, now: Date): Promise<Outcome<TicketView>> {
    const draft = await draftOf(actor, opening.draftId, 'ticket.open', now);
    if ('done' in draft) return draft;
    if (draft.forTicket !== null) return invalid('That form shares evidence on a ticket; it opens none.');
    const title = cleanTitle(opening.title) || draft.title;
    for (let attempt = 0; attempt < numberTries; attempt += 1) {
      const number = newNumber();
      const about = {
        ticket: number,
        share: 1,
        sharedAt: now.toISOString(),
        title,
        description: cleanText(opening.description),
        priority: opening.priority,
      };
      const sealed = sealPack(about, draft.parts, new Set(opening.ticked));
      const opened: Happening = { kind: 'opened', number, title, priority: opening.priority, subject: draft.subject };
      const history = numbered({ revision: 0 }, [opened, sharedHappening(sealed)], actor, now);
      const id = randomUUID();
      const kept = await onceOnly(() =>
        insertTicket(
          database,
          actor.tenantId,
          {
            id,
            history,
            usedDraft: { id: draft.id, number },
            ...recordOf(id, number, actor, draft.parts, sealed, now, 'ticket.open'),
          },
          announcer(actor.tenantId),
        ),
      );
      if (kept === 'used') return sentAlready(actor, draft.id);
      if (kept === null) continue;
      await mirror(actor.tenantId, id);
      return done(viewOf(kept, actor, now));
    }
    throw new Error('No free ticket number was found.');
  }

  async function share(
    actor: Actor,
    sharing: Pick<Opening, 'draftId' | 'ticked'>,
    now: Date,
  ): Promise<Outcome<TicketView>> {
    const draft = await draftOf(actor, sharing.draftId, 'ticket.share', now);
    if ('done' in draft) return draft;
    const { forTicket } = draft;
    if (forTicket === null) return invalid('That form opens a ticket; send it there.');
    const ticked = new Set(sharing.ticked);
    if (!draft.parts.some(({ id }) => ticked.has(id))) return invalid('Nothing was ticked, so nothing was shared.');
    const outcome = await onceOnly(() =>
      changeTickets<Outcome<null>>(
        database,
        actor.tenantId,
        [forTicket],
        ([kept]) => {
          if (!kept) return { result: invalid('That ticket is gone.') };
          const { ticket, consents } = kept;
          if (ticket.mergedInto)
            return { result: invalid(`${ticket.number} was merged into ${ticket.mergedInto.number}. Share it there.`) };
          const about = {
            ticket: ticket.number,
            share: consents.length + 1,
            sharedAt: now.toISOString(),
            title: ticket.title,
            description: '',
            priority: ticket.priority,
          };
          const sealed = sealPack(about, draft.parts, ticked);
          const moved: Happening[] =
            ticket.state === 'waiting-for-customer'
              ? [{ kind: 'state', to: 'waiting-for-contactmonkey', along: true }]
              : [];
          return {
            result: done(null),
            events: [
              { ticketId: ticket.id, events: numbered(ticket, [sharedHappening(sealed), ...moved], actor, now) },
            ],
            usedDraft: { id: draft.id, number: ticket.number },
            ...recordOf(ticket.id, ticket.number, actor, draft.parts, sealed, now, 'ticket.share'),
          };
        },
        announcer(actor.tenantId),
      ),
    );
    if (outcome === 'used') return sentAlready(actor, draft.id);
    if (!outcome.done) return outcome;
    await mirror(actor.tenantId, forTicket);
    return find(actor, { id: forTicket }, now);
  }

  async function sentAlready(actor: Actor, draftId: string): Promise<NotDone> {
    const draft = await keptDraft(database, actor.tenantId, draftId);
    return invalid(`That form was sent already: it became part of ${draft?.usedFor ?? 'a ticket'}.`);
  }

  async function find(actor: Actor, ref: TicketRef, now: Date): Promise<Outcome<TicketView>> {
    const found = await locate(actor, ref);
    if (found === 'several') return invalid('Several customers have a ticket of that number. Open it from the list.');
    if (found === null) return noSuch(actor, 'ticket.read', ref, now);
    if (found.copy) return done(viewOfShared(found.copy, now));
    const kept = await keptTicket(database, found.tenantId, { id: found.id });
    return kept ? done(viewOf(kept, actor, now)) : noSuch(actor, 'ticket.read', ref, now);
  }

  async function list(actor: Actor, filter: ListFilter, now: Date): Promise<TicketList> {
    if (sitsAtContactMonkey(actor)) {
      const copies = (await sharedTickets(database, actor.tenantId, actor.id)).filter(
        ({ view }) =>
          (!filter.states || filter.states.includes(view.state)) &&
          (!filter.waitingFor || view.waitingFor === filter.waitingFor) &&
          (!filter.mine || view.assignee?.id === actor.id),
      );
      return { tickets: copies.slice(0, listed).map((copy) => viewOfShared(copy, now)), total: copies.length };
    }
    const { mine, subject, ...rest } = filter;
    const own = mine && actor.side === 'customer' ? { openedBy: actor.id } : {};
    const about = subject && actor.side === 'customer' ? { subject } : {};
    const { tickets, total } = await listTickets(database, actor.tenantId, { ...rest, ...own, ...about }, listed);
    const views: TicketView[] = [];
    for (const ticket of tickets) {
      if (mine && actor.side === 'contactmonkey' && ticket.assignee?.id !== actor.id) continue;
      const kept = await keptTicket(database, actor.tenantId, { id: ticket.id });
      if (kept) views.push(viewOf(kept, actor, now));
    }
    return { tickets: views, total: mine && actor.side === 'contactmonkey' ? views.length : total };
  }

  async function act(
    actor: Actor,
    ref: TicketRef,
    command: Command,
    seen: number | null,
    now: Date,
  ): Promise<Outcome<TicketView>> {
    const action = `ticket.${command.kind}`;
    const found = await locate(actor, ref);
    if (found === 'several') return invalid('Several customers have a ticket of that number. Open it from the list.');
    if (found === null) return noSuch(actor, action, ref, now);
    const other =
      command.kind === 'merge' ? await locate(actor, { ...command.into, customerTenant: found.tenantId }) : null;
    if (command.kind === 'merge' && (other === null || other === 'several'))
      return noSuch(actor, action, command.into, now);
    const ids = [found.id, ...(other === null || other === 'several' ? [] : [other.id])];
    const asked = command.kind === 'message' ? { ...command, text: cleanText(command.text) } : command;
    const decision = await changeTickets<Decision>(
      database,
      found.tenantId,
      ids,
      (kept) => {
        const target = kept.find(({ ticket }) => ticket.id === found.id);
        if (!target) return { result: { done: false, late: false, sentence: 'That ticket is gone.' } };
        const into = kept.find(({ ticket }) => ticket.id === ids[1]);
        const decided = decideWith(target, asked, into?.ticket ?? null, actor, seen, now);
        const details = {
          ticket: target.ticket.number,
          side: actor.side,
          actorTenant: actor.tenantId,
          ...detailsOf(asked),
        };
        const by = { id: actor.id, name: actor.name };
        if (!decided.done)
          return {
            result: decided,
            audits: [{ by, at: now, action, outcome: 'refused', details: { ...details, late: decided.late } }],
          };
        const absorbed: Happening = { kind: 'absorbed', from: { id: target.ticket.id, number: target.ticket.number } };
        return {
          result: decided,
          events: [
            { ticketId: found.id, events: decided.events },
            ...(command.kind === 'merge' && into
              ? [{ ticketId: into.ticket.id, events: numbered(into.ticket, [absorbed], actor, now) }]
              : []),
          ],
          audits: [{ by, at: now, action, outcome: 'done', details }],
        };
      },
      announcer(found.tenantId),
    );
    if (decision.done) for (const id of ids) await mirror(found.tenantId, id);
    const view = await find(actor, { id: found.id, customerTenant: found.tenantId }, now);
    if (decision.done) return view;
    const { late, sentence } = decision;
    return { done: false, why: late ? 'late' : 'invalid', sentence, view: view.done ? view.value : null };
  }

  return {
    offer,
    open,
    share,
    find,
    list,
    act,
    refused,
    mirror,
    async offered(actor, draftId, now) {
      const draft = await draftOf(actor, draftId, 'ticket.offer', now);
      if ('done' in draft) return draft;
      return done({ draftId: draft.id, forTicket: draft.forTicket, title: draft.title, parts: draft.parts });
    },
    async export(actor, ref, now) {
      const found = await find(actor, ref, now);
      if (!found.done) return found;
      const { whole, shared } = found.value;
      const by = { id: actor.id, name: actor.name };
      const details = { ticket: shared.number, side: actor.side };
      await auditTicket(database, actor.tenantId, { by, at: now, action: 'ticket.export', outcome: 'done', details });
      return done({ number: shared.number, ...(whole ? wholeExport(whole) : sharedExport(shared)) });
    },
  };
}

function decideWith(
  target: KeptTicket,
  command: Command,
  into: Ticket | null,
  actor: Actor,
  seen: number | null,
  now: Date,
): Decision {
  if (command.kind !== 'merge') return decide(target, command, actor, seen, now);
  if (into === null) return { done: false, late: false, sentence: 'A ticket cannot be merged into itself.' };
  if (into.mergedInto !== null)
    return {
      done: false,
      late: false,
      sentence: `${into.number} was itself merged into ${into.mergedInto.number}. Merge into that one.`,
    };
  return decide(target, { kind: 'merge', into: { id: into.id, number: into.number } }, actor, seen, now);
}

function detailsOf(command: Command): Record<string, unknown> {
  if (command.kind === 'message') return { as: command.as, characters: command.text.length };
  if (command.kind === 'assign') return { to: command.to?.id ?? null };
  return command.kind === 'merge' ? { into: command.into.number } : { to: command.to };
}

/** What of a sharing is kept for good: who agreed, to which bytes, and what was struck out. */
function recordOf(
  ticketId: string,
  number: string,
  actor: Actor,
  offered: EvidencePart[],
  sealed: SealedPack,
  now: Date,
  action: string,
) {
  const by = { id: actor.id, name: actor.name };
  const sent = new Set(sealed.pack.parts.map(({ id }) => id));
  const struckOut = offered.filter(({ id }) => !sent.has(id)).map(({ title }) => title);
  const details = {
    ticket: number,
    share: sealed.pack.share,
    sha256: sealed.sha256,
    bytes: Buffer.byteLength(sealed.text),
    parts: sealed.pack.parts.map(({ title }) => title),
    struckOut,
    sharedWith: sealed.pack.sharedWith,
  };
  return {
    consents: [{ ticketId, by, at: now, struckOut, sealed }],
    audits: [{ by, at: now, action, outcome: 'done' as const, details }],
  };
}

function sharedHappening({ pack, sha256 }: SealedPack): Happening {
  return { kind: 'shared', share: pack.share, sha256, parts: pack.parts.map(({ title }) => title) };
}

async function onceOnly<T>(work: () => Promise<T>): Promise<T | 'used'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DraftUsedError) return 'used';
    throw error;
  }
}

function done<T>(value: T): { done: true; value: T } {
  return { done: true, value };
}

function invalid(sentence: string): NotDone {
  return { done: false, why: 'invalid', sentence, view: null };
}
