import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createFixedDns } from '../../src/microsoft365/dns/fixed-lookup.ts';
import type { PolicyWatchDeps } from '../../src/policy-watch/deps.ts';
import type { Database } from '../../src/store/database.ts';
import { type FakeTenant, fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import type { Rows } from '../support/tenant-snapshots.ts';

export const monday = new Date('2026-11-16T08:00:00Z');

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * 60_000);
}

export interface WatchedTenant {
  deps: PolicyWatchDeps;
  calls: string[];
  tenant: FakeTenant;
  /** The only row of a cmdlet, or its first, to be changed in place. */
  row(cmdlet: string): Record<string, unknown>;
}

let tenants = 0;

/** An untouched tenant in memory, each with an id of its own so that one database serves many tests. */
export function aWatchedTenant(
  database: Database,
  given: Partial<FakeTenant> & { profile?: Record<string, unknown> } = {},
): WatchedTenant {
  const { profile = {}, cmdlets, ...rest } = given;
  const document = structuredClone(untouchedTenant('Default'));
  const untouched = Object.fromEntries(
    Object.entries(document).filter((entry): entry is [string, Rows] => entry[0].startsWith('Get-')),
  );
  const fake = fakeTenantReader({ ...rest, cmdlets: { ...untouched, ...cmdlets } });
  tenants += 1;
  const tenantId = `f0000000-0000-4000-8000-${String(tenants).padStart(12, '0')}`;
  const mx = ['0 contoso-com.mail.protection.outlook.com'];
  const spf = 'v=spf1 include:spf.protection.outlook.com -all';
  return {
    deps: {
      tenant: { ...fake.reader, tenantId },
      profile: parseSenderProfile(profile).profile,
      database,
      dns: createFixedDns({ 'contoso.com': { spf, dmarc: null, mx, dkim: {} } }),
    },
    calls: fake.calls,
    tenant: fake.tenant,
    row(cmdlet) {
      const [row] = fake.tenant.cmdlets[cmdlet] ?? [];
      if (row === undefined) throw new Error(`The tenant has no row of ${cmdlet}.`);
      return row;
    },
  };
}
