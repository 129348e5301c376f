import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { DnsLookup } from '../microsoft365/dns/dns-lookup.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import type { Database } from '../store/database.ts';

/** What watching the policies of one tenant needs of the outside. */
export interface PolicyWatchDeps {
  tenant: TenantReader;
  profile: SenderProfile;
  database: Database;
  /** Null leaves DNS unasked. */
  dns: DnsLookup | null;
}
