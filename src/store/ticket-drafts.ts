import type { EvidencePart } from '../tickets/evidence/part.ts';
import type { TicketSubject } from '../tickets/ticket.ts';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import { inTenant } from './tenant-scope.ts';

/** What a form offered to share, and to whom it was shown. */
export interface TicketDraft {
  id: string;
  madeBy: string;
  madeAt: Date;
  forTicket: string | null;
  subject: TicketSubject | null;
  title: string;
  parts: EvidencePart[];
  usedFor: string | null;
}

/** Keeps a draft and forgets those made before `forgetBefore`. */
export async function keepDraft(
  database: Database,
  tenantId: string,
  draft: Omit<TicketDraft, 'usedFor'>,
  forgetBefore: Date,
): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    await t.deleteFrom('ticket_drafts').where('made_at', '<', forgetBefore).execute();
    await t
      .insertInto('ticket_drafts')
      .values({
        tenant_id: tenantId,
        id: draft.id,
        made_by: draft.madeBy,
        made_at: draft.madeAt,
        for_ticket: draft.forTicket,
        subject_kind: draft.subject?.kind ?? null,
        subject_key: draft.subject === null ? null : storable(draft.subject.key),
        title: storable(draft.title),
        parts: jsonText(draft.parts),
        used_for: null,
      })
      .execute();
  });
}

/** Forgets the drafts made before a time, whether they were sent or not: they hold what people did not share. */
export async function forgetDrafts(database: Database, tenantId: string, before: Date): Promise<void> {
  await inTenant(database.kysely, tenantId, (t) =>
    t.deleteFrom('ticket_drafts').where('made_at', '<', before).execute(),
  );
}

/** A draft by its id; null when this tenant has none (any more). */
export async function keptDraft(database: Database, tenantId: string, id: string): Promise<TicketDraft | null> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const row = await t.selectFrom('ticket_drafts').selectAll().where('id', '=', storable(id)).executeTakeFirst();
    if (row === undefined) return null;
    const { subject_kind, subject_key } = row;
    return {
      id: row.id,
      madeBy: row.made_by,
      madeAt: row.made_at,
      forTicket: row.for_ticket,
      subject: subject_kind === null || subject_key === null ? null : { kind: subject_kind, key: subject_key },
      title: row.title,
      parts: row.parts,
      usedFor: row.used_for,
    };
  });
}
