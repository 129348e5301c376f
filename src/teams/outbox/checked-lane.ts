import type { Log } from '../../log.ts';
import { conversationById } from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import { nextDue, settle } from '../../store/outbox-lane.ts';
import { inTenant } from '../../store/tenant-scope.ts';
import type { Clock } from '../clock.ts';
import type { MayHear } from '../may-hear.ts';
import type { DeliverLane } from './deliver-lane.ts';

const lookAgainAfter = 5 * 60_000;
const skippedWhy = 'The person may not be told any more.';

/**
 * Sends into a person's own chat only while that person holds a role: what is due for somebody who lost it is left out, and where the
 * directory cannot be asked it waits.
 */
export function checkedLane(options: {
  database: Database;
  deliver: DeliverLane;
  mayHear: MayHear;
  clock: Clock;
  log: Log;
}): DeliverLane {
  const { database, deliver, mayHear, clock, log } = options;

  return async (lane) => {
    const { tenantId, conversationId } = lane;
    const chat = await inTenant(database.kysely, tenantId, (t) => conversationById(t, conversationId));
    if (chat?.kind !== 'personal' || chat.userObjectId === null) return deliver(lane);
    const verdict = await mayHear(tenantId, chat.userObjectId);
    if (verdict === 'yes') return deliver(lane);
    if (verdict === 'unknown') return new Date(clock.now().getTime() + lookAgainAfter);
    const skipped = await inTenant(database.kysely, tenantId, async (t) => {
      const now = clock.now();
      for (let count = 0; ; count += 1) {
        const due = await nextDue(t, conversationId, now);
        if (due === null) return count;
        await settle(t, due.id, 'skipped', now, skippedWhy);
      }
    });
    if (skipped > 0)
      log.warn({ event: 'outbox.noRole', tenantId, user: chat.userObjectId, skipped }, 'nothing is sent to a stranger');
    return null;
  };
}
