import { readsOnlySentence } from '../../tickets/refusal-words.ts';
import type { Actor, Side } from '../../tickets/ticket.ts';
import type { NotDone, TicketRoom } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, QuestionRequest, Role } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';

export interface Seat {
  room: TicketRoom;
  actor: Actor;
  /** What is said of a ticket may be read by everybody there: the place was opened to tickets. */
  openly: boolean;
}

const usualWriters: readonly Role[] = ['operator', 'approver'];

/**
 * Who acts in a question about tickets: the customer's own people, or ContactMonkey's. Somebody who is both acts as the card says.
 * Null when the asker is neither, or not what `only` asks for.
 */
export function actorOf(request: QuestionRequest, deps: QuestionDeps, only?: Side): Actor | null {
  const { objectId, name, roles } = request.asker;
  const tenantId = request.asker.tenantId ?? deps.tenant.tenantId;
  const sides: Side[] = [];
  const mayRead = roles.some((role) => role === 'reader' || role === 'operator' || role === 'approver');
  if (mayRead && tenantId === deps.tenant.tenantId) sides.push('customer');
  if (roles.includes('csm')) sides.push('contactmonkey');
  const wished = only ?? (one(request.entities, 'as') === 'contactmonkey' ? 'contactmonkey' : 'customer');
  const side = sides.find((one) => one === wished) ?? (only === undefined ? sides[0] : undefined);
  if (side === undefined) return null;
  const writers = deps.ticketWriters ?? usualWriters;
  const readsOnly = side === 'customer' && !roles.some((role) => writers.includes(role));
  return { id: objectId, name, tenantId, side, ...(readsOnly ? { readsOnly } : {}) };
}

/** The tickets and who acts, or the answer for an asker who may not do this on their side; that refusal is kept. */
export async function takeWritingSeat(
  request: QuestionRequest,
  deps: QuestionDeps,
  action: string,
  only?: Side,
): Promise<Seat | Answer> {
  const seat = await takeSeat(request, deps, action, only);
  if (isAnswer(seat) || !seat.actor.readsOnly) return seat;
  await seat.room.refused(seat.actor, action, { reason: 'noRole' }, request.now);
  const onCard = one(request.entities, 'kept') !== null ? { notice: true } : {};
  return words(readsOnlySentence, { unanswered: true, audience: 'askerOnly', ...onCard });
}

/** The tickets and who acts, or the answer for an asker who may not; that refusal is kept. */
export async function takeSeat(
  request: QuestionRequest,
  deps: QuestionDeps,
  action: string,
  only?: Side,
): Promise<Seat | Answer> {
  const room = deps.tickets;
  if (!room) return noTickets();
  const actor = actorOf(request, deps, only);
  if (actor !== null) return { room, actor, openly: await isOpen(room, actor, request) };
  const { objectId, name } = request.asker;
  const tenantId = request.asker.tenantId ?? deps.tenant.tenantId;
  const who: Actor = { id: objectId, name, tenantId, side: only === 'contactmonkey' ? 'customer' : 'contactmonkey' };
  await room.refused(who, action, { reason: 'noRole' }, request.now);
  const whose =
    only === 'contactmonkey' ? 'ContactMonkey’s customer success managers' : 'the customer’s own administrators';
  return words(
    only === undefined
      ? 'You may neither read this organisation’s mail nor work on its tickets, so nothing was done. Ask the administrator who runs Quarantine Watch.'
      : `This is for ${whose}, so nothing was done. Ask one of them.`,
    { unanswered: true, audience: 'askerOnly' },
  );
}

async function isOpen(room: TicketRoom, actor: Actor, { conversationId, now }: QuestionRequest): Promise<boolean> {
  if (actor.side === 'customer' || conversationId === undefined) return false;
  return room.workHere(actor, conversationId, now);
}

export function isAnswer(seat: Seat | Answer): seat is Answer {
  return !('room' in seat);
}

/** A sentence for what was not done. */
export function notDone({ sentence }: NotDone, title = 'Nothing was changed'): Answer {
  return messageAnswer({ title, tone: 'info', paragraphs: [sentence] }, { unanswered: true, audience: 'askerOnly' });
}

/** Where this installation keeps no tickets: what to send by hand. */
export function noTickets(): Answer {
  return messageAnswer({
    title: 'I keep no tickets here',
    paragraphs: [
      'I have no connection to ContactMonkey support here and keep no tickets, so nothing was sent and I cannot tell how one stands. Write to your customer success manager or to support@contactmonkey.com with the following.',
    ],
    sections: [
      {
        heading: 'What helps them',
        lines: [
          { text: 'The answer to “why was it held?”: sending path, policy, setting and evidence.', mark: 'bullet' },
          { text: 'The network message id and the time, in UTC.', mark: 'bullet' },
          { text: 'How many messages and recipients, and since when.', mark: 'bullet' },
          { text: 'The headers of one message, without the names of recipients.', mark: 'bullet' },
        ],
      },
    ],
    buttons: [{ title: 'What is in quarantine?', verb: 'quarantine.list', data: {} }],
  });
}
