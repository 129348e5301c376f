import { reasonWords } from '../../cards/campaign-status/outcome-words.ts';
import { policyWords } from '../../cards/words.ts';
import type { Finding } from '../../defender/gaps/finding.ts';
import type { Campaign } from '../test-campaign/campaign.ts';
import type { OutcomeCounts } from '../test-campaign/facts.ts';
import {
  attachmentsOf,
  blockedLink,
  linksOf,
  type MailboxTime,
  type OutcomeKind,
  outcomeOf,
  pathOf,
  timeToMailbox,
} from '../test-campaign/outcome.ts';
import {
  type Copy,
  countFates,
  type ExpectedRecipient,
  type Fate,
  fatesOf,
  standOf,
} from '../test-campaign/recipient.ts';
import { type Comparison, compareFates } from './compare-fates.ts';

export interface ReportInput {
  campaign: Campaign;
  expected: readonly ExpectedRecipient[];
  copies: readonly Copy[];
  now: Date;
  /** The policies that reach a person, in words; null where they are not known. */
  groupOf?: (address: string) => string | null;
  /** Gaps of the tenant's policies, as they were checked last. */
  findings?: readonly Finding[];
  /** The test before with the same sender and subject. */
  before?: Omit<ReportInput, 'before' | 'findings' | 'now'> | null;
}

/** A part of the recipients and how they fared. */
export interface Share {
  label: string;
  counts: OutcomeCounts;
}

/** One recipient's part of the report. null is "not known". */
export interface RecipientLine {
  address: string;
  kind: OutcomeKind;
  place: string | null;
  reason: string | null;
  policy: string | null;
  expiresAt: string | null;
  zap: string | null;
  time: MailboxTime | null;
  links: 'blocked' | 'passed' | 'unknown';
  blockedHost: string | null;
  attachments: 'listed' | 'missing' | 'replaced' | 'delayed' | 'unknown';
  path: 'own-mailbox' | 'email-delivery' | 'unknown';
  authentication: { spf: string | null; dkim: string | null; dmarc: string | null; compAuth: string | null } | null;
  seedBecause: string | null;
}

/** Something to change; `findingKey` leads to the finding of the policy check that says how. */
export interface ToChange {
  title: string;
  because: string;
  findingKey: string | null;
}

/** A finished or running test as data. Texts may come from mail. */
export interface CampaignReport {
  campaign: Campaign;
  at: string;
  passed: boolean | null;
  people: number;
  counts: OutcomeCounts;
  /** Seconds from receipt to mailbox of everybody in whose mailbox it arrived, ascending. */
  times: MailboxTime[];
  recipients: RecipientLine[];
  byPolicy: Share[];
  byGroup: Share[];
  toChange: ToChange[];
  comparison: Comparison | null;
}

const bad: OutcomeKind[] = ['quarantined', 'junk', 'rejected', 'dropped', 'zapped', 'released'];

/** Puts a campaign together: who got it, when, what stopped it for others, and what helps. */
export function buildReport(input: ReportInput): CampaignReport {
  const { campaign, expected, copies, now } = input;
  const fates = people(fatesOf(expected, copies.map(standOf)));
  const recipients = fates.map((fate) => lineOf(fate, copies, campaign.plan?.attachments ?? []));
  const arrived = recipients.flatMap(({ time, kind }) => (time !== null && kind !== 'quarantined' ? [time] : []));
  const before = input.before ?? null;
  return {
    campaign,
    at: now.toISOString(),
    passed: passedOf(recipients),
    people: recipients.length,
    counts: countFates(fates),
    times: arrived.sort((a, b) => a.seconds - b.seconds),
    recipients,
    byPolicy: shares(
      recipients.filter(({ kind }) => bad.includes(kind)),
      ({ policy }) => policy ?? 'policy not known',
    ),
    byGroup: shares(recipients, ({ address }) => input.groupOf?.(address) ?? 'policies not known'),
    toChange: toChange(recipients, input.findings ?? []),
    comparison:
      before === null
        ? null
        : compareFates(before.campaign, people(fatesOf(before.expected, before.copies.map(standOf))), fates),
  };
}

