import { createServer } from 'node:net';
import { type RunningSandbox, runSandbox } from '../../src/sandbox/run-sandbox.ts';
import type { StartOptions } from '../../src/sandbox/start-options.ts';

/** What `npm run sandbox` starts, on free ports. Whoever starts it stops it. */
export async function startSandbox(options: Partial<StartOptions> = {}): Promise<RunningSandbox> {
  return runSandbox({
    chat: true,
    watch: false,
    testsEvery: null,
    port: 0,
    chatPort: await freePort(),
    as: null,
    tenantFile: null,
    faultsFile: null,
    quarantineSize: 600,
    now: null,
    help: false,
    ...options,
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
