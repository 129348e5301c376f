import type { Priority, TicketState } from '../ticket.ts';

/** One event of a ticket as a ticketing system is to hear of it: only what was shared with ContactMonkey. */
export interface SystemPush {
  /** The same for the same event, whatever is tried again. */
  key: string;
  ticketId: string;
  number: string;
  title: string;
  state: TicketState;
  priority: Priority;
  /** What the system calls the ticket; null before it knows it. */
  reference: string | null;
  event: { seq: number; at: string; who: string; text: string; isMessage: boolean };
  /** What was shared by this event: the exact text, and how people read it. */
  pack: { text: string; sha256: string; readable: string } | null;
  /** An earlier try may have arrived without our hearing so. */
  maybeArrived: boolean;
}

/** A place where ContactMonkey's people keep tickets beside ours. */
export interface TicketSystem {
  name: string;
  /** Takes one event; the same key again changes nothing. Rejects with `SystemFailure`. */
  push(push: SystemPush, signal?: AbortSignal): Promise<{ reference: string; url: string | null }>;
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

  constructor(kind: FailureKind, sentence: string, retryAfterSeconds: number | null = null) {
    super(sentence);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether the same event may be taken later: all but what the system will never accept. */
export function mayTryAgain({ kind }: SystemFailure): boolean {
  return kind !== 'invalid' && kind !== 'notFound';
}
