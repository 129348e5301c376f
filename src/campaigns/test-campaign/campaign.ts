import { campaignSubject, isTestSubject } from '../../contactmonkey/campaign-key.ts';
import type { Region, SenderProfile } from '../../contactmonkey/sender-profile.ts';
import { domainOf } from '../own-domains.ts';
import type { CampaignReference } from './facts.ts';
import { type Lifecycle, patience } from './lifecycle.ts';

/** What somebody wants to be watched. */
export interface CampaignPlan {
  name: string;
  /** null: any of the organisation's senders. */
  sender: string | null;
  /** Words of the subject without the test marker; null: any test mail. */
  subject: string | null;
  /** ISO 8601 UTC */
  plannedFor: string;
  regions: Region[];
  attachments: string[];
  /** In words: "seed list", "group pilot@contoso.example"; null when recipients are not known. */
  audience: string | null;
  createdBy: { id: string; name: string };
}

/** A test campaign. `plan` is null for one that was found by itself. */
export interface Campaign extends Lifecycle {
  id: string;
  name: string;
  sender: string | null;
  subject: string | null;
  isTest: boolean;
  foundBy: 'plan' | 'marker';
  plan: CampaignPlan | null;
  firstSeenAt: string | null;
  createdAt: string;
  /** Keys of facts about the campaign as a whole that were handed out. */
  told: string[];
}

/** What tells which campaign a mail belongs to. */
export interface Mail {
  sender: string;
  subject: string;
  receivedAt: string;
  /** The address it came from, where the row names one. */
  fromIp?: string | null;
}

const earlyMs = 10 * 60_000;
const earlyForPlanMs = 60 * 60_000;

export function referenceOf({ id, name, subject, sender, isTest }: Campaign): CampaignReference {
  return { id, name, subject, sender, isTest };
}

/** Whether two campaigns are sends of the same mail: same subject, same sender. */
export function isSameMail(one: Campaign, other: Campaign, profile: SenderProfile): boolean {
  const subjectOf = ({ subject }: Campaign) => campaignSubject(subject ?? '', profile.testSubjectPrefix);
  if (subjectOf(one) !== subjectOf(other)) return false;
  return one.sender === other.sender || isSameSender(one.sender ?? '', other.sender ?? '', profile);
}

/**
 * How well the subject of a mail fits that of a campaign it is of: 0 the same, 1 the planned words are in it, 2 none were planned.
 */
export function looseness({ subject }: Campaign, mail: Mail, { testSubjectPrefix }: SenderProfile): number {
  if (subject === null) return 2;
  return campaignSubject(subject, testSubjectPrefix) === campaignSubject(mail.subject, testSubjectPrefix) ? 0 : 1;
}

/** Whether a mail is of the campaign, by sender, subject and time. `isAwaited`: its recipient is still missing, however late it is. */
export function isOf(campaign: Campaign, mail: Mail, profile: SenderProfile, isAwaited = false): boolean {
  const time = Date.parse(mail.receivedAt);
  const [from, usualEnd] = sendingTime(campaign);
  const to = isAwaited ? usualEnd + patience.zapMs : usualEnd;
  if (!(time >= from && time <= to)) return false;
  if (campaign.sender !== null && !isSameSender(campaign.sender, mail.sender, profile)) return false;
  const prefix = profile.testSubjectPrefix;
  const marked = isTestSubject(mail.subject, prefix);
  const subject = campaignSubject(mail.subject, prefix);
  if (campaign.subject === null) return marked;
  const wanted = campaignSubject(campaign.subject, prefix);
  if (campaign.firstSeenAt === null) return wanted !== '' && subject.includes(wanted);
  return subject === wanted && marked === campaign.isTest;
}

/** From when to when a mail counts as part of the same send, in milliseconds. */
function sendingTime({ firstSeenAt, plan, createdAt }: Campaign): [number, number] {
  if (firstSeenAt !== null) return around(firstSeenAt, earlyMs, patience.sendingMs);
  return around(plan?.plannedFor ?? createdAt, earlyForPlanMs, patience.neverSentMs);
}

function around(iso: string, before: number, after: number): [number, number] {
  const time = Date.parse(iso);
  return [time - before, time + after];
}

/** The trace names the envelope sender, which for ContactMonkey Email Delivery is another address of the profile's domains. */
export function isSameSender(one: string, other: string, { mailFromDomains }: SenderProfile): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  return [one, other].some((address) => isWithin(domainOf(address), mailFromDomains));
}

function isWithin(domain: string, known: readonly string[]): boolean {
  return known.some((each) => domain === each.toLowerCase() || domain.endsWith(`.${each.toLowerCase()}`));
}
