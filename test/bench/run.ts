import { fork } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement, Row } from './parts/measurement.ts';

/** `npm run bench [NAME...]`: each benchmark in a process of its own, one after another, so that none disturbs the next. */
async function main(names: string[]): Promise<void> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts')).sort();
  const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
  let missed = 0;
  for (const file of wanted) {
    const measurement = await measured(join(import.meta.dirname, file)).catch(notMeasured);
    missed += (measurement.rows ?? []).filter((row) => row.met === false).length;
    process.stdout.write(`${table(measurement)}\n`);
  }
  process.stdout.write(missed === 0 ? 'All goals are met.\n' : `${missed} goals are missed.\n`);
}

function notMeasured(error: unknown): Measurement {
  process.exitCode = 1;
  return { name: error instanceof Error ? error.message : String(error) };
}

function measured(path: string): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--one', path], { stdio: ['ignore', 2, 2, 'ipc'] });
    child.once('message', (told) => resolve(told as Measurement));
    child.once('exit', (code) => reject(new Error(`${path} ended with ${code} and no measurement.`)));
  });
}

function table({ name, rows = [], lines = [] }: Measurement): string {
  const head: Row = { what: '', measured: 'measured', peer: 'peer', goal: 'goal' };
  const shown = rows.length === 0 ? [] : [head, ...rows];
  const cells = shown.map((row) => [row.what, row.measured, row.peer ?? '', row.goal ?? '', verdict(row)]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)));
  const text = cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [`\n${name}`, ...text.map((line) => `  ${line}`.trimEnd()), ...lines.map((line) => `  ${line}`), ''].join(
    '\n',
  );
}

function verdict({ met }: Row): string {
  if (met === undefined) return '';
  return met ? 'met' : 'MISSED';
}

async function one(path: string): Promise<void> {
  const { run } = (await import(path)) as { run(): Promise<Measurement> };
  const measurement = await run();
  process.send?.(measurement, () => process.exit(0));
}

const [first, second, ...rest] = process.argv.slice(2);
if (first === '--one' && second !== undefined) await one(second);
else await main([first, second, ...rest].filter((name) => name !== undefined));
