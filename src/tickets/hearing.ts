import type { Database } from '../store/database.ts';
import { inTenant } from '../store/tenant-scope.ts';
import { csmsOf, ticketPlaces } from '../store/ticket-places.ts';

/**
 * Who at ContactMonkey hears of a customer's tickets as things stand. `now`: a place, a customer success manager's chat or a ticketing
 * system is told. `later`: those who look after the customer cannot be told yet. `desk`: nobody looks after it, which a desk hears.
 */
export type Hearing = 'now' | 'later' | 'desk' | 'nobody';

/** What an administrator is told of a ticket that was opened. */
export const hearingWords: Readonly<Record<Hearing, string>> = {
  now: 'ContactMonkey has been told, with what you agreed to share.',
  later:
    'Your customer success manager at ContactMonkey cannot be told at the moment: I have no chat with them. A ticket is kept, and shown to them when they next write to me; until then send them its export.',
  desk: 'Nobody at ContactMonkey looks after your organisation yet. Its desk hears that there is a ticket, and sees what you shared as soon as somebody takes your organisation.',
  nobody:
    'Nobody at ContactMonkey hears of tickets here yet: no channel, customer success manager or ticketing system is connected. A ticket is kept, and shown as soon as one is; until then send its export to your customer success manager.',
};

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
