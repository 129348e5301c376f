import { takeSnapshot } from '../questions/shared/take-snapshot.ts';
import { connect } from './shared/connect.ts';
import { type CliIo, UsageError } from './shared/io.ts';
import { readOptions, tenantOptions } from './shared/options.ts';

export const usage = 'snapshot [--sandbox [--tenant FILE]] > FILE';

/** Writes the tenant's configuration as a snapshot file. 0 when all could be read, 1 when nothing could, 2 for bad usage. */
export async function runSnapshot(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readOptions(args, { ...tenantOptions, json: { type: 'boolean' } });
  if (positionals.length > 0) throw new UsageError(`Usage: quarantine-watch ${usage}`);
  const connection = await connect(values, io);
  try {
    const snapshot = await takeSnapshot(connection.tenant, connection.now());
    io.stdout.write(`${JSON.stringify(snapshot, null, 1)}\n`);
    for (const { cmdlet, sentence } of snapshot.notRead) io.stderr.write(`Not read: ${cmdlet}. ${sentence}\n`);
    return Object.keys(snapshot).some((key) => key.startsWith('Get-')) ? 0 : 1;
  } finally {
    await connection.close();
  }
}
