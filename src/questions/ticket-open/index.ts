import { hearingWords } from '../../tickets/hearing-words.ts';
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
  const there = asked === null ? null : await openAbout(seat, asked, request);
  if (there !== null) {
    const notice = `There is a ticket about this already, ${there.shared.number}. Write there, or say “open another ticket” to open one anyway.`;
    return isAnother(request) ? form(seat, request, deps, true) : showTicket(there, seat, request, notice);
  }
  return form(seat, request, deps, false);
}

async function form(seat: Seat, request: QuestionRequest, deps: QuestionDeps, again: boolean): Promise<Answer> {
  const { subject, evidence } = await gather(request, deps, subjectAsked(request));
  const offer = await seat.room.offer(
    seat.actor,
    { evidence: showable(evidence), subject, forTicket: null },
    request.now,
  );
  if (!offer.done) return notDone(offer);
  const hearing = await seat.room.hearing(seat.actor);
  const complaint = hearing === 'now' ? null : hearingWords[hearing];
  return shown(offer.value, request, { ticked: null, again, complaint });
}

async function send(seat: Seat, draftId: string, request: QuestionRequest): Promise<Answer> {
  const { room, actor } = seat;
  const offered = await room.offered(actor, draftId, request.now);
  if (!offered.done) return notDone(offered, 'Nothing was sent');
  const ticked = tickedParts(request, offered.value.parts);
  const again = one(request.entities, 'again') !== null;
  if (one(request.entities, 'send') === null)
    return shown(offered.value, request, { ticked: isFilledIn(request) ? ticked : null, again, complaint: null });
  const description = one(request.entities, 'description') ?? '';
  if (description.length > longestDescription)
    return shown(offered.value, request, {
      ticked,
      again,
      complaint: `The description is too long: at most ${longestDescription} characters. Nothing was sent yet.`,
    });
  const title = one(request.entities, 'title') ?? '';
  const priority = priorityAsked(request) ?? 'normal';
  const opened = await room.open(actor, { draftId, ticked, title, description, priority, again }, request.now);
  if (!opened.done) {
    if (opened.why !== 'late' || opened.view === null) return notDone(opened, 'Nothing was sent');
    const data = { draft: draftId, again: 'yes', share: ticked, title, description, priority };
    return showTicket(opened.view, seat, request, opened.sentence, {
      offered: { title: 'Open another', verb: 'ticket.open', data },
    });
  }
  const { shared } = opened.value;
  const told = hearingWords[await room.hearing(actor)];
  return showTicket(opened.value, seat, request, `${shared.number} is open. ${told}`);
}

/** Whether a form comes back with what was filled in, rather than being shown for the first time. */
function isFilledIn({ entities }: QuestionRequest): boolean {
  return one(entities, 'priority') !== null;
}

function shown(
  offer: Offer,
  request: QuestionRequest,
  how: { ticked: string[] | null; again: boolean; complaint: string | null },
): Answer {
  return consentForm(offer, {
    verb: 'ticket.open',
    forTicket: null,
    wanted: null,
    title: one(request.entities, 'title') ?? offer.title,
    description: one(request.entities, 'description') ?? '',
    priority: priorityAsked(request) ?? 'normal',
    ...how,
  });
}

/** Although there is one about the same thing. */
function isAnother({ entities, text }: QuestionRequest): boolean {
  return one(entities, 'again') !== null || /\b(?:another|new)\b/i.test(text);
}

async function openAbout(
  { room, actor }: Seat,
  subject: { kind: string; key: string },
  request: QuestionRequest,
): Promise<TicketView | null> {
  const { tickets } = await room.list(actor, { subject }, request.now);
  return tickets.find(({ shared }) => shared.state !== 'solved') ?? null;
}
