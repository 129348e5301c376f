import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { reading } from '../defender/reading.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import { createTenantMemory } from './tenant-memory.ts';

const KEEP_MS = 3_600_000;
const memory = createTenantMemory<Set<string>>(KEEP_MS, 2);

/** Domains that campaigns are sent from: those of the campaign senders and the organisation's accepted domains. Lower case. */
export async function ownDomains(
  tenant: TenantReader,
  profile: SenderProfile,
  now: Date,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const domains = new Set(profile.senders.map((sender) => sender.address.split('@').at(-1)?.toLowerCase() ?? ''));
  const accepted = await reading(() =>
    memory.recall(tenant, 'accepted', now.getTime(), () => readAccepted(tenant, signal)),
  );
  if (accepted.read) for (const domain of accepted.value) domains.add(domain);
  return domains;
}

async function readAccepted(tenant: TenantReader, signal?: AbortSignal): Promise<Set<string>> {
  const rows = await tenant.cmdlet('Get-AcceptedDomain', {}, signal);
  return new Set(rows.map((row) => String(row.DomainName ?? '').toLowerCase()).filter((name) => name !== ''));
}
