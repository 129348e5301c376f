import { hearingWords } from '../../tickets/hearing.ts';
import type { Offer, TicketView } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { consentForm, showable, tickedParts } from '../tickets/consent-form.ts';
import { gather, subjectAsked } from '../tickets/gather.ts';
import { priorityAsked } from '../tickets/priority-asked.ts';
import { isAnswer, notDone, type Seat, takeWritingSeat } from '../tickets/seat.ts';
import { showTicket } from '../tickets/ticket-answer.ts';
import { examples } from './examples.ts';

const longestDescription = 1_500;

/** Opens a ticket with ContactMonkey: first a form that shows all that would be shared, then the ticket. */
export const question: Question = {
  intent: 'ticket.open',
  help: 'Open a ticket with ContactMonkey, with the evidence in it',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  if (one(request.entities, 'cancel') !== null) return words('Nothing was sent to ContactMonkey.');
  const seat = await takeWritingSeat(request, deps, 'ticket.open', 'customer');
  if (isAnswer(seat)) return seat;
  const draft = one(request.entities, 'draft');
  return draft === null ? showForm(seat, request, deps) : send(seat, draft, request);
}

async function showForm(seat: Seat, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const asked = subjectAsked(request);
  const there =
    asked === null || one(request.entities, 'again') !== null ? null : await openAbout(seat, asked, request);
  if (there !== null) {
    const notice = `There is a ticket about this already, ${there.shared.number}. Write there, or say “open another ticket” to open one anyway.`;
    return /\b(?:another|new)\b/i.test(request.text)
      ? form(seat, request, deps)
      : showTicket(there, seat, request, notice);
  }
  return form(seat, request, deps);
}

async function form(seat: Seat, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { subject, evidence } = await gather(request, deps, subjectAsked(request));
  const offer = await seat.room.offer(
    seat.actor,
    { evidence: showable(evidence), subject, forTicket: null },
    request.now,
  );
  if (!offer.done) return notDone(offer);
  const hearing = await seat.room.hearing(seat.actor);
  return shown(offer.value, request, hearing === 'now' ? null : hearingWords[hearing]);
}

async function send(seat: Seat, draftId: string, request: QuestionRequest): Promise<Answer> {
  const { room, actor } = seat;
  const offered = await room.offered(actor, draftId, request.now);
  if (!offered.done) return notDone(offered, 'Nothing was sent');
  if (one(request.entities, 'send') === null) return shown(offered.value, request, null);
  const description = one(request.entities, 'description') ?? '';
  if (description.length > longestDescription)
    return shown(
      offered.value,
      request,
      `The description is too long: at most ${longestDescription} characters. Nothing was sent yet.`,
    );
  const opened = await room.open(
    actor,
    {
      draftId,
      ticked: tickedParts(request, offered.value.parts),
      title: one(request.entities, 'title') ?? '',
      description,
      priority: priorityAsked(request) ?? 'normal',
    },
    request.now,
  );
  if (!opened.done) return notDone(opened, 'Nothing was sent');
  const { shared } = opened.value;
  const told = hearingWords[await room.hearing(actor)];
  return showTicket(opened.value, seat, request, `${shared.number} is open. ${told}`);
}

function shown(offer: Offer, request: QuestionRequest, complaint: string | null): Answer {
  return consentForm(offer, {
    verb: 'ticket.open',
    forTicket: null,
    wanted: null,
    title: one(request.entities, 'title') ?? offer.title,
    description: one(request.entities, 'description') ?? '',
    priority: priorityAsked(request) ?? 'normal',
    ticked: null,
    complaint,
  });
}

async function openAbout(
  { room, actor }: Seat,
  subject: { kind: string; key: string },
  request: QuestionRequest,
): Promise<TicketView | null> {
  const { tickets } = await room.list(actor, { subject }, request.now);
  return tickets.find(({ shared }) => shared.state !== 'solved') ?? null;
}
