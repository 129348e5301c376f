import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createTicketRoom, type TicketRoomOptions } from '../../src/tickets/create-ticket-room.ts';
import type { Evidence } from '../../src/tickets/evidence/part.ts';
import type { Actor } from '../../src/tickets/ticket.ts';
import type { Outcome, TicketRoom } from '../../src/tickets/ticket-room.ts';

export const at = new Date('2026-11-20T12:00:00.000Z');

/** A time some minutes after `at`. */
export function later(minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

export const contoso = 'c0000000-0000-4000-8000-000000000001';
export const fabrikam = 'f0000000-0000-4000-8000-000000000002';
export const contactMonkey = 'a0000000-0000-4000-8000-00000000000a';

export function person(name: string, side: Actor['side'], tenantId = contoso): Actor {
  return { id: `${name.toLowerCase()}-id`, name, tenantId, side };
}

export const anna = person('Anna', 'customer');
export const kim = person('Kim', 'contactmonkey');

export const evidence: Evidence = {
  title: 'Newsletter held as spam',
  parts: [
    { id: 'path', title: 'Sending path', personal: false, lines: [{ label: 'Path', text: 'Email Delivery' }] },
    { id: 'ids', title: 'Ids', personal: false, lines: [{ label: 'Network message id', text: 'n-1' }] },
    { id: 'subject', title: 'Subject', personal: true, lines: [{ label: 'Subject', text: 'Secret merger' }] },
    {
      id: 'recipients',
      title: 'Recipients',
      personal: true,
      lines: [{ label: 'Recipient', text: 'bo@contoso.example' }],
    },
  ],
};

export function ticketRoom(database: Database, options: Partial<TicketRoomOptions> = {}) {
  return createTicketRoom({ database, ...options });
}

/** The value of an outcome; fails with its sentence when there is none. */
export function made<T>(outcome: Outcome<T>): T {
  if (!outcome.done) throw new Error(outcome.sentence);
  return outcome.value;
}

let subjects = 0;

/** A ticket about something that no other is about. */
export async function openedTicket(
  room: TicketRoom,
  actor = anna,
  more: { ticked?: string[]; priority?: 'low' | 'normal' | 'high' | 'urgent'; description?: string } = {},
) {
  subjects += 1;
  const subject = { kind: 'message', key: `secret-key-${subjects}` };
  const { draftId } = made(await room.offer(actor, { evidence, subject, forTicket: null }, at));
  const { ticked = ['path', 'ids'], priority = 'normal', description = 'It is held every week.' } = more;
  return made(await room.open(actor, { draftId, ticked, title: '', description, priority }, at));
}

export async function audits(database: Database, tenantId: string) {
  const rows = await inTenant(database.kysely, tenantId, (t) =>
    t.selectFrom('audit').selectAll().orderBy('at').execute(),
  );
  return rows.map(({ action, outcome, actor, details }) => ({ action, outcome, actor, details }));
}
