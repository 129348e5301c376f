import { faultOf, type Log } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { type LaneJob, type Outbox, outboxQueue } from '../../store/outbox.ts';
import { forgetSettled, waitingLanes } from '../../store/outbox-lane.ts';
import { inTenant } from '../../store/tenant-scope.ts';
import type { Clock } from '../clock.ts';
import type { DeliverLane } from './deliver-lane.ts';

/** The part of the job queue that the worker uses. */
export interface WorkQueue {
  work(
    name: string,
    options: { batchSize: number; localConcurrency?: number; pollingIntervalSeconds: number },
    handler: (jobs: { data: LaneJob }[]) => Promise<void>,
  ): Promise<string>;
  createQueue(name: string): Promise<void>;
  schedule(name: string, cron: string): Promise<void>;
}

/** The queue whose jobs look after what waits, in case that a job for it got lost. */
export const outboxUpkeepQueue = 'outbox-upkeep';
const quarterly = '*/15 * * * *';

const keepSettled = 30 * 86_400_000;
/** So many conversations are sent to at once. */
const atOnce = 8;

/** Begins to send what waits, and goes on with what an earlier process left. The queue `outbox` must exist. */
export async function startOutboxWorker(options: {
  database: Database;
  queue: WorkQueue;
  outbox: Outbox;
  deliver: DeliverLane;
  tenantIds: readonly string[];
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { database, queue, outbox, deliver, tenantIds, clock, log } = options;

  async function deliverNow(lane: LaneJob): Promise<void> {
    const rest = await deliver(lane);
    if (rest === null) return;
    await inTenant(database.kysely, lane.tenantId, (t) => outbox.wakeAgain(t, lane, rest, clock.now()));
  }

  async function lookAfter(): Promise<void> {
    for (const tenantId of tenantIds) {
      await inTenant(database.kysely, tenantId, async (t) => {
        await forgetSettled(t, new Date(clock.now().getTime() - keepSettled));
        for (const conversationId of await waitingLanes(t)) await outbox.wake(t, { tenantId, conversationId });
      });
    }
  }

  await lookAfter();
  await queue.createQueue(outboxUpkeepQueue);
  await queue.schedule(outboxUpkeepQueue, quarterly);
  await queue.work(outboxUpkeepQueue, { batchSize: 1, pollingIntervalSeconds: 30 }, lookAfter);
  await queue.work(
    outboxQueue,
    { batchSize: 1, localConcurrency: atOnce, pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job === undefined) return;
      try {
        await deliverNow(job.data);
      } catch (error) {
        log.error({ event: 'outbox.fault', fault: faultOf(error) }, 'sending failed; the queue tries again');
        throw error;
      }
    },
  );
}
