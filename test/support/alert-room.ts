import { randomUUID } from 'node:crypto';
import { createAlertRoom } from '../../src/alerts/alert-room.ts';
import type { AlertDeps } from '../../src/alerts/deps.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { takeIn } from '../../src/alerts/take-in.ts';
import type { Database } from '../../src/store/database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { tenantId } from './outbox-bench.ts';

/** The alerts of a tenant on a database, with a job queue that only remembers. */
export function openAlertRoom(database: Database, now: () => Date) {
  const outbox = createOutbox({ send: async () => 'job' } as unknown as Parameters<typeof createOutbox>[0]);
  const deps: AlertDeps = { database, outbox, timers: { after: async () => {} }, now, newId: () => randomUUID() };
  const queue = {
    schedule: async () => {},
    unschedule: async () => {},
    getSchedules: async () => [],
    previewSchedule: () => [],
    work: async () => 'w',
  };
  return {
    room: createAlertRoom(deps, queue, tenantId),
    tell: (...facts: AlertFact[]) => inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, facts)),
    clear: () =>
      inTenant(database.kysely, tenantId, async (t) => {
        for (const table of ['alerts', 'alert_facts', 'subscriptions', 'outbox'] as const)
          await t.deleteFrom(table).execute();
      }),
    /** What waits for a conversation, in words. */
    waiting: (conversationId: string) =>
      inTenant(database.kysely, tenantId, (t) =>
        t.selectFrom('outbox').select('message').where('conversation_id', '=', conversationId).execute(),
      ).then((rows) => rows.map(({ message }) => message as unknown as { text: string })),
    audit: () => inTenant(database.kysely, tenantId, (t) => t.selectFrom('audit').selectAll().orderBy('at').execute()),
  };
}
