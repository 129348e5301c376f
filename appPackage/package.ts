import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';

const folder = join(import.meta.dirname, '..', 'build');
const file = join(folder, 'quarantine-watch.zip');
try {
  const bytes = await buildPackage(process.env);
  await mkdir(folder, { recursive: true });
  await writeFile(file, bytes);
  process.stdout.write(
    `Wrote build/quarantine-watch.zip (${bytes.length} bytes). Upload it in the Teams admin centre, Manage apps.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
