import type { Button } from '../../cards/buttons.ts';
import { mailText } from '../../cards/escape.ts';
import { ticketCard } from '../../cards/ticket/index.ts';
import { ticketCardData, ticketData, waitingWords } from '../../tickets/ticket-card.ts';
import type { Outcome, TicketView } from '../../tickets/ticket-room.ts';
import { stateWords } from '../../tickets/words.ts';
import { one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { notDone, type Seat } from './seat.ts';

/**
 * A ticket as the asker may see it, with what they may press. `notice` is said above it, `reply` stands in its box, and the button that is
 * `offered` comes first.
 */
export function showTicket(
  view: TicketView,
  seat: Pick<Seat, 'actor' | 'openly'>,
  request: QuestionRequest,
  notice: string | null = null,
  { reply = '', offered }: { reply?: string; offered?: Button } = {},
): Answer {
  const { shared } = view;
  const { actor } = seat;
  const wishes = { notice, reply, readsOnly: actor.readsOnly === true, viewerId: actor.id };
  const data = ticketCardData(view, actor.side, request.asker, wishes);
  if (offered !== undefined && data.buttons.length > 0) {
    const button = { ...offered, data: { ...ticketData(view), as: actor.side, ...offered.data } };
    data.buttons = [button, ...data.buttons.filter((one) => one.title !== offered.title)];
  }
  const last = data.thread.findLast((entry) => entry.isMessage);
  const text = [
    notice,
    `${shared.number}, “${mailText(shared.title)}”: ${stateWords[shared.state]}, priority ${shared.priority}, assigned to ${data.assignee ?? 'nobody yet'}, waiting ${waitingWords(view, request.asker)}.`,
    last ? `Last message, from ${mailText(last.who)}: ${mailText(last.text, 600)}` : null,
  ];
  return words(text.filter((part) => part !== null).join('\n\n'), {
    card: ticketCard(data),
    audience: seat.openly ? 'everyone' : 'askerOnly',
    remember: { subject: { kind: 'ticket', key: view.id } },
  });
}

/** Words for the one who pressed a card that is brought up to date where it stands, for everybody. */
function onCard(outcome: Outcome<TicketView>, notice: string | null): Answer {
  const text = outcome.done ? (notice ?? 'Done.') : outcome.sentence;
  return words(text, { notice: true, audience: 'askerOnly', ...(outcome.done ? {} : { unanswered: true }) });
}

/** The ticket after a command; or as it stands, with the sentence that says why the command did nothing. */
export function showOutcome(
  outcome: Outcome<TicketView>,
  seat: Pick<Seat, 'actor' | 'openly'>,
  request: QuestionRequest,
  notice: string | null = null,
): Answer {
  if (one(request.entities, 'kept') !== null) return onCard(outcome, notice);
  if (outcome.done) return showTicket(outcome.value, seat, request, notice);
  if (outcome.view === null) return notDone(outcome);
  const answer = showTicket(outcome.view, seat, request, outcome.sentence);
  return { ...answer, unanswered: true, audience: 'askerOnly' };
}
