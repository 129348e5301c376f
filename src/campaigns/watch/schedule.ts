import type { PollResult } from './poll.ts';

/** The queue in which each tenant has one job: its next poll. */
export const watchQueue = 'campaign-watch';

interface WatchJob {
  id: string;
  data: unknown;
  /** Aborts when the queue gives the poll to somebody else, or stops. */
  signal?: AbortSignal;
}

/** The part of the job queue that the watch uses. */
export interface WatchQueue {
  createQueue(
    name: string,
    options: {
      policy: 'stately';
      expireInSeconds: number;
      retryLimit: number;
      retryDelay: number;
      heartbeatSeconds: number;
      deleteAfterSeconds: number;
    },
  ): Promise<void>;
  send(name: string, data: object, options: { singletonKey: string; startAfter: Date }): Promise<string | null>;
  findJobs(name: string, filter: { key: string; queued: true } | { id: string }): Promise<{ id: string }[]>;
  deleteJob(name: string, id: string): Promise<unknown>;
  work(
    name: string,
    options: { localConcurrency: number; pollingIntervalSeconds: number },
    handler: (jobs: WatchJob[]) => Promise<void>,
  ): Promise<string>;
}

export interface WatchPorts {
  queue: WatchQueue;
  tenantIds: readonly string[];
  /** Looks at a tenant once; null for one that is not served (any more). */
  poll(tenantId: string, now: Date, signal?: AbortSignal): Promise<PollResult | null>;
  now(): Date;
  /** A poll that failed for a fault of ours or of the database; the next one comes all the same. */
  onFault(tenantId: string, error: unknown): unknown;
  /** Tenants that this process looks at at the same time. */
  concurrency?: number;
  afterFaultMs?: number;
  /** Seconds between looks into the queue. */
  queueSeconds?: number;
}

export interface CampaignWatch {
  /** Brings the next poll of a tenant forward to now, e.g. when a test was planned. */
  wake(tenantId: string): Promise<void>;
}

const nobody = '00000000-0000-0000-0000-000000000000';
/** A poll that is not done after this hangs. */
const longestPollSeconds = 240;
/** A poll whose process gave no sign for this long was left behind, and is given to another. */
const heartbeatSeconds = 20;

/**
 * Keeps polling each tenant, however many processes share the queue: it holds at most one waiting and one running poll of a tenant.
 * A process that dies leaves its poll to the next one.
 */
export async function startCampaignWatch(ports: WatchPorts): Promise<CampaignWatch> {
  const { queue, tenantIds, concurrency = 4, afterFaultMs = 60_000, queueSeconds = 1 } = ports;
  await queue.createQueue(watchQueue, {
    policy: 'stately',
    expireInSeconds: longestPollSeconds,
    retryLimit: 1_000,
    retryDelay: 1,
    heartbeatSeconds,
    deleteAfterSeconds: 3_600,
  });
  // The embedded database has one connection: a queue that is looked up only inside a transaction would wait for itself.
  await queue.findJobs(watchQueue, { id: nobody });
  await queue.work(
    watchQueue,
    { localConcurrency: concurrency, pollingIntervalSeconds: queueSeconds },
    async (jobs) => {
      for (const job of jobs) await runPoll(ports, job, afterFaultMs);
    },
  );
  for (const tenantId of tenantIds) await next(queue, tenantId, ports.now());
  return { wake: (tenantId) => wake(queue, tenantId, ports.now()) };
}

/** One poll, and the next one put into the queue. Rejects only when the queue cannot be reached: then it tries this one again. */
export async function runPoll(ports: WatchPorts, job: WatchJob, afterFaultMs: number): Promise<void> {
  const tenantId = tenantOf(job.data);
  const began = ports.now().getTime();
  let wait = afterFaultMs;
  try {
    const result = await ports.poll(tenantId, ports.now(), job.signal);
    if (result === null) return;
    wait = result.nextInMs;
  } catch (error) {
    await ports.onFault(tenantId, error);
  }
  // Counted from its beginning, so that the pace is the same however long a poll takes.
  await next(ports.queue, tenantId, new Date(Math.max(began + wait, ports.now().getTime())));
}

async function wake(queue: WatchQueue, tenantId: string, now: Date): Promise<void> {
  for (const { id } of await queue.findJobs(watchQueue, { key: tenantId, queued: true })) {
    await queue.deleteJob(watchQueue, id);
  }
  await next(queue, tenantId, now);
}

/** The queue drops it when a poll of the tenant waits already. */
async function next(queue: WatchQueue, tenantId: string, startAfter: Date): Promise<void> {
  await queue.send(watchQueue, { tenantId }, { singletonKey: tenantId, startAfter });
}

function tenantOf(data: unknown): string {
  const { tenantId } = (data ?? {}) as Record<string, unknown>;
  if (typeof tenantId !== 'string') throw new Error('A job of the campaign watch names no tenant.');
  return tenantId;
}