function people(fates: readonly Fate[]): Fate[] {
  return fates.filter(({ kind }) => kind !== 'expanded');
}

/** null while somebody's fate is open and nothing bad was seen. */
function passedOf(recipients: readonly RecipientLine[]): boolean | null {
  if (recipients.some(({ kind, links }) => bad.includes(kind) || links === 'blocked')) return false;
  const open = recipients.some(({ kind }) => kind === 'notSeen' || kind === 'pending');
  return open || recipients.length === 0 ? null : true;
}

function lineOf({ address, expected, stand, kind }: Fate, copies: readonly Copy[], attached: string[]): RecipientLine {
  const seedBecause = expected?.because ?? null;
  const copy = copies.find(
    (one) => stand !== null && one.recipient === address && one.networkMessageId === stand.networkMessageId,
  );
  if (copy === undefined) return { ...unseen, address, kind, seedBecause };
  const { evidence } = copy;
  const { place, held, zap, failure, decidedBy } = outcomeOf(evidence);
  return {
    address,
    kind,
    place,
    reason: held?.reason ?? failure ?? (evidence.judged?.threats.join(', ') || null),
    policy: held?.policy ?? (bad.includes(kind) ? decidedBy : null),
    expiresAt: held?.expiresAt ?? null,
    zap: zap === null ? null : (zap.type ?? 'moved after delivery'),
    time: timeToMailbox(evidence),
    links: linksOf(evidence),
    blockedHost: blockedLink(evidence)?.host ?? null,
    attachments: attachmentsOf(evidence, attached),
    path: pathOf(evidence),
    authentication: evidence.judged?.authentication ?? null,
    seedBecause,
  };
}

const unseen: Omit<RecipientLine, 'address' | 'kind' | 'seedBecause'> = {
  place: null,
  reason: null,
  policy: null,
  expiresAt: null,
  zap: null,
  time: null,
  links: 'unknown',
  blockedHost: null,
  attachments: 'unknown',
  path: 'unknown',
  authentication: null,
};

function shares(recipients: readonly RecipientLine[], labelOf: (line: RecipientLine) => string): Share[] {
  const found = new Map<string, OutcomeCounts>();
  for (const line of recipients) {
    const counts = found.get(labelOf(line)) ?? {};
    counts[line.kind] = (counts[line.kind] ?? 0) + 1;
    found.set(labelOf(line), counts);
  }
  const size = ({ counts }: Share) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [...found]
    .map(([label, counts]) => ({ label, counts }))
    .sort((a, b) => size(b) - size(a) || a.label.localeCompare(b.label));
}

/** Gaps of the policies that stopped somebody come first; a policy without a finding is named all the same. */
function toChange(recipients: readonly RecipientLine[], findings: readonly Finding[]): ToChange[] {
  const changes: ToChange[] = [];
  const stopped = recipients.filter(({ kind }) => bad.includes(kind));
  for (const policy of new Set(stopped.flatMap((line) => line.policy ?? []))) {
    const lines = stopped.filter((line) => line.policy === policy);
    const count = `${lines.length} of ${recipients.length} recipients were stopped by “${policyWords(policy)}”`;
    const gaps = findings.filter(
      (finding) =>
        finding.status === 'gap' && finding.kind === 'stops' && finding.policy?.toLowerCase() === policy.toLowerCase(),
    );
    for (const { key, title } of gaps.slice(0, 3)) changes.push({ title, because: count, findingKey: key });
    if (gaps.length === 0) {
      const reasons =
        [...new Set(lines.flatMap(({ reason }) => (reason === null ? [] : reasonWords(reason))))].join(', ') ||
        'reason not known';
      changes.push({ title: `Look into “${policyWords(policy)}” (${reasons})`, because: count, findingKey: null });
    }
  }
  const hosts = [...new Set(recipients.flatMap(({ blockedHost }) => blockedHost ?? []))];
  for (const host of hosts) {
    const gap = findings.find((finding) => finding.status === 'gap' && finding.area === 'safe-links');
    changes.push({
      title: gap?.title ?? `Links to ${host} are blocked`,
      because: `a press on ${host} was blocked`,
      findingKey: gap?.key ?? null,
    });
  }
  return changes.slice(0, 10);
}
