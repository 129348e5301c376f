import type { KeptTicket, TicketWrites } from '../store/tickets.ts';
import { openPack } from './consent.ts';
import { numbered } from './decide.ts';
import { sharedView } from './shared-view.ts';
import type { Actor, Happening } from './ticket.ts';

/**
 * What a ticket gets from one that is merged into it, within what was shared: the packs letter by letter, and what was written there,
 * with the names that ContactMonkey saw there.
 */
export function absorb(
  from: KeptTicket,
  into: KeptTicket,
  actor: Actor,
  now: Date,
): Required<Pick<TicketWrites<null>, 'events' | 'consents'>> {
  const { id, number } = from.ticket;
  const said = sharedView(from).thread.flatMap(({ at, name, message }) =>
    message === null ? [] : [{ at, name, text: message.text }],
  );
  const absorbed: Happening = { kind: 'absorbed', from: { id, number }, ...(said.length > 0 ? { said } : {}) };
  return {
    events: [{ ticketId: into.ticket.id, events: numbered(into.ticket, [absorbed], actor, now) }],
    consents: from.consents.map(({ at, by, struckOut, text, sha256 }, index) => ({
      ticketId: into.ticket.id,
      ...{ at, by, struckOut },
      sealed: { pack: openPack(text, sha256), text, sha256 },
      share: into.consents.length + 1 + index,
    })),
  };
}
