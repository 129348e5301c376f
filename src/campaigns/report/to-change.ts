import { reasonWords } from '../../cards/campaign-status/outcome-words.ts';
import { policyWords } from '../../cards/words.ts';
import type { Finding, GuideArea } from '../../defender/gaps/finding.ts';
import { hasTrouble, type RecipientLine } from './recipient-line.ts';

/**
 * Something to change. `findingKey` leads to the finding of the policy check that says how; where there is none, `message` is a held
 * message whose cause tells (`NetworkMessageId\\recipientGuid`).
 */
export interface ToChange {
  title: string;
  because: string;
  findingKey: string | null;
  message: string | null;
}

const mostChanges = 10;
const perPolicy = 3;

/** Areas that do not stop mail, but say who hears of it. */
const noCause: readonly GuideArea[] = ['quarantine'];

/** In which areas the cause of a reason lies (Microsoft Learn, quarantine-about, 2026-07-17); a reason without a line may lie anywhere. */
const areasOf: Readonly<Record<string, readonly GuideArea[]>> = {
  spam: ['anti-spam', 'allow-block-list', 'authentication'],
  bulk: ['anti-spam', 'authentication'],
  phish: ['anti-phishing', 'anti-spam', 'allow-block-list', 'authentication'],
  highconfphish: ['anti-phishing', 'anti-spam', 'allow-block-list', 'authentication'],
  malware: ['anti-malware', 'attachments', 'allow-block-list'],
  filetypeblock: ['anti-malware', 'attachments'],
  transportrule: ['mail-flow'],
};

/** What helps, the most people first: gaps that stopped somebody, then policies without a finding, then what else was seen. */
export function toChange(recipients: readonly RecipientLine[], findings: readonly Finding[]): ToChange[] {
  const gaps = findings.filter(({ status }) => status === 'gap');
  const changes = [
    ...byPolicies(recipients, gaps),
    ...blockEntries(recipients, gaps),
    ...authentication(recipients, gaps),
    ...refusals(recipients),
    ...blockedLinks(recipients, gaps),
    ...files(recipients, gaps),
    ...missing(recipients),
  ];
  const first = new Map<string, ToChange>();
  for (const change of changes) if (!first.has(change.title)) first.set(change.title, change);
  return [...first.values()].slice(0, mostChanges);
}

interface Stopped {
  policy: string;
  sure: boolean;
  lines: RecipientLine[];
}

/** Where nothing says which policy acted, the one that reaches the person is the likely one. */
function byPolicies(recipients: readonly RecipientLine[], gaps: readonly Finding[]): ToChange[] {
  const found = new Map<string, Stopped>();
  for (const line of recipients) {
    if (!hasTrouble(line) || ['delivered', 'rejected', 'dropped'].includes(line.kind)) continue;
    const policy = line.policy ?? line.reachedBy;
    if (policy === null) continue;
    const sure = line.policy !== null;
    const key = `${sure} ${policy.toLowerCase()}`;
    const stopped = found.get(key) ?? { policy, sure, lines: [] };
    stopped.lines.push(line);
    found.set(key, stopped);
  }
  const ordered = [...found.values()].sort((a, b) => b.lines.length - a.lines.length);
  return ordered.flatMap((stopped) => changesOf(stopped, recipients.length, gaps));
}

function changesOf({ policy, sure, lines }: Stopped, people: number, gaps: readonly Finding[]): ToChange[] {
  const name = policyWords(policy);
  const many = `${lines.length} of ${people} ${people === 1 ? 'recipient' : 'recipients'}`;
  const because = sure
    ? `“${name}” stopped ${many}`
    : `likely: “${name}” reaches ${many} who did not get it in the inbox`;
  const areas = new Set(lines.flatMap(({ reason }) => areasOf[reason?.toLowerCase() ?? ''] ?? []));
  const own = gaps.filter(
    (gap) => gap.kind === 'stops' && !noCause.includes(gap.area) && gap.policy?.toLowerCase() === policy.toLowerCase(),
  );
  const fitting = areas.size === 0 ? own : own.filter(({ area }) => areas.has(area));
  if (fitting.length > 0) return fitting.slice(0, perPolicy).map((gap) => ofFinding(gap, because));
  const reasons = [...new Set(lines.flatMap(({ reason }) => (reason === null ? [] : reasonWords(reason))))].join(', ');
  const title = `Look into “${name}” (${reasons || 'reason not known'})`;
  return [{ title, because, findingKey: null, message: lines.find(({ held }) => held !== null)?.held ?? null }];
}

