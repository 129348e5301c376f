import { headingText, plainText } from '../cards/escape.ts';
import { messageCard } from '../cards/message/index.ts';
import { ticketCard } from '../cards/ticket/index.ts';
import type { Outbox, OutgoingMessage } from '../store/outbox.ts';
import type { AnnounceShared } from '../store/shared-tickets.ts';
import type { TicketJobs } from '../store/ticket-jobs.ts';
import { csmsOf, type TicketPlace, ticketPlaces } from '../store/ticket-places.ts';
import type { Announce } from '../store/tickets.ts';
import { houseTargets, type ResponseTargets, responseClock } from './response-clock.ts';
import { type SharedEvent, sharedView } from './shared-view.ts';
import type { Person, Side } from './ticket.ts';
import { ticketCardData } from './ticket-card.ts';
import type { TicketView } from './ticket-room.ts';
import { stateWords } from './words.ts';

export interface AnnouncerOptions {
  outbox: Pick<Outbox, 'enqueue'>;
  /** Asks for copies and for pushes to ticketing systems; absent where there are neither. */
  jobs?: TicketJobs;
  hasCsmTenant?: boolean;
  hasSystems?: boolean;
  targets?: ResponseTargets;
}

/** Cards in channels are read by many, so their times are in UTC. */
const everybody = { locale: 'en-GB', timeZone: 'UTC' };
const paragraph = 550;
/** A ticket begins with its opening and what was shared by it. */
const openingEvents = 2;
/** A change in more words than these is a paragraph of its own, where it is shown whole. */
const longestHeading = 70;

type Transaction = Parameters<Outbox['enqueue']>[0];

/** Puts the cards of tickets into a place of ContactMonkey's people, as part of the transaction; one that stands there already stays. */
export type ShowAll = (
  transaction: Transaction,
  tenantId: string,
  place: TicketPlace,
  views: readonly TicketView[],
  at: Date,
) => Promise<void>;

/** Tells somebody at ContactMonkey in their chat, or where they work on tickets when I know no chat, as part of the transaction. */
export type TellPerson = (
  transaction: Transaction,
  tenantId: string,
  person: Person,
  words: string,
  at: Date,
) => Promise<void>;

/**
 * Puts news of tickets into the outbox: the card of a ticket changes in place, and what the other side did comes as a message of its
 * own (in a channel: in the thread of the card), each once and in order.
 */
export function createAnnouncer(options: AnnouncerOptions): {
  customer(tenantId: string): Announce;
  shared(csmTenant: string): AnnounceShared;
  showAll: ShowAll;
  tellPerson: TellPerson;
} {
  const { outbox, jobs, targets = houseTargets } = options;

  async function tell(
    t: Transaction,
    place: { tenantId: string; conversationId: string; isChannel: boolean },
    view: TicketView,
    viewer: Side,
    news: SharedEvent[],
    at: Date,
  ): Promise<void> {
    const { tenantId, conversationId, isChannel } = place;
    const cardKey = `ticket:${view.customerTenant}:${view.id}`;
    const mark = `${cardKey}:${conversationId}`;
    const card = { tenantId, conversationId, cardKey, at };
    await outbox.enqueue(t, {
      ...card,
      kind: 'card',
      id: `${mark}:card:${view.shared.revision}`,
      message: cardMessage(view, viewer),
    });
    for (const event of news) {
      const message = newsMessage(view, event);
      const id = `${mark}:${event.seq}`;
      if (isChannel) await outbox.enqueue(t, { ...card, kind: 'reply', id, message });
      else await outbox.enqueue(t, { tenantId, conversationId, at, kind: 'message', id, message });
    }
  }

  function customer(tenantId: string): Announce {
    return async (t, kept) => {
      const { ticket, history, newEvents } = kept;
      const at = newEvents.at(-1)?.at ?? ticket.waitingSince;
      const shared = sharedView(kept);
      const base = {
        customerTenant: tenantId,
        customerName: null,
        id: ticket.id,
        shared,
        clock: responseClock(ticket, at, targets),
      };
      const people = history.filter(({ by }) => by.side === 'customer').map(({ by }) => by.id);
      const places = await ticketPlaces(t, people);
      const fresh = shared.thread.slice(-newEvents.length);
      const heardBefore = history.some(({ by }) => by.side !== 'customer');
      for (const { conversationId } of heardBefore ? places.chats : []) {
        const news = fresh.filter((event) => event.side !== 'customer' && isTold(event));
        await tell(t, { tenantId, conversationId, isChannel: false }, { ...base, whole: kept }, 'customer', news, at);
      }
      for (const place of places.channels)
        await tell(t, { tenantId, ...place }, { ...base, whole: null }, 'contactmonkey', fresh.filter(isTold), at);
      if (options.hasCsmTenant) await jobs?.mirror(t, { tenantId, ticketId: ticket.id });
      if (options.hasSystems) await jobs?.push(t, { tenantId, ticketId: ticket.id });
    };
  }

  function shared(csmTenant: string): AnnounceShared {
    return async (t, { customerTenant, customerName, ticketId, view, since }) => {
      const fresh = view.thread.filter(({ seq }) => seq > since);
      const at = new Date(fresh.at(-1)?.at ?? view.waitingSince);
      const waits = { waitingFor: view.waitingFor, waitingSince: new Date(view.waitingSince), priority: view.priority };
      const clock = responseClock(waits, at, targets);
      const seen = {
        customerTenant,
        customerName: customerName ?? customerTenant,
        id: ticketId,
        shared: view,
        whole: null,
        clock,
      };
      const csms = await csmsOf(t, customerTenant);
      const unheard = { csmTenant, customerTenant, ticketId, at };
      if (csms.length === 0)
        return tellDesks(t, { ...unheard, name: 'unassigned', words: nobodyHasIt(customerTenant) });
      const places = await ticketPlaces(t, csms, csms);
      if (!places.isReached) await tellDesks(t, { ...unheard, name: 'unreached', words: nobodyCanBeTold(seen) });
      const rooms = [
        ...places.channels,
        ...places.chats.map(({ conversationId }) => ({ conversationId, isChannel: false })),
      ];
      for (const room of rooms) {
        const news = fresh.filter((event) => isTold(event) && (room.isChannel || event.side !== 'contactmonkey'));
        await tell(t, { tenantId: csmTenant, ...room }, seen, 'contactmonkey', news, at);
      }
    };
  }

  /** Nothing of the ticket is told to desks whose people do not look after the customer; that it is there is. */
  async function tellDesks(
    t: Transaction,
    news: { csmTenant: string; customerTenant: string; ticketId: string; name: string; words: string; at: Date },
  ): Promise<void> {
    const { csmTenant, customerTenant, ticketId, name, words, at } = news;
    const message = { summary: plainText(words, 200), card: null, text: words, short: words };
    for (const { conversationId } of (await ticketPlaces(t, [])).channels) {
      const id = `ticket:${customerTenant}:${ticketId}:${name}:${conversationId}`;
      await outbox.enqueue(t, { tenantId: csmTenant, conversationId, at, kind: 'message', id, message });
    }
  }

  const showAll: ShowAll = async (t, tenantId, place, views, at) => {
    for (const view of views) await tell(t, { tenantId, ...place }, view, 'contactmonkey', [], at);
  };

  const tellPerson: TellPerson = async (t, tenantId, { id: person, name }, words, at) => {
    const { chats, channels } = await ticketPlaces(t, [person], [person]);
    const text = chats.length > 0 ? words : `${plainText(name, 60)}: ${words}`;
    const message = { summary: plainText(text, 200), card: null, text, short: text };
    for (const { conversationId } of chats.length > 0 ? chats : channels)
      await outbox.enqueue(t, { tenantId, conversationId, at, kind: 'message', message });
  };

  return { customer, shared, showAll, tellPerson };
}

