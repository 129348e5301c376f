import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Tenant {
  tenantId: string;
  /** Object id of somebody who may ask. */
  reader: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export interface Bot {
  url: string;
  /** Milliseconds from the start of the process until it listened. */
  startedIn: number;
  report(): Promise<Report>;
  stop(): Promise<void>;
}

export interface Report {
  /** Milliseconds since the last report in which at least one request to the tenant was under way. */
  waited: number;
  requests: number;
  /** Share of the time since the last report in which the process had work at hand, 0 to 1. */
  busy: number;
  /** Bytes: the most heap seen since the last report, and memory of the process now and at its highest. */
  heap: number;
  rss: number;
  peakRss: number;
}

const folder = join(import.meta.dirname, '..');

export async function startTenant(quarantineSize: number): Promise<Tenant> {
  const child = fork(join(folder, 'tenant-process.ts'), [String(quarantineSize)], {
    stdio: ['ignore', 'ignore', 2, 'ipc'],
  });
  const told = (await message(child)) as Omit<Tenant, 'stop'> & { profile: object };
  const home = await mkdtemp(join(tmpdir(), 'quarantine-watch-bench-'));
  const profile = join(home, 'profile.json');
  await writeFile(profile, JSON.stringify(told.profile));
  return {
    ...told,
    environment: { ...told.environment, PROFILE: profile, BOT_SERVICE_HOSTS: '127.0.0.1', PORT: '0' },
    async stop() {
      await end(child);
      await rm(home, { recursive: true });
    },
  };
}

/** Our bot before a tenant, or the echo bot when there is none. What they log goes nowhere. */
export async function startBot(tenant: Tenant | null): Promise<Bot> {
  const file = join(folder, tenant === null ? 'echo-process.ts' : 'bot-process.ts');
  const started = performance.now();
  const child = fork(file, {
    env: { ...plainEnvironment(), ...tenant?.environment },
    stdio: ['ignore', 'ignore', 2, 'ipc'],
  });
  const { url } = (await message(child)) as { url: string };
  const startedIn = performance.now() - started;
  return {
    url,
    startedIn,
    report() {
      child.send('report');
      return message(child) as Promise<Report>;
    },
    stop: () => end(child),
  };
}

/** Nothing of the environment in which the measurement runs may configure what is measured. */
export function plainEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('A process of the measurement ended too early.'));
    child.once('exit', gone);
    child.once('message', (told) => {
      child.off('exit', gone);
      resolve(told);
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
