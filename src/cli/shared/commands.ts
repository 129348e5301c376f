import { readdir } from 'node:fs/promises';
import { NotReadError } from '../../defender/reading.ts';
import { type CliIo, type ExitCode, UsageError } from './io.ts';

type Run = (args: string[], io: CliIo) => Promise<number>;

const folder = new URL('../', import.meta.url);

/** Usage text with every command: a command is a file of `cli/` that exports `run<Name>` and, if it likes, a line `usage`. */
export async function listCommands(): Promise<string> {
  const lines: string[] = [];
  for (const name of await commandNames()) {
    const module = await load(name);
    lines.push(`  ${typeof module.usage === 'string' ? module.usage : name}`);
  }
  return `Usage: quarantine-watch COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\nExit codes: 0 done, 1 could not be answered, 2 bad usage or input.\n`;
}

/** Runs a command by its name. An unknown one, or bad input, is a sentence on standard error and exit code 2. */
export async function runCommand(name: string, args: string[], io: CliIo): Promise<ExitCode> {
  if (!(await commandNames()).includes(name)) {
    io.stderr.write(`There is no command "${printable(name)}".\n\n${await listCommands()}`);
    return 2;
  }
  const module = await load(name);
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(`Usage: quarantine-watch ${typeof module.usage === 'string' ? module.usage : name}\n`);
    return 0;
  }
  return guarded(io, () => runnerOf(module, name)(args, io));
}

async function guarded(io: CliIo, run: () => Promise<number>): Promise<ExitCode> {
  try {
    return asExitCode(await run());
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`${error.message}\n`);
      return 2;
    }
    if (error instanceof NotReadError) {
      io.stderr.write(`${error.why.sentence} ${error.why.advice}\n`);
      return 1;
    }
    io.stderr.write(`Something went wrong on our side. ${faultOf(error, io)}\n`);
    return 1;
  }
}

async function commandNames(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.map((entry) => entry.name.slice(0, -'.ts'.length)).sort();
}

async function load(name: string): Promise<Record<string, unknown>> {
  return import(new URL(`${name}.ts`, folder).href);
}

function runnerOf(module: Record<string, unknown>, name: string): Run {
  const pascal = name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const run = module[`run${pascal}`];
  if (typeof run !== 'function') throw new Error(`src/cli/${name}.ts exports no run${pascal}`);
  return run as Run;
}

/** Where the fault is, only for whoever asks to see it. */
function faultOf(error: unknown, io: CliIo): string {
  if (io.env.LOG_LEVEL !== 'debug') return 'Run it again with LOG_LEVEL=debug to see where.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function asExitCode(code: number): ExitCode {
  return code === 0 || code === 1 ? code : 2;
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
