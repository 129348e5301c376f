import { isTestSubject } from '../../contactmonkey/campaign-key.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import type { Campaign } from '../test-campaign/campaign.ts';
import type { Tempo } from './tempo.ts';
import type { WatchState } from './watch-state.ts';

export interface PollSource {
  tenant: TenantReader;
  profile: SenderProfile;
  state: WatchState;
  running: readonly Campaign[];
  /** Copies whose steps are wanted. */
  wanted: readonly { networkMessageId: string; recipient: string }[];
  /** Held copies to look into. */
  unread: readonly { networkMessageId: string; recipient: string; identity: string }[];
  /** Mail that is still held though its campaign is closed. */
  afterwards: { senders: readonly string[]; from: string } | null;
  tempo: Tempo;
  now: Date;
  signal?: AbortSignal;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Clocks differ, and a first copy may show after a later one. */
export const earlyMs = 10 * 60_000;

/** Senders of the profile and of campaigns that run or that the trace shows to begin. */
export function sendersOf({ profile, running }: PollSource, rows: readonly MessageTraceRow[]): string[] {
  const marked = rows.filter(({ subject }) => isTestSubject(subject, profile.testSubjectPrefix));
  const all = [
    ...profile.senders.map(({ address }) => address),
    ...running.flatMap(({ sender }) => sender ?? []),
    ...marked.map(({ sender }) => sender),
  ].map((address) => address.trim().toLowerCase());
  return [...new Set(all)].filter((address) => address !== '').slice(0, 100);
}

/** From when to read: where the last poll ended, or what `times` need, as far back as the trace takes in one request. */
export function earliestOf({ readUpTo }: WatchState, times: readonly number[], tempo: Tempo, now: Date): string {
  const usual = readUpTo === null ? now.getTime() - tempo.firstLookMs : Date.parse(readUpTo) - tempo.overlapMs;
  const oldest = now.getTime() - 10 * dayMs + hourMs;
  return new Date(Math.max(oldest, Math.min(usual, ...times, now.getTime() - tempo.overlapMs))).toISOString();
}

/** When a campaign began or is to begin, in milliseconds. */
export function beganAt({ firstSeenAt, plan, createdAt }: Campaign): number {
  return Date.parse(firstSeenAt ?? plan?.plannedFor ?? createdAt);
}

export function isDue(last: string | null, every: number, now: Date): boolean {
  return last === null || now.getTime() - Date.parse(last) >= every;
}
