import type { Customer } from '../store/customers.ts';
import type { KeptTicket } from '../store/tickets.ts';
import type { Command } from './decide.ts';
import type { Evidence, EvidencePart } from './evidence/part.ts';
import type { Hearing } from './hearing-words.ts';
import type { ResponseClock } from './response-clock.ts';
import type { SharedView } from './shared-view.ts';
import type { Actor, Priority, Side, TicketState, TicketSubject } from './ticket.ts';

/** A ticket as somebody names it: by id from a button, by number in a sentence. `customerTenant` only says which of several. */
export type TicketRef = ({ id: string } | { number: string }) & { customerTenant?: string | null };

/** A ticket as the asker may see it. `whole` is there for the customer's own people alone. */
export interface TicketView {
  customerTenant: string;
  /** What ContactMonkey calls the customer; null inside the customer's own tenant. */
  customerName: string | null;
  id: string;
  shared: SharedView;
  whole: KeptTicket | null;
  clock: ResponseClock;
}

/** Why something was not done, as a sentence for the person. `late`: somebody was faster, and `view` shows what they did. */
export interface NotDone {
  done: false;
  why: 'refused' | 'late' | 'unknown' | 'invalid';
  sentence: string;
  view: TicketView | null;
}

export type Outcome<T> = { done: true; value: T } | NotDone;

/** A form: what would be shared, and the id under which it is sent back. */
export interface Offer {
  draftId: string;
  /** The ticket that more evidence is for; null for a new one. */
  forTicket: string | null;
  title: string;
  parts: EvidencePart[];
}

export interface Opening {
  draftId: string;
  /** Ids of the parts that are ticked. */
  ticked: string[];
  title: string;
  description: string;
  priority: Priority;
  /** Although there is an open ticket about the same thing; without it that one is named, and nothing is opened. */
  again?: boolean;
}

export interface TicketList {
  tickets: TicketView[];
  total: number;
}

export interface ListFilter {
  states?: TicketState[];
  mine?: boolean;
  waitingFor?: Side | 'microsoft';
  subject?: TicketSubject;
}

export interface TicketExport {
  number: string;
  json: string;
  text: string;
}

/** Who is to look after a customer from now on, or no more. */
export interface LookingAfter {
  customerTenant: string;
  /** Entra object id of somebody who looks after a customer already, or of the actor. */
  csm: string;
  /** What ContactMonkey calls the customer; null keeps the name it has. */
  name: string | null;
  wanted: boolean;
  /** Where it is said: a desk hears of the customer from then on. */
  conversationId?: string | undefined;
}

/** Escalation to ContactMonkey and back. Every method checks who acts, and every refusal is in the audit of the actor's tenant. */
export interface TicketRoom {
  /** Keeps what a form shows, so that what is sent is what was shown. */
  offer(
    actor: Actor,
    offer: { evidence: Evidence; subject: TicketSubject | null; forTicket: TicketRef | null },
    now: Date,
  ): Promise<Outcome<Offer>>;
  /** A form that was offered to this person and not sent yet. */
  offered(actor: Actor, draftId: string, now: Date): Promise<Outcome<Offer>>;
  open(actor: Actor, opening: Opening, now: Date): Promise<Outcome<TicketView>>;
  /** Shares more evidence on an open ticket. */
  share(actor: Actor, sharing: Pick<Opening, 'draftId' | 'ticked'>, now: Date): Promise<Outcome<TicketView>>;
  find(actor: Actor, ref: TicketRef, now: Date): Promise<Outcome<TicketView>>;
  list(actor: Actor, filter: ListFilter, now: Date): Promise<TicketList>;
  /** `seen` is the revision on the card that was pressed; null for a typed command. */
  act(actor: Actor, ref: TicketRef, command: Command, seen: number | null, now: Date): Promise<Outcome<TicketView>>;
  export(actor: Actor, ref: TicketRef, now: Date): Promise<Outcome<TicketExport>>;
  /**
   * Has tickets told of in a conversation, beginning with those that are open, or no more; false when that was so already. In the
   * customer's tenant its own people say where, in ContactMonkey's its customer success managers do.
   */
  tellHere(actor: Actor, conversationId: string, wanted: boolean, now: Date): Promise<Outcome<boolean>>;
  /**
   * Somebody works on tickets in a conversation: whether tickets are told of there, so that they may be spoken of openly. In
   * ContactMonkey's tenant such a place is a desk, and whoever works there is one of its people from then on: it hears of the customers
   * that they look after, beginning with what is open.
   */
  workHere(actor: Actor, conversationId: string, now: Date): Promise<boolean>;
  /** Who at ContactMonkey hears of the tickets of the actor's tenant now. */
  hearing(actor: Actor): Promise<Hearing>;
  /** In ContactMonkey's tenant: the customers and who looks after each; nothing of their tickets. */
  customers(actor: Actor, now: Date): Promise<Outcome<Customer[]>>;
  /** Changes that, by any customer success manager and on record. Returns the customer as it is then. */
  lookAfter(actor: Actor, wish: LookingAfter, now: Date): Promise<Outcome<Customer>>;
  /** Keeps a refusal that was decided elsewhere, such as a verb that the person has no role for. */
  refused(actor: Actor, action: string, details: Record<string, unknown>, now: Date): Promise<void>;
}
