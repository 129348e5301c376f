import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { DnsFacts, DnsLookup } from '../microsoft365/dns/dns-lookup.ts';
import { createFixedDns } from '../microsoft365/dns/fixed-lookup.ts';
import { createDnsLookup } from '../microsoft365/dns/resolver-lookup.ts';
import { readSnapshot } from '../microsoft365/snapshot/read-snapshot.ts';
import { senderDomains } from '../policy-watch/sender-domains.ts';
import { connect } from './shared/connect.ts';
import { type CliIo, UsageError } from './shared/io.ts';
import { readOptions, tenantOptions } from './shared/options.ts';

export const usage = 'snapshot [--sandbox [--tenant FILE]] [--no-dns] > FILE';

/** Writes the tenant's configuration as a snapshot file. 0 when all or part could be read, 1 when nothing could, 2 for bad usage. */
export async function runSnapshot(args: string[], io: CliIo): Promise<number> {
  const options = {
    ...tenantOptions,
    json: { type: 'boolean' },
    'no-dns': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = readOptions(args, options);
  if (positionals.length > 0) throw new UsageError(`Usage: quarantine-watch ${usage}`);
  const connection = await connect(values, io);
  try {
    const { tenant, profile } = connection;
    const snapshot = await readSnapshot(tenant.patient ?? tenant, {
      dns: values['no-dns'] ? null : await dnsOf(values),
      now: connection.now(),
      ...concernOf(profile),
    });
    io.stdout.write(`${JSON.stringify(snapshot, null, 1)}\n`);
    for (const { cmdlet, sentence } of snapshot.notRead) io.stderr.write(`Not read: ${cmdlet}. ${sentence}\n`);
    return Object.keys(snapshot).some((key) => key.startsWith('Get-')) ? 0 : 1;
  } finally {
    await connection.close();
  }
}

function concernOf(profile: SenderProfile) {
  return { domains: senderDomains(profile), groups: profile.audienceGroups };
}

/** A simulated tenant brings its DNS along; the domains in it do not exist. */
async function dnsOf({ sandbox, tenant }: { sandbox: boolean; tenant?: string | undefined }): Promise<DnsLookup> {
  if (!sandbox) return createDnsLookup();
  if (tenant === undefined) return createFixedDns((await import('../sandbox/company/dns.ts')).dnsFacts as DnsFacts);
  const { loadTenantFile } = await import('../sandbox/tenant-file.ts');
  return createFixedDns((await loadTenantFile(tenant)).dns as DnsFacts);
}
