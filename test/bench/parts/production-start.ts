import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainEnvironment } from './processes.ts';

const root = join(import.meta.dirname, '../../..');
const id = (last: number) => `0f9b6a10-0000-4000-8000-${String(last).padStart(12, '0')}`;

/** A whole environment whose addresses lead nowhere: a start must not wait for any of them. */
const environment = {
  PORT: '0',
  TENANT_ID: id(1),
  CLIENT_ID: id(2),
  CLIENT_SECRET: 'not-a-secret',
  ENTRA_URL: 'http://127.0.0.1:9',
  EXCHANGE_URL: 'http://127.0.0.1:9',
  GRAPH_URL: 'http://127.0.0.1:9',
  BOT_APP_ID: id(3),
  BOT_APP_SECRET: 'not-a-secret',
  BOT_TENANT_ID: id(1),
  BOT_OPENID_METADATA_URL: 'http://127.0.0.1:9/openid',
  READER_GROUPS: id(4),
  LOG_LEVEL: 'silent',
};

export interface Start {
  /** From the start of the process until it says that it listens. */
  milliseconds: number;
  /** Bytes, right after. */
  rss: number;
}

/** `npm start` as far as it goes without its services: the same program, until it listens. */
export async function productionStart(): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (chunk) => {
        said += chunk;
        if (said.includes('listens at')) resolve();
      });
      child.once('exit', () => reject(new Error(`The bot did not start: ${said}`)));
    });
    return { milliseconds: performance.now() - started, rss: await rssOf(child.pid ?? 0) };
  } finally {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
}

/** Memory of a process in bytes; 0 where there is no process table to read. */
export async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
