import { randomInt, randomUUID } from 'node:crypto';
import type { TenantTransaction } from '../store/outbox.ts';
import { type Announce, insertTicketIn, openTicketAbout } from '../store/tickets.ts';
import { cleanTitle } from './clean-text.ts';
import { sealPack } from './consent.ts';
import { numbered } from './decide.ts';
import type { Evidence } from './evidence/part.ts';
import type { Happening, Person, Priority, TicketName, TicketSubject } from './ticket.ts';

/** A ticket that a rule of the organisation's own asks for, while nobody is there to fill in a form. */
export interface UnaskedTicket {
  evidence: Evidence;
  subject: TicketSubject;
  description: string;
  priority: Priority;
  /** Who agreed beforehand that such tickets are opened, and when (ISO 8601): the ticket is theirs. */
  consent: Person & { at: string };
  at: Date;
}

const unasked = { id: 'quarantine-watch', name: 'Quarantine Watch' };
const numberTries = 8;

/**
 * Opens a ticket in the transaction of what calls for it, or names the one that is open about the same thing. Parts about people need
 * a tick on a form, so they never leave this way; the record of what was shared names who agreed and when.
 */
export async function openUnasked(
  t: TenantTransaction,
  tenantId: string,
  wish: UnaskedTicket,
  options: { announce?: Announce; newNumber?: () => string } = {},
): Promise<TicketName> {
  const { evidence, subject, consent, at, priority } = wish;
  const there = await openTicketAbout(t, tenantId, subject);
  if (there !== null) return { id: there.id, number: there.number };
  const { announce, newNumber = () => `CM-${randomInt(1_000_000, 9_999_999)}` } = options;
  const title = cleanTitle(evidence.title);
  const parts = evidence.parts.filter(({ personal }) => !personal);
  for (let attempt = 0; attempt < numberTries; attempt += 1) {
    const number = newNumber();
    const about = {
      ticket: number,
      share: 1,
      sharedAt: at.toISOString(),
      title,
      description: wish.description,
      priority,
    };
    const sealed = sealPack(about, parts, new Set(parts.map(({ id }) => id)));
    const happenings: Happening[] = [
      { kind: 'opened', number, title, priority, subject },
      { kind: 'shared', share: 1, sha256: sealed.sha256, parts: parts.map((part) => part.title) },
    ];
    const id = randomUUID();
    const by: Person = { id: consent.id, name: consent.name };
    const struckOut = evidence.parts.filter(({ personal }) => personal).map((part) => part.title);
    const details = {
      ticket: number,
      subject,
      onBehalfOf: consent.id,
      agreedAt: consent.at,
      sha256: sealed.sha256,
      bytes: Buffer.byteLength(sealed.text),
      parts: parts.map((part) => part.title),
      sharedWith: sealed.pack.sharedWith,
    };
    const kept = await insertTicketIn(
      t,
      tenantId,
      {
        id,
        history: numbered({ revision: 0 }, happenings, { ...by, side: 'customer' }, at),
        consents: [{ ticketId: id, by, at, struckOut, sealed }],
        audits: [{ by: unasked, at, action: 'ticket.open', outcome: 'done', details }],
      },
      announce,
    );
    if (kept !== null) return { id, number };
  }
  throw new Error('No free ticket number was found.');
}
