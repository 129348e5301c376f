import { NotReadError } from '../defender/reading.ts';
import type { Database, DatabaseOptions } from './database.ts';

/** A database that is opened when it is first wanted, once, so that nobody waits for it at the start. */
export interface LateDatabase {
  /** Rejects with `NotReadError` when it cannot be opened; the next call tries again. */
  get(): Promise<Database>;
  close(): Promise<void>;
}

export function lateDatabase(
  options: DatabaseOptions,
  onFault: (error: unknown) => void,
  open: (options: DatabaseOptions) => Promise<Database> = openLate,
): LateDatabase {
  let opened: Promise<Database> | null = null;
  let closed = false;

  async function get(): Promise<Database> {
    if (closed) throw unreachable('it is being closed');
    opened ??= open(options);
    try {
      return await opened;
    } catch (error) {
      opened = null;
      onFault(error);
      throw unreachable('it did not open', error);
    }
  }

  return {
    get,
    async close() {
      closed = true;
      const database = await opened?.catch(() => null);
      await database?.close();
    },
  };
}

async function openLate(options: DatabaseOptions): Promise<Database> {
  const { openDatabase } = await import('./database.ts');
  return openDatabase(options);
}

function unreachable(why: string, cause?: unknown): NotReadError {
  return new NotReadError(
    {
      what: "the bot's database",
      kind: 'unreachable',
      sentence: `The bot's own database cannot be used: ${why}. Nothing was kept or changed.`,
      advice: 'Ask whoever runs the bot to look at DATABASE_URL or DATA_DIR, and try again.',
    },
    { cause },
  );
}
