import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';

const folder = join(import.meta.dirname, '..', 'build');
try {
  const { zip, missing } = await buildPackage(process.env);
  const name = missing.length === 0 ? 'quarantine-watch.zip' : 'quarantine-watch-trial.zip';
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), zip);
  process.stdout.write(`Wrote build/${name} (${zip.length} bytes).\n`);
  process.stdout.write(
    missing.length === 0
      ? 'Upload it in the Teams admin centre, Manage apps.\n'
      : `It is for looking at only, and no bot answers in it: set ${missing.join(', ')} for the real one.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
