import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseSenderProfile } from '../contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { findGaps } from '../defender/gaps/evaluate.ts';
import type { Finding, GapReport } from '../defender/gaps/finding.ts';
import { scoreToTell } from '../defender/gaps/score.ts';
import { parseRecipients } from '../defender/precedence/audience.ts';
import type { TenantSnapshot } from '../defender/snapshot.ts';
import { audienceOf } from '../questions/policies/audience-of.ts';
import { groupedNotRead } from '../questions/policies/not-read-groups.ts';
import { tenantName } from '../questions/policies/tenant-name.ts';
import { policyReport } from '../reports/policy-report.ts';
import { type CliIo, type ExitCode, UsageError } from './shared/io.ts';
import { plainLines } from './shared/plain-lines.ts';
import { readJson, readSnapshotFile, readText } from './shared/snapshot-file.ts';

export const usage = 'gaps --snapshot FILE [--recipients FILE] [--profile FILE] [--bcl LEVEL] [--html FILE] [--json]';

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
  if (options.html !== undefined) await writeReport(options.html, page(report, snapshot, recipients, profile, io));
  io.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : readable(report));
  const { gap, ok, info } = report.counts;
  return gap + ok + info === 0 ? 1 : 0;
}

async function readProfile(file: string | undefined, io: CliIo): Promise<SenderProfile | null> {
  if (file === undefined || file === '') return null;
  const { profile, problems } = parseSenderProfile(await readJson(file));
  for (const problem of problems) io.stderr.write(`${file}: ${problem}\n`);
  return profile;
}

/** The printable report of what was found. */
function page(
  report: GapReport,
  snapshot: TenantSnapshot,
  recipients: string[] | undefined,
  profile: SenderProfile | null,
  io: CliIo,
): string {
  const now = timeOf(snapshot.takenAt);
  const audience = recipients
    ? { addresses: recipients, words: `the ${recipients.length} recipients of the list` }
    : null;
  return policyReport({
    report,
    snapshot,
    waivers: new Map(),
    audience: audienceOf({ now, audience }, report, snapshot, profile ?? { audienceGroups: [] }),
    couldNot: groupedNotRead([...snapshot.notRead.values()]),
    tenant: tenantName(snapshot) ?? 'tenant',
    now: now.toISOString(),
    people: true,
    locale: 'en-GB',
    timeZone: io.env.TZ ?? 'UTC',
  });
}

async function writeReport(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch {
    throw new UsageError(`${file} cannot be written. Check the path and its permissions.`);
  }
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
  html?: string;
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
      options: { snapshot: file, recipients: file, profile: file, bcl: file, html: file, json: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The options are not understood.'}\n${usage}`);
  }
}

function readable(report: GapReport): string {
  const { counts, scoreExplained, audience } = report;
  const { score, atMost } = scoreToTell(report.score, counts);
  const lines = [
    score === null
      ? scoreExplained.sentence
      : `Score: ${atMost ? 'at most ' : ''}${score} of 100. ${scoreExplained.sentence}`,
    audience.kind === 'listed'
      ? `Audience: ${audience.size} recipients.`
      : `Audience: not given, so the whole tenant as far as the snapshot knows it (${audience.size} people by name).`,
    ...(audience.groupsNotRead.length > 0 ? [`Members not read: ${audience.groupsNotRead.join(', ')}.`] : []),
    `${counts.gap} gaps, ${counts.unknown} not checked, ${counts.info} good to know, ${counts.ok} fine, ${counts.notLicensed} not licensed.`,
  ];
  for (const finding of report.findings) {
    if (finding.status !== 'ok') lines.push('', ...described(finding));
  }
  return plainLines(lines);
}

function described(finding: Finding): string[] {
  const { status, severity, title, policy, setting, affects, conflict, fixes } = finding;
  const place = [policy, setting].filter((part) => part !== null).join(' / ');
  const lines = [
    `[${status}${severity === 'none' ? '' : `, ${severity}`}] ${title}${place === '' ? '' : `: ${place}`}`,
  ];
  lines.push(`  ${finding.effect}`);
  if (status === 'gap') lines.push(`  ${affected(affects)}`);
  if (conflict)
    lines.push(`  The guide: ${conflict.guideSays} Microsoft: ${conflict.microsoftSays} Here: ${conflict.ourChoice}`);
  for (const fix of fixes) {
    lines.push(`  Fix (cost ${fix.cost}): ${fix.title}`);
    for (const command of fix.powershell.split('\n')) lines.push(`    ${command}`);
  }
  return lines;
}

function affected({ count, of, examples, groups, others }: Finding['affects']): string {
  const parts: string[] = [];
  if (of > 0) parts.push(`${count} of ${of} people by name`);
  if (others.length > 0) parts.push(`everybody ${of > 0 ? 'else ' : ''}at ${others.join(', ')}`);
  const sentences = [`Affects ${parts.join(' and ') || 'nobody known'}.`];
  if (examples.length > 0) sentences.push(`For example ${examples.join(', ')}.`);
  const shares = groups.map(({ group, count: mine, of: all }) => `${group} (${mine} of ${all})`);
  if (shares.length > 0) sentences.push(`Groups: ${shares.join(', ')}.`);
  return sentences.join(' ');
}
