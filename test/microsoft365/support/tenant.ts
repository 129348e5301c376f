import assert from 'node:assert/strict';
import { type NotRead, NotReadError } from '../../../src/defender/reading.ts';
import { createTenantReader, type TenantReaderOptions } from '../../../src/microsoft365/create-tenant-reader.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import type { Timing } from '../../../src/microsoft365/wire/timing.ts';
import { tenantId, WireServer } from './wire-server.ts';

/** A clock that jumps when somebody waits. */
export class JumpingTime implements Timing {
  at = Date.parse('2026-11-21T12:00:00Z');
  readonly waits: number[] = [];
  private readonly deadlines: { at: number; controller: AbortController }[] = [];

  now(): number {
    return this.at;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.pass(ms);
  }

  deadline(ms: number): AbortSignal {
    const controller = new AbortController();
    this.deadlines.push({ at: this.at + ms, controller });
    return controller.signal;
  }

  /** Time goes by while something is under way. */
  pass(ms: number): void {
    this.at += ms;
    for (const { at, controller } of this.deadlines) {
      if (at <= this.at) controller.abort(new DOMException('over', 'TimeoutError'));
    }
  }

  random(): number {
    return 0.5;
  }

  get waited(): number {
    return this.waits.reduce((sum, ms) => sum + ms, 0);
  }
}

export interface LogLine {
  meta: Record<string, unknown>;
  message: string;
}

export interface Bench {
  server: WireServer;
  time: JumpingTime;
  log: LogLine[];
  reader: TenantReader;
  another(options: Partial<TenantReaderOptions>): TenantReader;
}

/** A reader whose whole outside world is one `WireServer` and one `JumpingTime`. */
export async function startBench(options: Partial<TenantReaderOptions> = {}): Promise<Bench> {
  const server = new WireServer();
  await server.listen();
  const time = new JumpingTime();
  const log: LogLine[] = [];
  const keep = (meta: Record<string, unknown>, message: string) => void log.push({ meta, message });
  const another = (more: Partial<TenantReaderOptions>) =>
    createTenantReader({
      tenantId,
      entraUrl: server.url,
      exchangeUrl: server.url,
      graphUrl: server.url,
      credential: { kind: 'secret', clientId: '6a1c0000-0000-4000-8000-00000000c0de', secret: 'hush-hush-secret' },
      timing: time,
      logger: { warn: keep, debug: keep },
      ...more,
    });
  return { server, time, log, another, reader: another(options) };
}

/** The reason a read gives for not being done. Fails when it was done, or failed in another way. */
export async function whyNot(work: Promise<unknown>): Promise<NotRead> {
  try {
    await work;
  } catch (error) {
    if (error instanceof NotReadError) return error.why;
    throw error;
  }
  return assert.fail('the read was expected not to succeed');
}

export async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push(page);
  return all;
}
