import { parseArgs } from 'node:util';
import { parseSenderProfile } from '../contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { findGaps } from '../defender/gaps/evaluate.ts';
import type { Finding, GapReport } from '../defender/gaps/finding.ts';
import { parseRecipients } from '../defender/precedence/audience.ts';
import { type CliIo, type ExitCode, UsageError } from './shared/io.ts';
import { readJson, readSnapshotFile, readText } from './shared/snapshot-file.ts';

export const usage = 'gaps --snapshot FILE [--recipients FILE] [--profile FILE] [--bcl LEVEL] [--json]';

/**
 * `gaps`: what in a tenant stops ContactMonkey mail or opens more than it needs, for whom, and the least-risk fix. Judged as
 * of the time of the snapshot. Exit code 1 when nothing could be checked. Throws `UsageError` for wrong usage or input.
 */
export async function runGaps(args: string[], io: CliIo): Promise<ExitCode> {
  const options = optionsOf(args);
  const profile = await readProfile(options.profile ?? io.env.PROFILE, io);
  const recipients = options.recipients === undefined ? undefined : parseRecipients(await readText(options.recipients));
  if (recipients?.length === 0) throw new UsageError(`${options.recipients} holds no mail address.`);
  const snapshot = await readSnapshotFile(options.snapshot);
  const report = findGaps(snapshot, {
    recipients,
    audienceGroups: profile?.audienceGroups,
    sender: { ...profile, observedBcl: options.bcl },
    now: timeOf(snapshot.takenAt),
  });
  io.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : readable(report));
  return report.score === null ? 1 : 0;
}

async function readProfile(file: string | undefined, io: CliIo): Promise<SenderProfile | null> {
  if (file === undefined || file === '') return null;
  const { profile, problems } = parseSenderProfile(await readJson(file));
  for (const problem of problems) io.stderr.write(`${file}: ${problem}\n`);
  return profile;
}

function timeOf(takenAt: string | null): Date {
  const taken = new Date(takenAt ?? Number.NaN);
  return Number.isNaN(taken.getTime()) ? new Date() : taken;
}

interface Options {
  snapshot: string;
  recipients?: string;
  profile?: string;
  bcl?: number;
  json: boolean;
}

function optionsOf(args: string[]): Options {
  const { snapshot, bcl, json, ...files } = parsed(args);
  if (snapshot === undefined) throw new UsageError(`Say which tenant snapshot to read: --snapshot FILE.\n${usage}`);
  if (bcl !== undefined && !/^[0-9]$/.test(bcl))
    throw new UsageError(`--bcl takes a bulk level from 0 to 9.\n${usage}`);
  return { snapshot, ...files, bcl: bcl === undefined ? undefined : Number(bcl), json: json ?? false };
}

function parsed(args: string[]) {
  const file = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: { snapshot: file, recipients: file, profile: file, bcl: file, json: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The options are not understood.'}\n${usage}`);
  }
}

function readable(report: GapReport): string {
  const { counts, score, scoreExplained, audience } = report;
  const lines = [
    `Score: ${score === null ? 'none' : `${score} of 100`}. ${scoreExplained.sentence}`,
    audience.kind === 'listed'
      ? `Audience: ${audience.size} recipients.`
      : `Audience: not given, so the whole tenant as far as the snapshot knows it (${audience.size} people by name).`,
    `${counts.gap} gaps, ${counts.unknown} not checked, ${counts.info} good to know, ${counts.ok} fine, ${counts.notLicensed} not licensed.`,
  ];
  for (const finding of report.findings) {
    if (finding.status !== 'ok') lines.push('', ...described(finding));
  }
  return `${lines.join('\n')}\n`;
}

function described(finding: Finding): string[] {
  const { status, severity, title, policy, setting, affects, conflict, fixes } = finding;
  const place = [policy, setting].filter((part) => part !== null).join(' / ');
  const lines = [
    `[${status}${severity === 'none' ? '' : `, ${severity}`}] ${title}${place === '' ? '' : `: ${place}`}`,
  ];
  lines.push(`  ${finding.effect}`);
  if (status === 'gap')
    lines.push(
      `  Affects ${affects.count} of ${affects.of}${others(affects.others)}. ${examples(affects.examples)}`.trimEnd(),
    );
  if (conflict)
    lines.push(`  The guide: ${conflict.guideSays} Microsoft: ${conflict.microsoftSays} Here: ${conflict.ourChoice}`);
  for (const fix of fixes) {
    lines.push(`  Fix (cost ${fix.cost}): ${fix.title}`);
    for (const command of fix.powershell.split('\n')) lines.push(`    ${command}`);
  }
  return lines;
}

function others(domains: string[]): string {
  return domains.length === 0 ? '' : `, and everybody else at ${domains.join(', ')}`;
}

function examples(addresses: string[]): string {
  return addresses.length === 0 ? '' : `For example ${addresses.join(', ')}.`;
}
