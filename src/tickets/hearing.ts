import type { Database } from '../store/database.ts';
import { inTenant } from '../store/tenant-scope.ts';
import { csmsOf, ticketPlaces } from '../store/ticket-places.ts';
import type { Hearing } from './hearing-words.ts';

/** Tells who hears of the tickets of a customer's tenant. Not to be asked within a transaction: it looks into two tenants. */
export type HearingOf = (customerTenant: string) => Promise<Hearing>;

/** By Entra object id. `unknown`: the directory could not be asked. */
export type IsCsm = (person: string) => Promise<'yes' | 'no' | 'unknown'>;

export function createHearing(options: {
  database: Database;
  csmTenant?: string | null;
  hasSystems?: boolean;
  isCsm?: IsCsm;
}): HearingOf {
  const { kysely } = options.database;
  const { csmTenant = null, hasSystems = false, isCsm } = options;

  return async (customerTenant) => {
    if (hasSystems) return 'now';
    const here = await inTenant(kysely, customerTenant, (t) => ticketPlaces(t, []));
    if (here.isReached) return 'now';
    if (csmTenant === null) return 'nobody';
    const assigned = await inTenant(kysely, csmTenant, (t) => csmsOf(t, customerTenant));
    const csms = await withoutThoseWhoLeft(assigned, isCsm);
    return inTenant(kysely, csmTenant, async (t) => {
      if (assigned.length > 0) return (await ticketPlaces(t, csms, csms)).isReached ? 'now' : 'later';
      return (await ticketPlaces(t, [])).isReached ? 'desk' : 'nobody';
    });
  };
}

/** Who cannot be asked about counts as one still. */
export async function withoutThoseWhoLeft(csms: readonly string[], isCsm?: IsCsm): Promise<string[]> {
  const verdicts = await Promise.all(csms.map(async (id) => ({ id, verdict: (await isCsm?.(id)) ?? 'yes' })));
  return verdicts.filter(({ verdict }) => verdict !== 'no').map(({ id }) => id);
}
