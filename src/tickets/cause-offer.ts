import { plainText } from '../cards/escape.ts';
import { messageCard } from '../cards/message/index.ts';
import type { Outbox, OutgoingMessage, TenantTransaction } from '../store/outbox.ts';
import { placesOfCard } from '../store/outbox-lane.ts';
import { ticketPlaces } from '../store/ticket-places.ts';
import { openTicketAbout } from '../store/tickets.ts';

/** What came to be known of a case after its ticket was opened. */
export interface LearntCause {
  alertId: string;
  /** The card of the case, in whose thread it is said when nobody's chat is known. */
  cardKey: string;
  /** A sentence that names nobody. */
  words: string;
  revision: number;
  at: Date;
}

/**
 * Offers whoever opened the open ticket of a case to share what was learnt since, with a button that leads to a form with it ticked.
 * Nothing is shared by itself. Part of the transaction of the case.
 */
export function createCauseOffer(outbox: Pick<Outbox, 'enqueue'>) {
  return async (t: TenantTransaction, tenantId: string, learnt: LearntCause): Promise<void> => {
    const { alertId, cardKey, words, revision, at } = learnt;
    const ticket = await openTicketAbout(t, tenantId, { kind: 'alert', key: alertId });
    if (ticket === null) return;
    const message = offerOf(ticket, words);
    const { chats } = await ticketPlaces(t, [ticket.openedBy.id]);
    const id = `ticket:${tenantId}:${ticket.id}:cause:${revision}`;
    for (const { conversationId } of chats)
      await outbox.enqueue(t, {
        tenantId,
        conversationId,
        at,
        kind: 'message',
        id: `${id}:${conversationId}`,
        message,
      });
    if (chats.length > 0) return;
    const { posted, coming } = await placesOfCard(t, cardKey);
    for (const conversationId of [...posted, ...coming])
      await outbox.enqueue(t, {
        ...{ tenantId, conversationId, cardKey, at, message },
        kind: 'reply',
        id: `${id}:${conversationId}`,
      });
  };
}

function offerOf({ id, number }: { id: string; number: string }, words: string): OutgoingMessage {
  const title = `${number} does not hold this yet`;
  const said = plainText(words, 300);
  const advice = `ContactMonkey can work on it without asking you once you share it. Nothing is sent before you have seen it.`;
  const card = messageCard({
    title,
    paragraphs: [said, advice],
    buttons: [{ title: `Share it on ${number}`, verb: 'ticket.share', data: { ticket: id, cause: 'yes' } }],
  });
  const text = `${said} ${title}: say “share more on ${number}” to me to send it to ContactMonkey.`;
  return { summary: plainText(`${title}: ${words}`, 200), card, text, short: text };
}