function ofFinding({ key, title, setting }: Finding, because: string): ToChange {
  return { title: setting ? `${title} (${setting})` : title, because, findingKey: key, message: null };
}

/** Entries of the Tenant Allow/Block List that name a host which stopped mail links to. */
function blockEntries(recipients: readonly RecipientLine[], gaps: readonly Finding[]): ToChange[] {
  const stopped = recipients.filter((line) => hasTrouble(line));
  const hosts = [...new Set(stopped.flatMap(({ linkHosts }) => linkHosts ?? []))];
  const entries = gaps.filter(({ area, kind }) => area === 'allow-block-list' && kind === 'stops');
  return entries.flatMap((gap) => {
    const values = JSON.stringify(gap.actual ?? '').toLowerCase();
    const host = hosts.find((one) => values.includes(one));
    return host === undefined ? [] : [ofFinding(gap, `the stopped mail links to ${host}`)];
  });
}

/** A check of the sender that failed on mail that was stopped. */
function authentication(recipients: readonly RecipientLine[], gaps: readonly Finding[]): ToChange[] {
  const failing = recipients.filter((line) => hasTrouble(line) && failed(line) !== '');
  if (failing.length === 0) return [];
  const checks = [...new Set(failing.map(failed))].join('; ');
  const because = `${checks} for ${failing.length} of ${recipients.length} recipients`;
  const own = gaps.filter(({ area, kind }) => area === 'authentication' && kind === 'stops').slice(0, 2);
  if (own.length > 0) return own.map((gap) => ofFinding(gap, because));
  return [{ title: 'Mend the authentication of the sender', because, findingKey: null, message: null }];
}

function failed({ authentication: auth }: RecipientLine): string {
  if (auth === null) return '';
  const checks = [
    ['SPF', auth.spf],
    ['DKIM', auth.dkim],
    ['DMARC', auth.dmarc],
  ] as const;
  const names = checks.filter(([, result]) => /^(?:fail|permerror)$/i.test(result ?? '')).map(([name]) => name);
  return names.length === 0 ? '' : `${names.join(' and ')} failed`;
}

function refusals(recipients: readonly RecipientLine[]): ToChange[] {
  const lines = recipients.filter(({ kind }) => kind === 'rejected' || kind === 'dropped');
  const replies = new Map<string, number>();
  for (const { reason } of lines) replies.set(reason ?? '', (replies.get(reason ?? '') ?? 0) + 1);
  return [...replies].map(([reply, count]) => ({
    title: reply === '' ? 'Trace a rejected copy: its reason is not known yet' : `Rejected: ${reply.slice(0, 160)}`,
    because: `${count} of ${recipients.length} recipients`,
    findingKey: null,
    message: null,
  }));
}

function blockedLinks(recipients: readonly RecipientLine[], gaps: readonly Finding[]): ToChange[] {
  const hosts = [...new Set(recipients.flatMap(({ blockedHost }) => blockedHost ?? []))];
  const gap = gaps.find(({ area }) => area === 'safe-links');
  return hosts.map((host) => {
    const because = `a press on ${host} was blocked`;
    if (gap !== undefined) return ofFinding(gap, because);
    return { title: `Links to ${host} are blocked`, because, findingKey: null, message: null };
  });
}

function files(recipients: readonly RecipientLine[], gaps: readonly Finding[]): ToChange[] {
  const gap = gaps.find(({ area }) => area === 'attachments');
  return (['replaced', 'delayed', 'missing'] as const).flatMap((what) => {
    const count = recipients.filter(({ attachments }) => attachments === what).length;
    if (count === 0) return [];
    const because = `${count} of ${recipients.length} recipients`;
    if (gap !== undefined && what !== 'missing') return [ofFinding(gap, because)];
    return [{ title: `Attachments were ${what}`, because, findingKey: null, message: null }];
  });
}

function missing(recipients: readonly RecipientLine[]): ToChange[] {
  const count = recipients.filter(({ kind }) => kind === 'notSeen').length;
  if (count === 0) return [];
  const title = 'Make sure in ContactMonkey that the test was sent to everybody who was to get it';
  return [{ title, because: `${count} of ${recipients.length} were not seen`, findingKey: null, message: null }];
}
