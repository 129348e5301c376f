import { randomInt, randomUUID } from 'node:crypto';
import { inTenant } from '../store/tenant-scope.ts';
import { keepDraft, keptDraft, type TicketDraft } from '../store/ticket-drafts.ts';
import { changeTickets, DraftUsedError, insertTicketIn, openTicketAbout } from '../store/tickets.ts';
import type { TicketAccess } from './access.ts';
import { cleanText, cleanTitle } from './clean-text.ts';
import { type SealedPack, sealPack } from './consent.ts';
import { answeredBy, longestMessage, numbered } from './decide.ts';
import { contactOf } from './evidence/contact.ts';
import type { EvidencePart } from './evidence/part.ts';
import { done, invalid } from './outcomes.ts';
import { readsOnlySentence } from './refusal-words.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor, Happening } from './ticket.ts';
import type { NotDone, Offer, Opening, Outcome, TicketRoom, TicketView } from './ticket-room.ts';

/** A form may be sent for a day; then what it offered is forgotten. */
export const draftLasts = 24 * 3_600_000;
const numberTries = 8;

/** Forms, and what comes of them: a ticket, or more evidence on one. Only the customer's own people share. */
export function createSharing(
  options: TicketRoomOptions,
  { refuse, noSuch, locate, viewOf, find, mirrorNow }: TicketAccess,
): Pick<TicketRoom, 'offer' | 'offered' | 'open' | 'share'> {
  const { database } = options;
  const newNumber = options.newNumber ?? (() => `CM-${randomInt(1_000_000, 9_999_999)}`);
  const announcer = (tenantId: string) => options.announce?.(tenantId);

  async function draftOf(actor: Actor, draftId: string, action: string, now: Date): Promise<TicketDraft | NotDone> {
    if (actor.side !== 'customer') return refuse(actor, action, 'Only the customer’s own people share evidence.', now);
    if (actor.readsOnly) return refuse(actor, action, readsOnlySentence, now, { reason: 'noRole' });
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
    if (actor.readsOnly) return refuse(actor, 'ticket.offer', readsOnlySentence, now, { reason: 'noRole' });
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

  async function offered(actor: Actor, draftId: string, now: Date): Promise<Outcome<Offer>> {
    const draft = await draftOf(actor, draftId, 'ticket.offer', now);
    if ('done' in draft) return draft;
    return done({ draftId: draft.id, forTicket: draft.forTicket, title: draft.title, parts: draft.parts });
  }

  async function open(actor: Actor, opening: Opening, now: Date): Promise<Outcome<TicketView>> {
    const draft = await draftOf(actor, opening.draftId, 'ticket.open', now);
    if ('done' in draft) return draft;
    if (draft.forTicket !== null) return invalid('That form shares evidence on a ticket; it opens none.');
    const title = cleanTitle(opening.title) || draft.title;
    if (opening.description.length > longestMessage)
      return invalid(`A description has at most ${longestMessage} characters; nothing was sent.`);
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
      const record = recordOf(id, number, actor, draft.parts, sealed, now, 'ticket.open');
      const asked = { id, history, usedDraft: { id: draft.id, number }, ...record };
      const { subject } = draft;
      const kept = await onceOnly(() =>
        inTenant(database.kysely, actor.tenantId, async (t) => {
          const there = subject === null || opening.again ? null : await openTicketAbout(t, actor.tenantId, subject);
          return there === null ? insertTicketIn(t, actor.tenantId, asked, announcer(actor.tenantId)) : { there };
        }),
      );
      if (kept === 'used') return sentAlready(actor, draft.id);
      if (kept !== null && 'there' in kept) return thereAlready(actor, kept.there, now);
      if (kept === null) continue;
      await mirrorNow(actor.tenantId, id);
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
          const moved = answeredBy(ticket);
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
    await mirrorNow(actor.tenantId, forTicket);
    return find(actor, { id: forTicket }, now);
  }

  async function sentAlready(actor: Actor, draftId: string): Promise<NotDone> {
    const draft = await keptDraft(database, actor.tenantId, draftId);
    return invalid(`That form was sent already: it became part of ${draft?.usedFor ?? 'a ticket'}.`);
  }

  async function thereAlready(
    actor: Actor,
    { id, number }: { id: string; number: string },
    now: Date,
  ): Promise<NotDone> {
    const view = await find(actor, { id }, now);
    const sentence = `There is an open ticket about this already, ${number}, so nothing was sent. Write there or share more on it; press “Open another” if it is about something else.`;
    return { done: false, why: 'late', sentence, view: view.done ? view.value : null };
  }

  return { offer, offered, open, share };
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
