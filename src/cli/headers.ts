import { open, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { defaultSenderProfile, parseSenderProfile } from '../contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { attribute } from '../defender/attribution/attribute.ts';
import type { Attribution } from '../defender/attribution/cause.ts';
import { analyseHeaders } from '../defender/headers/analyse-headers.ts';
import { describeHeaders, type HeaderLine } from '../defender/headers/describe-headers.ts';
import type { HeaderAnalysis } from '../defender/headers/header-analysis.ts';
import { decodeMailBytes } from '../defender/headers/mail-text.ts';

export const usage = 'headers [FILE...] [--json] [--profile FILE]';

/** What the command touches of the outside. */
export interface HeadersIo {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  env?: Record<string, string | undefined>;
}

interface Report {
  analysis: HeaderAnalysis;
  attribution: Attribution;
}

/** Headers end far before this; the rest of a message is not read. */
const longestRead = 8 * 1024 * 1024;

/**
 * `headers [FILE...]`: reads raw headers or whole messages from files or standard input and prints the facts, the sending
 * path and the causes. With `--json` one document, for several files one line each. Resolves to 0 done, 2 for bad usage, a file
 * that cannot be read, or one that holds no header field.
 */
export async function runHeaders(args: string[], io: HeadersIo): Promise<0 | 2> {
  const options = readArguments(args, io);
  if (options === null) return 2;
  const profile = await readProfile(options.profile ?? io.env?.PROFILE, io);
  if (profile === null) return 2;
  const files = options.files.length > 0 ? options.files : ['-'];
  let exitCode: 0 | 2 = 0;
  for (const file of files) {
    const raw = await readInput(file, io);
    if (raw === null) {
      exitCode = 2;
      continue;
    }
    const analysis = analyseHeaders(raw);
    const report = { analysis, attribution: attribute({ headers: analysis }, profile) };
    if (analysis.fieldCount === 0) {
      io.stderr.write(`${named(file)} holds no mail header field. Paste the header as "Name: value" lines.\n`);
      exitCode = 2;
    }
    io.stdout.write(
      options.json ? asJson(report, files.length > 1 ? file : null) : asText(report, files.length > 1 ? file : null),
    );
  }
  return exitCode;
}

function readArguments(args: string[], io: HeadersIo): { files: string[]; json: boolean; profile?: string } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false }, profile: { type: 'string' } },
      allowPositionals: true,
    });
    return {
      files: positionals,
      json: values.json,
      ...(values.profile === undefined ? {} : { profile: values.profile }),
    };
  } catch (error) {
    io.stderr.write(`${error instanceof Error ? error.message : 'The options are not understood.'}\nUsage: ${usage}\n`);
    return null;
  }
}

async function readProfile(path: string | undefined, io: HeadersIo): Promise<SenderProfile | null> {
  if (!path) return defaultSenderProfile();
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : `it cannot be read (${errorCode(error)})`;
    io.stderr.write(`The sender profile ${printable(path)} was not used: ${why}.\n`);
    return null;
  }
  const { profile, problems } = parseSenderProfile(json);
  for (const problem of problems) io.stderr.write(`${printable(path)}: ${printable(problem)}\n`);
  return profile;
}

async function readInput(file: string, io: HeadersIo): Promise<string | null> {
  try {
    return decodeMailBytes(file === '-' ? await readStream(io.stdin) : await readStart(file));
  } catch (error) {
    io.stderr.write(`${named(file)} cannot be read (${errorCode(error)}).\n`);
    return null;
  }
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    return await readStream(file.createReadStream({ autoClose: false }));
  } finally {
    await file.close();
  }
}

async function readStream(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    chunks.push(bytes);
    length += bytes.length;
    if (length >= longestRead) break;
  }
  return Buffer.concat(chunks).subarray(0, longestRead);
}

function asJson({ analysis, attribution }: Report, file: string | null): string {
  const { fields, untrusted, ...more } = analysis;
  const { path, ...findings } = attribution;
  const document = { ...(file === null ? {} : { file }), fields, path: path.path, ...findings, untrusted };
  const details = { pathEvidence: path.evidence, pathCertainty: path.certainty, ...more };
  return `${JSON.stringify({ ...document, ...details }, null, file === null ? 2 : undefined)}\n`;
}

function asText({ analysis, attribution }: Report, file: string | null): string {
  const described = describeHeaders(analysis);
  const [answer, ...others] = attribution.causes;
  const lines = [
    ...(file === null ? [] : [`== ${file}`]),
    ...(analysis.subject === null ? [] : [`Subject: ${analysis.subject}`]),
    ...(analysis.from === null ? [] : [`From: ${analysis.from}`]),
    `Sending path: ${attribution.path.path} (${attribution.path.certainty})`,
    ...attribution.path.evidence.map((line) => `  ${line}`),
    '',
    ...(answer
      ? [`Cause: ${answer.component}${answer.setting ? `, ${answer.setting}` : ''} (${answer.certainty})`]
      : []),
    ...(answer ? [`  ${answer.explanation}`, ...(answer.allowing ? [`  ${answer.allowing}`] : [])] : []),
    ...(answer?.evidence ?? []).map((line) => `  Evidence: ${line}`),
    ...others.map(
      (also) => `Would also: ${also.component}${also.setting ? `, ${also.setting}` : ''} (${also.certainty})`,
    ),
    ...attribution.wouldSettle.map((line) => `To be surer: ${line}`),
    ...section('Verdict', described.verdict),
    ...section('Sender authentication', described.authentication),
    ...section('Not documented', described.unknown),
    ...(analysis.oddities.length > 0 ? ['', 'Noticed', ...analysis.oddities.map((line) => `  ${line}`)] : []),
  ];
  return `${lines.map(printable).join('\n')}\n${file === null ? '' : '\n'}`;
}

function section(title: string, lines: HeaderLine[]): string[] {
  if (lines.length === 0) return [];
  return ['', title, ...lines.map(({ name, value, meaning }) => `  ${name}: ${value}${meaning ? `. ${meaning}` : ''}`)];
}

function named(file: string): string {
  return file === '-' ? 'Standard input' : printable(file);
}

/** Text from mail must not steer the terminal: control and direction characters become visible marks. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it is not readable';
}
