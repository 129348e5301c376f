import { openPack } from '../../tickets/consent.ts';
import type { EvidencePart } from '../../tickets/evidence/part.ts';
import type { TicketView } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { ticketMeant, whichTicket } from '../tickets/command.ts';
import { consentForm, showable, tickedParts } from '../tickets/consent-form.ts';
import { gather } from '../tickets/gather.ts';
import { isAnswer, notDone, type Seat, takeWritingSeat } from '../tickets/seat.ts';
import { showOutcome } from '../tickets/ticket-answer.ts';
import { examples } from './examples.ts';

/** Shares more evidence on a ticket, part by part, after the admin saw all of it. */
export const question: Question = {
  intent: 'ticket.share',
  help: 'Share more evidence on a ticket',
  examples,
  async answer(request, deps) {
    if (one(request.entities, 'cancel') !== null) return words('Nothing was sent to ContactMonkey.');
    const seat = await takeWritingSeat(request, deps, 'ticket.share', 'customer');
    if (isAnswer(seat)) return seat;
    const draft = one(request.entities, 'draft');
    return draft === null ? showForm(seat, request, deps) : send(seat, draft, request);
  },
};

async function showForm({ room, actor }: Seat, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const ref = await ticketMeant({ room, actor }, request);
  if (ref === null) return whichTicket();
  const found = await room.find(actor, ref, request.now);
  if (!found.done) return notDone(found, 'No such ticket');
  const { whole, shared } = found.value;
  const entities = { ...request.entities, body: 'yes' };
  const { subject, evidence } = await gather({ ...request, entities }, deps, whole?.ticket.subject ?? null);
  const offer = await room.offer(actor, { evidence: showable(evidence), subject, forTicket: ref }, request.now);
  if (!offer.done) return notDone(offer);
  return consentForm(offer.value, {
    verb: 'ticket.share',
    forTicket: shared.number,
    wanted: wantedOf(found.value),
    title: '',
    description: '',
    priority: shared.priority,
    ticked: one(request.entities, 'cause') === null ? [] : notSharedYet(offer.value.parts, found.value),
    complaint: null,
  });
}

async function send(seat: Seat, draftId: string, request: QuestionRequest): Promise<Answer> {
  const { room, actor } = seat;
  const offered = await room.offered(actor, draftId, request.now);
  if (!offered.done) return notDone(offered, 'Nothing was sent');
  const ticked = tickedParts(request, offered.value.parts);
  const shared = await room.share(actor, { draftId, ticked }, request.now);
  return showOutcome(shared, seat, request, 'ContactMonkey has what you ticked, and nothing else.');
}

/** Parts about the mail that ContactMonkey does not have word for word; nothing about people. */
function notSharedYet(parts: readonly EvidencePart[], { shared }: TicketView): string[] {
  const packs = shared.packs.flatMap(({ text, sha256 }) => openPack(text, sha256).parts);
  const known = new Set(packs.map(({ id, lines }) => JSON.stringify([id, lines])));
  const fresh = parts.filter(({ id, personal, lines }) => !personal && !known.has(JSON.stringify([id, lines])));
  return fresh.filter(({ id }) => id !== 'history').map(({ id }) => id);
}

/** What ContactMonkey asked for last, when nothing was shared since. */
function wantedOf({ shared }: TicketView): string | null {
  return shared.thread.findLast(({ message }) => message?.as === 'evidence-request')?.message?.text ?? null;
}
