import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { type NotRead, reading } from '../defender/reading.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import { createTenantMemory } from './tenant-memory.ts';

/** Network message ids of mail that is ContactMonkey's by something other than its sender. null: could not be looked at. */
export interface KnownIds {
  linking: ReadonlySet<string> | null;
  /** With the address each was sent from. */
  fromDedicatedIps: ReadonlyMap<string, string> | null;
  notRead: NotRead[];
}

const DAY_MS = 86_400_000;
const KEEP_MS = 120_000;
const MAX_TRACE_PAGES = 20;
const MAX_IPS = 4;
const linkMemory = createTenantMemory<ReadonlySet<string>>(KEEP_MS, 3);
const addressMemory = createTenantMemory<ReadonlyMap<string, string>>(KEEP_MS, 3);

/** Asks advanced hunting for mail with tracking links; where there is none, the message trace for mail from the dedicated IPs. */
export async function readKnownIds(
  tenant: TenantReader,
  profile: SenderProfile,
  period: { from: string; to: string },
  now: Date,
  signal?: AbortSignal,
): Promise<KnownIds> {
  const from = startOfDay(period.from);
  const hosts = profile.trackingHosts;
  const linking = await reading(() =>
    linkMemory.recall(tenant, `${from} ${hosts.join()}`, now.getTime(), async () => {
      const ids = await tenant.hunting.messagesLinkingTo(hosts, from, period.to, signal);
      return new Set(ids.map((id) => id.toLowerCase()));
    }),
  );
  if (linking.read) return { linking: linking.value, fromDedicatedIps: null, notRead: [] };
  const ips = profile.sendingIps.filter((ip) => !ip.includes('/')).slice(0, MAX_IPS);
  if (ips.length === 0) return { linking: null, fromDedicatedIps: null, notRead: [linking.why] };
  const sent = await reading(() =>
    addressMemory.recall(tenant, `${from} ${ips.join()}`, now.getTime(), () =>
      quarantinedFrom(tenant, ips, { from, to: period.to }, signal),
    ),
  );
  if (!sent.read) return { linking: null, fromDedicatedIps: null, notRead: [linking.why, sent.why] };
  return { linking: null, fromDedicatedIps: sent.value, notRead: [linking.why] };
}

async function quarantinedFrom(
  tenant: TenantReader,
  ips: string[],
  period: { from: string; to: string },
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const fromIp of ips) {
    let pages = 0;
    for await (const page of tenant.trace.pages({ ...period, fromIp, status: ['Quarantined'] }, signal)) {
      for (const row of page) ids.set(row.messageTraceId.toLowerCase(), fromIp);
      pages += 1;
      if (pages === MAX_TRACE_PAGES) break;
    }
  }
  return ids;
}

function startOfDay(time: string): string {
  return new Date(Math.floor(Date.parse(time) / DAY_MS) * DAY_MS).toISOString();
}
