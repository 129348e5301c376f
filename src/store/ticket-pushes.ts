import type { Database } from './database.ts';
import { inTenant } from './tenant-scope.ts';

/** A ticket on its way to a system, for as long as this worker has it. */
export interface Push {
  pushedSeq: number;
  /** A try for this event was begun and never ended. */
  begunSeq: number;
  attempts: number;
  reference: string | null;
}

interface Name {
  system: string;
  ticketId: string;
}

/** Takes a ticket for one worker until a time; or tells from when on it may be tried again. */
export async function claimPush(
  database: Database,
  tenantId: string,
  { system, ticketId }: Name,
  { now, until }: { now: Date; until: Date },
): Promise<{ claimed: Push } | { claimed: null; from: Date }> {
  return inTenant(database.kysely, tenantId, async (t) => {
    const first = { tenant_id: tenantId, system, ticket_id: ticketId, pushed_seq: 0, begun_seq: 0, attempts: 0 };
    await t
      .insertInto('ticket_pushes')
      .values({ ...first, leased_until: null, not_before: null, reference: null, told_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const mine = t
      .selectFrom('ticket_pushes')
      .selectAll()
      .where('system', '=', system)
      .where('ticket_id', '=', ticketId);
    const row = await mine.forUpdate().executeTakeFirstOrThrow();
    const from = [row.leased_until, row.not_before]
      .filter((one) => one !== null && one > now)
      .sort((a, b) => Number(b) - Number(a))[0];
    if (from) return { claimed: null, from };
    const lease = t.updateTable('ticket_pushes').set({ leased_until: until }).where('system', '=', system);
    await lease.where('ticket_id', '=', ticketId).execute();
    return {
      claimed: { pushedSeq: row.pushed_seq, begunSeq: row.begun_seq, attempts: row.attempts, reference: row.reference },
    };
  });
}

/** Notes how it went: that a try begins, that an event arrived, or that the ticket is let go until a time. */
export async function notePush(
  database: Database,
  tenantId: string,
  { system, ticketId }: Name,
  note:
    | { begun: number; until: Date }
    /** `toldAt`: when the system took a state from us, by its clock; none leaves what was noted before. */
    | { pushed: number; reference: string | null; toldAt?: Date | null }
    | { letGo: true; notBefore: Date | null; failed: boolean; attempts: number },
): Promise<void> {
  const changes =
    'begun' in note
      ? { begun_seq: note.begun, leased_until: note.until }
      : 'pushed' in note
        ? {
            ...{ pushed_seq: note.pushed, begun_seq: note.pushed, attempts: 0, reference: note.reference },
            ...(!note.toldAt ? {} : { told_at: note.toldAt }),
          }
        : { leased_until: null, not_before: note.notBefore, attempts: note.failed ? note.attempts + 1 : 0 };
  await inTenant(database.kysely, tenantId, (t) =>
    t
      .updateTable('ticket_pushes')
      .set(changes)
      .where('system', '=', system)
      .where('ticket_id', '=', ticketId)
      .execute(),
  );
}
