import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo } from '../../src/cli/shared/io.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command function with captured output. */
export async function ran(
  run: (args: string[], io: CliIo) => Promise<number>,
  args: string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const io: CliIo = {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env,
  };
  const code = await run(args, io);
  return { code, out, err };
}

/** Writes a file into a new temporary folder and gives its path. */
export async function aFile(name: string, content: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'qw-')), name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
