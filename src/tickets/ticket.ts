export const ticketStates = [
  'new',
  'assigned',
  'waiting-for-customer',
  'waiting-for-contactmonkey',
  'waiting-for-microsoft',
  'solved',
  'reopened',
] as const;
export type TicketState = (typeof ticketStates)[number];

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** Whose people act: those of the organisation whose mail it is, or ContactMonkey's customer success managers. */
export type Side = 'customer' | 'contactmonkey';

/** A person by Entra object id, and the name they had. */
export interface Person {
  id: string;
  name: string;
}

/** Who acts. `tenantId` is the Entra tenant of the person, as the door proved it. */
export interface Actor extends Person {
  tenantId: string;
  side: Side;
  /** Sees the organisation's tickets, but nothing that this person does leaves it. */
  readsOnly?: true;
}

/** What a ticket is about in this product, e.g. a quarantined message and its identity. Never leaves the customer's tenant. */
export interface TicketSubject {
  kind: string;
  key: string;
}

/** What a ticket is called: its id inside, its number among people. */
export interface TicketName {
  id: string;
  number: string;
}

/** A ticket as its history makes it. `revision` is the number of its last event. */
export interface Ticket extends TicketName {
  title: string;
  state: TicketState;
  priority: Priority;
  openedBy: Person;
  openedAt: Date;
  assignee: Person | null;
  subject: TicketSubject | null;
  mergedInto: TicketName | null;
  waitingFor: Side | 'microsoft' | null;
  /** Since when it waits for them. */
  waitingSince: Date;
  revision: number;
}

export type MessageKind = 'answer' | 'question' | 'evidence-request';

/** What happened, without who and when. Texts are as people wrote them. */
export type Happening =
  | { kind: 'opened'; number: string; title: string; priority: Priority; subject: TicketSubject | null }
  | { kind: 'shared'; share: number; sha256: string; parts: string[] }
  | { kind: 'assigned'; to: Person | null }
  /** `from`: what a ticketing system calls the ticket that it was written on there. */
  | { kind: 'message'; as: MessageKind; text: string; from?: { system: string; reference: string } }
  /** `along`: it followed from a message or an assignment and was nobody's decision. */
  | { kind: 'state'; to: TicketState; along?: true }
  | { kind: 'priority'; to: Priority }
  | { kind: 'merged'; into: TicketName }
  /** `said`: what was written on the other ticket, for those who read this one. */
  | { kind: 'absorbed'; from: TicketName; said?: { at: string; name: string; text: string }[] }
  | { kind: 'linked'; system: string; reference: string; url: string | null }
  /** How telling a ticketing system goes, once it does not go by itself; in words. */
  | { kind: 'system'; system: string; state: 'failing' | 'dropped' | 'caught-up'; words: string }
  | { kind: 'reminded'; whom: Side | 'microsoft'; waitedMinutes: number };

/** One line of a ticket's history. `seq` counts from 1 without gaps; nothing of it is ever changed. */
export interface TicketEvent {
  seq: number;
  at: Date;
  by: Person & { side: Side | 'system' };
  what: Happening;
}
