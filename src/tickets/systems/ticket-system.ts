import type { Happening, Priority, TicketState } from '../ticket.ts';

/** One event of a ticket as a ticketing system is to hear of it: only what was shared with ContactMonkey. */
export interface SystemPush {
  /** The same for the same event, whatever is tried again. */
  key: string;
  customer: PushedCustomer;
  /** Unique among all customers. */
  ticketId: string;
  /** Unique among those of its customer. */
  number: string;
  title: string;
  state: TicketState;
  priority: Priority;
  /** What the system calls the ticket; null before it knows it. */
  reference: string | null;
  event: {
    seq: number;
    at: string;
    kind: Happening['kind'];
    who: string;
    text: string;
    isMessage: boolean;
    /** What the event brings the ticket to, unless a later one has changed that again. */
    sets: 'state' | 'priority' | null;
  };
  /** What was shared by this event: the exact text, and how people read it. */
  pack: SharedPack | null;
  /** An earlier try may have arrived without our hearing so. */
  maybeArrived: boolean;
  /** What the system was told before this event, for one that has lost the ticket. */
  earlier: Earlier;
}

/** Whose ticket it is: the Entra tenant, and what this service or ContactMonkey's people call it; null where nobody named it. */
export interface PushedCustomer {
  tenantId: string;
  name: string | null;
}

export interface SharedPack {
  /** The event by which it was shared. */
  seq: number;
  text: string;
  sha256: string;
  readable: string;
}

export interface Earlier {
  /** Who said or did what, a line for each. */
  text: string;
  packs: SharedPack[];
}

/** What a system made of an event. */
export interface Told {
  reference: string;
  url: string | null;
  /** By the system's clock: when it took a state from us with this event; null when it took none. */
  stateAt: Date | null;
}

/** A place where ContactMonkey's people keep tickets beside ours. */
export interface TicketSystem {
  name: string;
  /** What people call it, e.g. `Zendesk`. */
  title: string;
  /** Takes one event; the same key again changes nothing. Rejects with `SystemFailure`. */
  push(push: SystemPush, signal?: AbortSignal): Promise<Told>;
  /** The system's id of the user that we are there, by whom our own changes come back to us; null when that cannot be told now. */
  ownUser?(): Promise<string | null>;
}

export type FailureKind =
  | 'signIn'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'invalid'
  | 'throttled'
  | 'unreachable'
  | 'badAnswer';

/** Why a system did not take an event; the message is a sentence for an administrator, without secrets or what was sent. */
export class SystemFailure extends Error {
  override readonly name = 'SystemFailure';
  readonly kind: FailureKind;
  readonly retryAfterSeconds: number | null;
  /** The system's own word for it, such as `RecordNotFound`; null when it said none. */
  readonly code: string | null;

  constructor(
    kind: FailureKind,
    sentence: string,
    more: { retryAfterSeconds?: number | null; code?: string | null } = {},
  ) {
    super(sentence);
    this.kind = kind;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.code = more.code ?? null;
  }
}
