import { parseArgs } from 'node:util';
import { backends, openTestDatabase } from '../support/database.ts';
import { faultRun } from './faults.ts';

/** `node test/crash/faults-run.ts [--minutes 10]`: services and Teams fail in every way they know; what is true in the end? */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const log = (line: string) => void process.stderr.write(`${line}\n`);

for (const backend of backends) {
  const database = await openTestDatabase(backend);
  const seconds = Number(values.minutes) * 60;
  const report = await faultRun({ database, seconds, short: false, random: Math.random, log });
  process.stdout.write(`${JSON.stringify({ backend, ...report }, null, 2)}\n`);
  const { unseen, lost, unexplained, stale, goneBack, unsent } = report;
  if ([unseen, lost, unexplained, stale, goneBack, unsent].some((list) => list.length > 0)) process.exitCode = 1;
  await database.close();
}
