import type { AppIdentity, Config, RoleGroups } from '../config.ts';

/** A company whose mail is read, how it is read, and who may ask about it. */
export interface Customer {
  tenantId: string;
  /** What people call it; null where nobody said. */
  name: string | null;
  reader: AppIdentity;
  entraUrl: string;
  exchangeUrl: string;
  graphUrl: string;
  groups: RoleGroups;
  profilePath: string | null;
}

/** How the directory of ContactMonkey's own tenant is asked who belongs to its groups. */
export type DirectoryAccess = Pick<Customer, 'reader' | 'entraUrl' | 'graphUrl'>;

/** All customers of the service, the one of the environment first. */
export function customersOf(config: Config): [Customer, ...Customer[]] {
  const { tenantId, reader, entraUrl, exchangeUrl, graphUrl, groups, profilePath } = config;
  const first = { tenantId, name: null, reader, entraUrl, exchangeUrl, graphUrl, groups, profilePath };
  return [first, ...config.furtherCustomers];
}
