import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { freePort } from '../support/sandbox-run.ts';

const root = new URL('../..', import.meta.url).pathname;

interface Started {
  child: ChildProcess;
  port: number;
  /** Ports of everything it started. */
  ports: number[];
  pids: number[];
  ended: Promise<{ code: number | null }>;
  errors(): string;
}

/** Runs `npm run sandbox` in a process group of its own, as a terminal does, until it says how to stop it. */
async function startSandbox(options: string[]): Promise<Started> {
  const port = await freePort();
  const chatPort = await freePort();
  const all = ['--port', String(port), '--chat-port', String(chatPort), '--quarantine', '50', ...options];
  const child = spawn('npm', ['run', '-s', 'sandbox', '--', ...all], { cwd: root, detached: true });
  let out = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null }));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      if (out.includes('Ctrl-C stops all of it.')) resolve();
    });
    ended.then(() => reject(new Error(`It ended before it was up: ${errors}`)));
  });
  const ports = [...out.matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)].map(([, digits]) => Number(digits));
  return {
    child,
    port,
    ports: [...new Set(ports)],
    pids: await descendants(child.pid ?? 0),
    ended,
    errors: () => errors,
  };
}

/** The process and all it started, from the process table. */
async function descendants(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    const [, parent] = /^\d+ \(.*\) \w (\d+)/s.exec(stat ?? '') ?? [];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const one of found) found.push(...[...parents].filter(([, parent]) => parent === one).map(([child]) => child));
  return found;
}

/** Whether it still runs; one that has ended and waits for its parent to notice does not. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !/^\d+ \(.*\) [ZX] /s.test(stat);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('stopping the sandbox', function () {
  this.timeout(60_000);
  let started: Started | null = null;

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(async () => {
    for (const pid of started?.pids ?? []) if (await isAlive(pid)) process.kill(pid, 'SIGKILL');
    started = null;
  });

  for (const [signal, options, ports] of [
    ['SIGINT', ['--no-chat'], 2],
    ['SIGTERM', ['--no-chat'], 2],
    ['SIGINT', [], 3],
    ['SIGTERM', [], 3],
    ['SIGKILL', [], 3],
  ] as const) {
    const what = options.length === 0 ? 'with its chat window' : 'without chat window';
    it(`${what} by ${signal} ends every process and frees every port`, async () => {
      started = await startSandbox([...options]);
      assert.equal(started.ports.length, ports);
      for (const port of started.ports) assert.equal(await isOpen(port), true, `port ${port} is not open`);
      assert.ok(started.pids.length >= (options.length === 0 ? 3 : 2), `${started.pids.length} processes`);
      if (signal === 'SIGINT') process.kill(-(started.child.pid ?? 0), signal);
      else process.kill(await sandboxProcess(started.pids), signal);
      await started.ended;
      await untilGone(started.pids);
      await untilFree(started.ports);
      if (signal !== 'SIGKILL') assert.equal(started.errors(), '');
    });
  }
});

/** The process that runs the sandbox itself, below npm and its shell. */
async function sandboxProcess(pids: number[]): Promise<number> {
  for (const pid of pids) {
    const [, script] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (script?.endsWith('src/sandbox/start.ts')) return pid;
  }
  throw new Error('The sandbox is not among its processes.');
}

/** The last thread of a process that was killed closes its ports a moment after the process is gone. */
async function untilFree(ports: number[]): Promise<void> {
  while ((await Promise.all(ports.map(isOpen))).includes(true)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A process that its parent has not yet looked after is gone a moment later. */
async function untilGone(pids: number[]): Promise<void> {
  while ((await Promise.all(pids.map(isAlive))).includes(true)) await new Promise((resolve) => setTimeout(resolve, 20));
}
