#!/usr/bin/env node
import { listCommands, runCommand } from './cli/shared/commands.ts';

const [command, ...args] = process.argv.slice(2);
const { stdin, stdout, stderr, env } = process;

// A reader that has seen enough (`| head`) is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
  const asked = command !== undefined;
  (asked ? stdout : stderr).write(await listCommands());
  process.exitCode = asked ? 0 : 2;
} else {
  process.exitCode = await runCommand(command, args, { stdin, stdout, stderr, env });
}
