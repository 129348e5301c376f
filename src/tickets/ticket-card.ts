import type { Button, ButtonData } from '../cards/buttons.ts';
import type { Localised } from '../cards/format.ts';
import { formatDateTime } from '../cards/format.ts';
import type { TicketCardData } from '../cards/ticket/index.ts';
import type { Tone } from '../cards/words.ts';
import { openPack, type SharedPack } from './consent.ts';
import type { Side, TicketState } from './ticket.ts';
import type { TicketView } from './ticket-room.ts';
import { durationWords, priorityWords, sideWords, stateWords } from './words.ts';

const tones: Readonly<Record<TicketState, Tone>> = {
  new: 'warning',
  assigned: 'info',
  'waiting-for-customer': 'warning',
  'waiting-for-contactmonkey': 'info',
  'waiting-for-microsoft': 'info',
  solved: 'good',
  reopened: 'warning',
};

export function stateTone(state: TicketState): Tone {
  return tones[state];
}

/** What a button carries to name the ticket, and the revision that its presser saw. */
export function ticketData({ id, customerTenant, customerName, shared }: TicketView): ButtonData {
  const data: ButtonData = { ticket: id, revision: String(shared.revision) };
  return customerName === null ? data : { ...data, customer_tenant: customerTenant };
}

/** Whose turn it is, in words; a card that stands for long says since when, for it is not drawn anew every minute. */
export function waitingWords({ shared, clock }: TicketView, reader: Localised, isKept = false): string {
  if (shared.mergedInto !== null) return `merged into ${shared.mergedInto}`;
  if (shared.waitingFor === null) return 'for nobody: it is solved';
  const howLong = isKept
    ? `since ${formatDateTime(shared.waitingSince, reader)}`
    : `${durationWords(clock.waitedMinutes)} so far`;
  const waited = `for ${sideWords[shared.waitingFor]}, ${howLong}`;
  if (clock.dueAt === null) return waited;
  return `${waited}; an answer ${clock.overdue ? 'was' : 'is'} due by ${formatDateTime(clock.dueAt.toISOString(), reader)}`;
}

/** What a card says and offers beside the ticket. One that `isKept` is brought up to date where it stands. */
export interface CardWishes {
  notice?: string | null;
  /** Words that stand in the box for a message. */
  reply?: string;
  isKept?: boolean;
  readsOnly?: boolean;
  /** Who alone reads the card, where it is for one person. */
  viewerId?: string;
}

/** A ticket's card for one side, with the buttons that its reader may press. */
export function ticketCardData(
  view: TicketView,
  viewer: Side,
  reader: Localised,
  { notice = null, reply = '', isKept = false, readsOnly = false, viewerId }: CardWishes = {},
): TicketCardData {
  const isClosed = view.shared.mergedInto !== null;
  const { shared } = view;
  const packs = shared.packs.map(({ text, sha256 }) => openPack(text, sha256));
  const whole = view.whole?.history;
  return {
    locale: reader.locale,
    timeZone: reader.timeZone,
    number: shared.number,
    title: shared.title,
    customer: viewer === 'contactmonkey' ? view.customerName : null,
    state: stateWords[shared.state],
    tone: stateTone(shared.state),
    priority: priorityWords[shared.priority],
    assignee: shared.assignee?.name ?? null,
    waiting: waitingWords(view, reader, isKept),
    overdue: view.clock.overdue,
    notice,
    evidence: packs.flatMap((pack) => [
      ...(pack.description === ''
        ? []
        : [
            {
              title: `In the admin’s words${whereFrom(pack, shared.number)}`,
              lines: [{ label: 'Problem', text: pack.description }],
            },
          ]),
      ...pack.parts.map(({ title, lines }) => ({ title: `${title}${whereFrom(pack, shared.number)}`, lines })),
    ]),
    thread: shared.thread
      .filter(({ along }) => !along)
      .map(({ seq, at, name, message, change }) => ({
        at,
        who: whole?.[seq - 1]?.by.name ?? name,
        text: message?.text ?? change ?? '',
        isMessage: message !== null,
      })),
    write: isClosed || readsOnly ? null : viewer === 'customer' ? 'Write to ContactMonkey' : 'Write to the customer',
    reply,
    buttons: isClosed
      ? []
      : buttonsOf(view, viewer, isKept, viewerId).filter(({ verb }) => !readsOnly || reading.has(verb)),
  };
}

/** Said of what was shared after the opening, or on a ticket that was merged into this one. */
function whereFrom({ ticket, share }: SharedPack, number: string): string {
  if (ticket !== number) return ` (from ${ticket})`;
  return share === 1 ? '' : ' (shared later)';
}

/** What those may press who only look. */
const reading: ReadonlySet<string> = new Set(['ticket.export', 'ticket.microsoft_request']);

/** The first three stand in sight: what its state calls for, and nothing that would be refused. */
function buttonsOf(view: TicketView, viewer: Side, isKept: boolean, viewerId?: string): Button[] {
  const data: ButtonData = { ...ticketData(view), as: viewer, ...(isKept ? { kept: 'yes' } : {}) };
  const button = (title: string, verb: string, more: ButtonData = {}): Button => ({
    title,
    verb,
    data: { ...data, ...more },
  });
  const { state, assignee } = view.shared;
  const isSolved = state === 'solved';
  const solved = button('Solved', 'ticket.state', { to: 'solved' });
  const reopen = button('Reopen', 'ticket.state', { to: 'reopened' });
  const microsoft = button('Microsoft request', 'ticket.microsoft_request');
  const exported = button('Export', 'ticket.export');
  const more = button('More…', 'ticket.state');
  if (viewer === 'customer') {
    const write = button('Send message', 'ticket.answer');
    const share = button('Share more evidence', 'ticket.share');
    return [...(isSolved ? [reopen, write, share] : [write, share, solved]), microsoft, exported, more];
  }
  const write = button('Send answer', 'ticket.answer');
  if (isSolved) return [reopen, write, microsoft, exported];
  const ask = button('Ask the customer', 'ticket.ask');
  const evidence = button('Request evidence', 'ticket.ask', { evidence: 'yes' });
  if (assignee === null) return [button('Take it', 'ticket.assign', { to: 'me' }), write, ask, solved, evidence, more];
  const change =
    assignee.id === viewerId
      ? button('Give it back', 'ticket.assign', { to: 'nobody' })
      : button('Take it over', 'ticket.assign', { to: 'me' });
  return [write, ask, solved, evidence, change, more];
}
