import { readFile, stat } from 'node:fs/promises';
import { type CliIo, UsageError } from './io.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Text of a file, or of standard input for `-`; a file that cannot be read is bad usage. */
export async function readText(path: string, io: CliIo): Promise<string> {
  if (path === '-') return readAll(io);
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new UsageError(`${path} is larger than 64 MB.`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read (${codeOf(error)}).`);
  }
}

/** A JSON file; one that is not JSON is bad usage. */
export async function readJson(path: string, io: CliIo): Promise<unknown> {
  const text = await readText(path, io);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not JSON.`);
  }
}

async function readAll(io: CliIo): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of io.stdin) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BYTES) throw new UsageError('Standard input is larger than 64 MB.');
  }
  return text + decoder.decode();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