function nobodyHasIt(customerTenant: string): string {
  return `A customer that nobody looks after has a ticket (tenant ${customerTenant}). Say “customers” to me to see who takes it.`;
}

function nobodyCanBeTold({ customerName }: { customerName: string }): string {
  return `${plainText(customerName, 80)} has a ticket, and I have no chat with those who look after it. They see it when they write to me; say “customers” to me to see who they are.`;
}

/** The opening is told by the card itself, as is a state that followed from something; how a system names the ticket is nobody's news. */
function isTold({ seq, change, message, along }: SharedEvent): boolean {
  if (along || seq <= openingEvents) return false;
  return message !== null || (change !== null && !/^(?:opened|known to)\b/.test(change));
}

function cardMessage(view: TicketView, viewer: Side): OutgoingMessage {
  const { number, title, state } = view.shared;
  const summary = plainText(`${number}: ${title} – ${stateWords[state]}`, 200);
  const short = `${summary}. Ask me “status of ${number}” for the rest.`;
  return { summary, card: ticketCard(ticketCardData(view, viewer, everybody, { isKept: true })), text: short, short };
}

function newsMessage(view: TicketView, event: SharedEvent): OutgoingMessage {
  const { number } = view.shared;
  const { message, change, name } = event;
  const who = plainText(name, 60);
  const verb =
    message === null
      ? (change ?? '')
      : message.as === 'answer'
        ? 'wrote'
        : message.as === 'question'
          ? 'asks'
          : 'asks for evidence';
  const isLong = message === null && verb.length > longestHeading;
  const heading = isLong ? `${number}: ${who}` : `${number}: ${who} ${message === null ? `– ${verb}` : verb}`;
  const paragraphs = message === null ? (isLong ? piecesOf(verb) : []) : piecesOf(message.text);
  const summary = plainText([heading, ...paragraphs].join(': '), 200);
  const short = `${plainText(heading, 200)}. Ask me “status of ${number}” to read it.`;
  return {
    summary,
    card: message === null && !isLong ? null : messageCard({ title: heading, paragraphs }),
    text: [heading, ...paragraphs].map((words) => headingText(words, paragraph)).join('\n\n'),
    short,
  };
}

/** Paragraphs as they were written, long ones in pieces that a card shows whole. */
function piecesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line) => line.match(new RegExp(`.{1,${paragraph}}(?:\\s|$)|.{1,${paragraph}}`, 'gu')) ?? []);
}
