import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type CrashReport, crash } from './crash.ts';

/**
 * `node test/crash/run.ts [--kills 200] [--on embedded|server] [--life 60]`: on the embedded database, and on the server that
 * TEST_DATABASE_URL names. A life is killed after at most so many facts and calls.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    on: { type: 'string' },
    life: { type: 'string', default: '60' },
  },
});
const log = (line: string) => void process.stderr.write(`${line}\n`);
const common = { kills: Number(values.kills), random: Math.random, longestLife: Number(values.life), log };

if (values.on !== 'server') await embedded();
const server = process.env.TEST_DATABASE_URL;
if (server === undefined) log('TEST_DATABASE_URL names no server: only the embedded database was tried.');
else if (values.on !== 'embedded') await onServer(server);

async function embedded(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'qw-crash-'));
  try {
    say('embedded', await crash({ ...common, url: null, folder: join(folder, 'data') }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onServer(address: string): Promise<void> {
  const name = `qw_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(`create database ${name}`);
  try {
    const url = new URL(address);
    url.pathname = `/${name}`;
    say('server', await crash({ ...common, url: url.href, folder: null }));
  } finally {
    await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
}

function say(backend: string, report: CrashReport): void {
  process.stdout.write(`${JSON.stringify({ backend, ...report }, null, 2)}\n`);
  const { lostFacts, lostCards, goneBack, unexplained, stale } = report;
  if ([lostFacts, lostCards, goneBack, unexplained, stale].some((list) => list.length > 0)) process.exitCode = 1;
}
