import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MailParser } from 'mailparser';
import { analyseHeaders } from '../../src/defender/headers/analyse-headers.ts';

const sampleFolder = join(import.meta.dirname, '../../../shared/samples/headers');
const ownFolder = join(import.meta.dirname, '../support/headers');
const rounds = 5;
const repeats = 40;

/** Our whole header analysis against mailparser's header parsing alone: same inputs, warm, best of five. */
export async function run(): Promise<{ name: string; lines: string[] }> {
  const folder = existsSync(sampleFolder) ? sampleFolder : ownFolder;
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt') || file.endsWith('.eml'));
  const inputs = files.map((file) => ({
    file,
    raw: readFileSync(join(folder, file), 'utf8').trimEnd().concat('\n\n'),
  }));
  const buffers = inputs.map(({ raw }) => Buffer.from(raw));

  const analyseAll = async () => {
    for (const { raw } of inputs) analyseHeaders(raw);
  };
  const parseAll = async () => {
    for (const buffer of buffers) await mailparserHeaders(buffer);
  };
  const ours = await best(analyseAll);
  const theirs = await best(parseAll);
  const slowest = Math.max(...inputs.map(({ raw }) => timeOnce(raw)));
  const perBlock = (milliseconds: number) => (milliseconds / inputs.length).toFixed(3);
  return {
    name: 'Header analysis against mailparser 3.7.2 header parsing',
    lines: [
      `${inputs.length} header blocks, mean ${Math.round(buffers.reduce((sum, one) => sum + one.length, 0) / buffers.length)} bytes`,
      `ours (facts, codes, traces): ${perBlock(ours)} ms a block; slowest single block ${slowest.toFixed(3)} ms (bar 5 ms)`,
      `mailparser (header parsing): ${perBlock(theirs)} ms a block`,
      `ratio ours / mailparser: ${(ours / theirs).toFixed(2)} (bar 1.00)`,
    ],
  };
}

async function best(work: () => Promise<void>): Promise<number> {
  for (let warm = 0; warm < repeats; warm += 1) await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat += 1) await work();
    times.push((performance.now() - start) / repeats);
  }
  return Math.min(...times);
}

/** Best of three, so that a pause of the machine does not count. */
function timeOnce(raw: string): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    analyseHeaders(raw);
    return performance.now() - start;
  });
  return Math.min(...times);
}

function mailparserHeaders(message: Buffer): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const parser = new MailParser();
    parser.once('headers', resolve);
    parser.once('error', reject);
    parser.end(message);
  });
}
