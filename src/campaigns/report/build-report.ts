import type { Finding } from '../../defender/gaps/finding.ts';
import type { Campaign } from '../test-campaign/campaign.ts';
import type { OutcomeCounts } from '../test-campaign/facts.ts';
import type { MailboxTime } from '../test-campaign/outcome.ts';
import {
  type Copy,
  countFates,
  type ExpectedRecipient,
  type Fate,
  fatesOf,
  standOf,
} from '../test-campaign/recipient.ts';
import { type Comparison, compareFates } from './compare-fates.ts';
import { type GuideStep, guideSteps } from './guide-steps.ts';
import type { RecipientSettings } from './person-policies.ts';
import { hasTrouble, type RecipientLine, recipientLine, troubleKinds } from './recipient-line.ts';
import { type ToChange, toChange } from './to-change.ts';

export interface ReportInput {
  campaign: Campaign;
  expected: readonly ExpectedRecipient[];
  copies: readonly Copy[];
  now: Date;
  /** What the tenant's settings say of people; absent where they are not known. */
  settings?: RecipientSettings | null;
  /** Gaps of the tenant's policies, as they were checked last. */
  findings?: readonly Finding[];
  /** Hosts of the sender profile that tracking links go through. */
  trackingHosts?: readonly string[];
  /** The test before with the same sender and subject. */
  before?: Pick<ReportInput, 'campaign' | 'expected' | 'copies'> | null;
}

/** A part of the recipients and how they fared. */
export interface Share {
  label: string;
  counts: OutcomeCounts;
}

/** A finished or running test as data. Texts may come from mail. */
export interface CampaignReport {
  campaign: Campaign;
  at: string;
  passed: boolean | null;
  /** Everybody who was seen got it, but more may come: nobody said who is to get it. */
  isSoFar: boolean;
  people: number;
  counts: OutcomeCounts;
  /** The testing steps of ContactMonkey's guide. */
  steps: GuideStep[];
  /** Seconds from receipt by Exchange of everybody in whose inbox it arrived, ascending. */
  times: MailboxTime[];
  recipients: RecipientLine[];
  /** Who was stopped, by the policy that did it. */
  stoppedBy: Share[];
  /** Everybody, by the anti-spam policy that reaches them. */
  byPolicy: Share[];
  /** Everybody, by the groups that mail is sent to; somebody in several is in each. Empty where no group is known. */
  byGroup: Share[];
  toChange: ToChange[];
  /** The findings that `toChange` leads to. */
  findings: Finding[];
  comparison: Comparison | null;
}

/** Puts a campaign together: who got it, when, what stopped it for others, and what helps. */
export function buildReport(input: ReportInput): CampaignReport {
  const { campaign, expected, copies, now, findings = [], trackingHosts = [] } = input;
  const fates = people(fatesOf(expected, copies.map(standOf)));
  const byKey = new Map(copies.map((copy) => [`${copy.networkMessageId} ${copy.recipient}`, copy]));
  const recipients = fates.map((fate) => {
    const copy = fate.stand === null ? null : (byKey.get(`${fate.stand.networkMessageId} ${fate.address}`) ?? null);
    return recipientLine(fate, copy, campaign.plan?.attachments ?? [], input.settings ?? null);
  });
  const arrived = recipients.flatMap(({ time, kind }) => (time !== null && cameToInbox.has(kind) ? [time] : []));
  const changes = toChange(recipients, findings);
  const keys = new Set(changes.map(({ findingKey }) => findingKey));
  const inGroups = recipients.flatMap((line) => line.groups.map((group) => ({ line, group })));
  const before = input.before ?? null;
  const passed = passedOf(recipients);
  const isSoFar = passed === true && expected.length === 0 && isArriving(campaign);
  return {
    campaign,
    at: now.toISOString(),
    passed: isSoFar ? null : passed,
    isSoFar,
    people: recipients.length,
    counts: countFates(fates),
    steps: guideSteps(campaign, recipients, trackingHosts, isSoFar),
    times: arrived.sort((a, b) => a.seconds - b.seconds),
    recipients,
    stoppedBy: shares(
      recipients
        .filter(({ kind }) => troubleKinds.includes(kind))
        .map((line) => ({ line, label: line.policy ?? 'policy not known' })),
    ),
    byPolicy: shares(recipients.map((line) => ({ line, label: line.reachedBy ?? 'policy not known' }))),
    byGroup: shares([
      ...inGroups.map(({ line, group }) => ({ line, label: group })),
      ...(inGroups.length === 0
        ? []
        : recipients.filter(({ groups }) => groups.length === 0).map((line) => ({ line, label: 'in none of them' }))),
    ]),
    toChange: changes,
    findings: findings.filter(({ key }) => keys.has(key)),
    comparison:
      before === null
        ? null
        : compareFates(
            { campaign: before.campaign, fates: people(fatesOf(before.expected, before.copies.map(standOf))) },
            { campaign, fates },
          ),
  };
}

/** Mail that ZAP took away, or that was released, was or is in the inbox. */
const cameToInbox: ReadonlySet<string> = new Set(['delivered', 'zapped', 'released']);

function people(fates: readonly Fate[]): Fate[] {
  return fates.filter(({ kind }) => kind !== 'expanded');
}

function isArriving({ state }: Campaign): boolean {
  return ['planned', 'overdue', 'sent', 'arriving'].includes(state);
}

/** null while somebody's fate is open and nothing bad was seen. */
function passedOf(recipients: readonly RecipientLine[]): boolean | null {
  if (recipients.some(hasTrouble)) return false;
  const open = recipients.some(({ kind }) => kind === 'notSeen' || kind === 'pending');
  return open || recipients.length === 0 ? null : true;
}

function shares(labelled: readonly { line: RecipientLine; label: string }[]): Share[] {
  const found = new Map<string, OutcomeCounts>();
  for (const { line, label } of labelled) {
    const counts = found.get(label) ?? {};
    counts[line.kind] = (counts[line.kind] ?? 0) + 1;
    found.set(label, counts);
  }
  return [...found]
    .map(([label, counts]) => ({ label, counts }))
    .sort((a, b) => sizeOf(b) - sizeOf(a) || a.label.localeCompare(b.label));
}

/** How many people a part holds. */
export function sizeOf({ counts }: Share): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
