import { readFile } from 'node:fs/promises';
import { parseSnapshot, SnapshotError, type TenantSnapshot } from '../../defender/snapshot.ts';
import { UsageError } from './io.ts';

/** Reads a file of text; a `UsageError` says which file could not be read. */
export async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    throw new UsageError(`${file} cannot be read. Check the path and its permissions.`);
  }
}

/** Reads a file of JSON; a `UsageError` says what is wrong with it. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not valid JSON.`);
  }
}

/** Reads a tenant snapshot; a `UsageError` says what is wrong with the file. */
export async function readSnapshotFile(file: string): Promise<TenantSnapshot> {
  const document = await readJson(file);
  try {
    return parseSnapshot(document);
  } catch (error) {
    if (error instanceof SnapshotError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
