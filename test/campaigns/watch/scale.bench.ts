import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { ScaleReport, ScaleTask } from './scale-worker.ts';

/**
 * Many tenants, each with a running campaign of ten recipients: on one process, and shared by two that only have the server in common.
 * `node test/campaigns/watch/scale.bench.ts [tenants] [seconds] [poll seconds]`; the server is the one that TEST_DATABASE_URL names.
 */
const [count = 1000, seconds = 120, every = 60] = process.argv.slice(2).map(Number);
const file = join(import.meta.dirname, 'scale-worker.ts');

async function measure(what: string, url: string | null, workers: number): Promise<void> {
  const task: ScaleTask = { url, count, every, began: Date.now() };
  const children = Array.from({ length: workers }, () => fork(file, { stdio: ['ignore', 2, 2, 'ipc'] }));
  for (const child of children) child.send(task);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const reports = await Promise.all(children.map(reportOf));
  const faults = reports.flatMap((report) => report.faults);
  const polls = reports.flatMap((report) => report.polls);
  const byTenant = Map.groupBy(
    polls.toSorted((one, other) => one.from - other.from),
    ({ tenant }) => tenant,
  );
  const pairs = [...byTenant.values()].flatMap((mine) => mine.slice(1).map((next, at) => ({ last: mine[at], next })));
  const doubles = pairs.filter(({ last, next }) => last !== undefined && next.from < last.to).length;
  const delays = pairs.map(({ last, next }) => (next.from - (last?.to ?? next.from)) / 1000 - every);
  const late = delays.toSorted((one, other) => one - other);
  const at = (share: number) => `${(late[Math.floor((late.length - 1) * share)] ?? 0).toFixed(2)} s`;
  const first = Math.max(...[...byTenant.values()].map(([one]) => (one?.from ?? 0) - task.began)) / 1000;
  const silent = Math.max(...[...byTenant.values()].map((mine) => Date.now() - (mine.at(-1)?.from ?? 0))) / 1000;
  const cpu = reports.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  process.stdout.write(
    `${what}: ${count} tenants, ${byTenant.size} polled, the last for the first time after ${first.toFixed(0)} s; ` +
      `${polls.length} polls in ${seconds} s (${reports.map((report) => report.polls.length).join(' + ')}), ${doubles} double; ` +
      `delay median ${at(0.5)}, p99 ${at(0.99)}, worst ${at(1)}, longest without a poll in the end ${silent.toFixed(0)} s; ` +
      `${(cpu / Math.max(1, polls.length)).toFixed(1)} ms CPU a poll, start included; ` +
      `${reports.map(({ rss }) => (rss / 1e6).toFixed(0)).join(' + ')} MB; ${reports.reduce((sum, { facts }) => sum + facts, 0)} facts; ` +
      `${faults.length} faults${faults.length > 0 ? ` (${faults[0]})` : ''}\n`,
  );
}

function reportOf(child: ChildProcess): Promise<ScaleReport> {
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as ScaleReport));
    child.once('exit', (code) => reject(new Error(`A worker ended with ${code}.`)));
    child.send('report');
  });
}

async function onServer(address: string, workers: number): Promise<void> {
  const name = `qw_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(`create database ${name}`);
  try {
    const url = new URL(address);
    url.pathname = `/${name}`;
    await measure(`server, ${workers} worker process(es)`, url.href, workers);
  } finally {
    await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
}

const server = process.env.TEST_DATABASE_URL;
if (server !== undefined) for (const workers of [1, 2]) await onServer(server, workers);
await measure('embedded, 1 process', null, 1);
