import { codeCard } from '../../cards/code/index.ts';
import type { Question } from '../question.ts';
import { words } from '../standard-answers.ts';
import { ticketMeant, whichTicket } from '../tickets/command.ts';
import { exportPage } from '../tickets/export-page.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { examples } from './examples.ts';

/** A ticket with its whole history, to read and as JSON. */
export const question: Question = {
  intent: 'ticket.export',
  help: 'A ticket with its whole history',
  examples,
  async answer(request, deps) {
    const seat = await takeSeat(request, deps, 'ticket.export');
    if (isAnswer(seat)) return seat;
    const ref = await ticketMeant(seat, request);
    if (ref === null) return whichTicket();
    const exported = await seat.room.export(seat.actor, ref, request.now);
    if (!exported.done) return notDone(exported, 'No such ticket');
    const { number, json, text } = exported.value;
    const url = (await deps.publishReport?.(exportPage(number, text, json))) ?? null;
    const card = codeCard({
      title: `${number} with its whole history`,
      intro:
        url === null
          ? 'To read, and as JSON.'
          : 'To read here; the page behind the link holds all of it, the JSON too.',
      warning: '',
      blocks: [
        { heading: 'History', code: text },
        { heading: 'JSON', code: json },
      ],
      links: url === null ? [] : [{ title: 'Open the export', url }],
    });
    return words(`${text}\n\n${json}`, { card, audience: 'askerOnly' });
  },
};
