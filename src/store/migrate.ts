import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as foundations from './migrations/0001-foundations.ts';
import * as policyWatch from './migrations/0002-policy-watch.ts';
import * as campaigns from './migrations/0003-campaigns.ts';
import * as alerts from './migrations/0004-alerts.ts';
import * as tickets from './migrations/0005-tickets.ts';
import * as csmNames from './migrations/0006-csm-names.ts';
import * as ticketTold from './migrations/0007-ticket-told.ts';
import * as alertUpkeep from './migrations/0008-alert-upkeep.ts';
import type { Tables } from './tables.ts';

const migrations: Record<string, Migration> = {
  '0001-foundations': foundations,
  '0002-policy-watch': policyWatch,
  '0003-campaigns': campaigns,
  '0004-alerts': alerts,
  '0005-tickets': tickets,
  '0006-csm-names': csmNames,
  '0007-ticket-told': ticketTold,
  '0008-alert-upkeep': alertUpkeep,
};

/** Brings the database to this version, under a lock, forwards only. Throws a sentence that names the step that failed. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  if (results === undefined && /previously executed migration .* is missing/.test(String(error)))
    throw new Error(
      'The database was set up by a later version of the bot. Nothing was changed; start that version or a newer one.',
      { cause: error },
    );
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  throw new Error(
    `The database could not be brought up to date${failed ? ` (step ${failed})` : ''}. Nothing of that step was kept.`,
    { cause: error },
  );
}
