import type { SenderFacts } from '../../defender/gaps/sender.ts';
import { faultOf, type Log } from '../../log.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import type { AlertDeps } from '../deps.ts';
import { keepUp } from './upkeep.ts';

/** The queue whose jobs look after the alerts of one tenant. It must exist. */
export const alertUpkeepQueue = 'alert-upkeep';

/** The part of the job queue that upkeep uses. */
export interface UpkeepQueue {
  schedule(
    name: string,
    cron: string,
    data: object,
    options: { tz: string; key: string; missed: 'once' },
  ): Promise<void>;
  work(
    name: string,
    options: { batchSize: number; pollingIntervalSeconds: number },
    handler: (jobs: { data: unknown; signal?: AbortSignal }[]) => Promise<void>,
  ): Promise<string>;
}

const everyFiveMinutes = '*/5 * * * *';

/** Looks after the alerts of these tenants every five minutes, one process at a time for each. */
export async function startUpkeep(options: {
  deps: AlertDeps;
  queue: UpkeepQueue;
  tenants: readonly { tenant: TenantReader; profile: SenderFacts }[];
  log: Pick<Log, 'error'>;
  entriesEveryMs?: number;
}): Promise<void> {
  const { deps, queue, tenants, log, entriesEveryMs } = options;
  const served = new Map(tenants.map((one) => [one.tenant.tenantId, one]));
  const startedAt = deps.now();
  await queue.work(alertUpkeepQueue, { batchSize: 1, pollingIntervalSeconds: 30 }, async ([job]) => {
    const tenantId = String((job?.data as { tenantId?: unknown } | undefined)?.tenantId);
    const one = served.get(tenantId);
    if (one === undefined) return;
    try {
      const more = {
        ...(entriesEveryMs === undefined ? {} : { entriesEveryMs }),
        ...(job?.signal ? { signal: job.signal } : {}),
      };
      await keepUp({ deps, ...one, startedAt, ...more });
    } catch (error) {
      log.error(
        { event: 'alerts.upkeep', tenantId, fault: faultOf(error) },
        'the upkeep of alerts failed; it comes again',
      );
      throw error;
    }
  });
  for (const tenantId of served.keys())
    await queue.schedule(
      alertUpkeepQueue,
      everyFiveMinutes,
      { tenantId },
      {
        tz: 'UTC',
        key: Buffer.from(tenantId).toString('hex'),
        missed: 'once',
      },
    );
}
