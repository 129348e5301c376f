import { mkdir } from 'node:fs/promises';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { fromPglite, type Db as JobsConnection } from 'pg-boss';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

export interface DatabaseOptions {
  /** PostgreSQL address; null means the embedded database. */
  url: string | null;
  /** Folder of the embedded database; null keeps it in memory. */
  folder: string | null;
  /** Largest number of connections to a server. */
  connections?: number;
  /** Schema to work in on a server; null means its default. */
  schema?: string | null;
}

export interface Database {
  kysely: Kysely<Tables>;
  /** `pglite` embedded, `postgres` on a server. */
  backend: 'pglite' | 'postgres';
  /** Statements of the job queue go through here. */
  jobs: { connection: JobsConnection } | { connectionString: string; max: number };
  close(): Promise<void>;
}

/** Opens the database and brings its schema up to date. Errors say what is wrong without repeating the address. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.url ? await openServer(options.url, options) : await openEmbedded(options.folder);
  try {
    await migrate(database.kysely);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function openServer(url: string, options: DatabaseOptions): Promise<Database> {
  const { Pool } = await import('pg').then((module) => module.default);
  const max = options.connections ?? 10;
  const searchPath = options.schema ? `-c search_path=${options.schema}` : undefined;
  const pool = new Pool({ connectionString: url, max, options: searchPath, application_name: 'quarantine-watch' });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    backend: 'postgres',
    jobs: { connectionString: url, max: Math.max(2, Math.floor(max / 2)) },
    close: () => kysely.destroy(),
  };
}

async function openEmbedded(folder: string | null): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  if (folder) await mkdir(folder, { recursive: true });
  const pglite = folder ? await PGlite.create(folder) : await PGlite.create();
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kysely,
    backend: 'pglite',
    jobs: { connection: fromPglite(pglite) },
    close: () => kysely.destroy(),
  };
}
