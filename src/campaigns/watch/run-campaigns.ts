import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import { faultOf } from '../../log.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import type { Database } from '../../store/database.ts';
import { type CampaignRoom, createCampaignRoom } from './campaign-room.ts';
import type { OnFacts } from './keep-poll.ts';
import { noteFault } from './note-fault.ts';
import { pollCampaigns } from './poll.ts';
import { startCampaignWatch, type WatchQueue } from './schedule.ts';
import type { Tempo } from './tempo.ts';

export interface WatchedTenant {
  tenant: TenantReader;
  profile: SenderProfile;
}

export interface RunCampaigns {
  tenants: readonly WatchedTenant[];
  database: Database;
  queue: WatchQueue;
  onFacts: OnFacts;
  now(): Date;
  log: { warn(meta: object, message: string): void; error(meta: object, message: string): void };
  tempo?: Tempo;
  /** Tenants that this process looks at at the same time. */
  concurrency?: number;
  /** Seconds between looks into the queue. */
  queueSeconds?: number;
}

const mostAtOnce = 8;

/** Watches the campaigns of these tenants from now on, and gives the room of each to whoever asks about them. */
export async function runCampaigns(run: RunCampaigns): Promise<{ room(tenantId: string): CampaignRoom | null }> {
  const { database, onFacts, log, tempo, queue, queueSeconds } = run;
  const served = new Map(run.tenants.map((one) => [one.tenant.tenantId, one]));
  const watch = await startCampaignWatch({
    queue,
    tenantIds: [...served.keys()],
    now: run.now,
    async poll(tenantId, now, signal) {
      const one = served.get(tenantId);
      if (one === undefined) return null;
      const result = await pollCampaigns({ ...one, database, onFacts, ...(tempo ? { tempo } : {}) }, now, signal);
      for (const { what, kind } of result.notRead)
        log.warn({ tenantId, what, kind }, 'a part of a poll could not be read');
      return result;
    },
    async onFault(tenantId, error) {
      log.error({ tenantId, fault: faultOf(error) }, 'a poll of test campaigns failed');
      const noted = noteFault({ database, tenantId, onFacts, ...(tempo ? { tempo } : {}) }, run.now());
      await noted.catch((also) => log.error({ tenantId, fault: faultOf(also) }, 'the fault could not be kept'));
    },
    concurrency: run.concurrency ?? Math.max(1, Math.min(mostAtOnce, run.tenants.length)),
    ...(queueSeconds === undefined ? {} : { queueSeconds }),
  });
  const rooms = new Map(
    [...served.keys()].map((tenantId) => [
      tenantId,
      createCampaignRoom({ database, tenantId, onFacts, wake: () => watch.wake(tenantId) }),
    ]),
  );
  return { room: (tenantId) => rooms.get(tenantId) ?? null };
}
