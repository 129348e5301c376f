import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { reading } from '../defender/reading.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import { createTenantMemory } from './tenant-memory.ts';

const KEEP_MS = 3_600_000;
const memory = createTenantMemory<Set<string>>(KEEP_MS, 2);

/**
 * Domains that the organisation writes from: those of its campaign senders and its accepted domains, lower case. Where the
 * accepted domains could not be read, those of the campaign senders alone.
 */
export async function ownDomains(
  tenant: TenantReader,
  profile: SenderProfile,
  now: Date,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const domains = new Set(profile.senders.map((sender) => domainOf(sender.address)));
  const accepted = await reading(() =>
    memory.recall(tenant, 'accepted', now.getTime(), () => readAccepted(tenant, signal)),
  );
  if (accepted.read) for (const domain of accepted.value) domains.add(domain);
  return domains;
}

/** Whether an address is of one of the domains, or of a domain below one. */
export function isOwnAddress(address: string, domains: ReadonlySet<string>): boolean {
  const labels = domainOf(address).split('.');
  return labels.some((_, start) => domains.has(labels.slice(start).join('.')));
}

export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
}

async function readAccepted(tenant: TenantReader, signal?: AbortSignal): Promise<Set<string>> {
  const rows = await tenant.cmdlet('Get-AcceptedDomain', {}, signal);
  return new Set(rows.map((row) => String(row.DomainName ?? '').toLowerCase()).filter((name) => name !== ''));
}
