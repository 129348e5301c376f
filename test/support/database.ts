import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/store/database.ts';

const serverUrl = process.env.TEST_DATABASE_URL;

/** The databases the suite runs on: the embedded one always, a server when TEST_DATABASE_URL names one. */
export const backends = serverUrl ? (['pglite', 'postgres'] as const) : (['pglite'] as const);

/** A fresh, empty database of the kind; `close` removes it. */
export async function openTestDatabase(backend: (typeof backends)[number]): Promise<Database> {
  if (backend === 'pglite') return openDatabase({ url: null, folder: null });
  const { url, drop } = await createServerDatabase();
  const database = await openDatabase({ url, folder: null });
  return {
    ...database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** An empty database of the server that TEST_DATABASE_URL names, for whoever opens it by its address. */
export async function createServerDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  if (!serverUrl) throw new Error('TEST_DATABASE_URL names no server.');
  const name = `qw_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
