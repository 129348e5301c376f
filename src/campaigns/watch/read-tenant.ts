import { isTestSubject } from '../../contactmonkey/campaign-key.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type NotRead, type Reading, reading } from '../../defender/reading.ts';
import type { TenantReader, TraceQuery } from '../../microsoft365/tenant-reader.ts';
import type { Campaign } from '../test-campaign/campaign.ts';
import {
  fromAttachment,
  fromClick,
  fromEmailEvent,
  fromPostDelivery,
  fromQuarantine,
  fromTrace,
  fromTraceDetail,
  type Observation,
} from '../test-campaign/observe.ts';
import { isOnItsWay, type Tempo } from './tempo.ts';
import type { WatchState } from './watch-state.ts';

export interface PollSource {
  tenant: TenantReader;
  profile: SenderProfile;
  state: WatchState;
  running: readonly Campaign[];
  /** Copies whose steps are wanted. */
  wanted: readonly { networkMessageId: string; recipient: string }[];
  tempo: Tempo;
  now: Date;
  signal?: AbortSignal;
}

/** What one poll brought. `failed` is what of the trace and the quarantine could not be read. */
export interface PollReading {
  observations: Observation[];
  /** Messages for which somebody asks; null when that was not asked or not read. */
  requests: QuarantinedMessage[] | null;
  failed: NotRead[];
  gaps: NotRead[];
  hunting: 'done' | 'off' | 'notAsked' | 'failed';
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Trace rows of copies change for a while after receipt. */
const changingMs = 4 * hourMs;
const early = 10 * 60_000;

/** Reads what a poll needs; how many calls it takes does not depend on how many campaigns, recipients or messages there are. */
export async function readTenant(source: PollSource): Promise<PollReading> {
  const { tenant, profile, now, running, signal } = source;
  const traced = await readTrace(source);
  const rows = traced.read ? traced.value : [];
  const senders = sendersOf(source, rows);
  const held = await readQuarantine(source, senders, rows);
  const requests = await readRequests(source, senders);
  const polledAt = now.toISOString();
  const observations = rows.map((row) => fromTrace(row, profile, polledAt));
  if (held?.read) observations.push(...held.value.flatMap(fromQuarantine));
  const steps = await readSteps(source);
  const hunted = await hunt(source, rows);
  return {
    observations: [...observations, ...steps, ...hunted.observations],
    requests: requests?.read ? requests.value : null,
    failed: [...why(traced), ...why(held)],
    gaps: [...gapsOf(traced), ...gapsOf(held), ...why(requests), ...hunted.gaps],
    hunting: hunted.hunting,
  };

  async function readSteps({ wanted, tempo }: PollSource): Promise<Observation[]> {
    if (!traced.read || running.length === 0) return [];
    const found: Observation[] = [];
    for (const { networkMessageId, recipient } of wanted.slice(0, tempo.details)) {
      const details = await reading(() => tenant.trace.detail(networkMessageId, recipient, signal));
      if (!details.read) break;
      const none = { messageTraceId: networkMessageId, at: polledAt, event: '', action: '', detail: '', data: '' };
      const steps = details.value.length > 0 ? details.value : [none];
      found.push(...steps.map((step) => fromTraceDetail({ ...step, messageTraceId: networkMessageId }, recipient)));
    }
    return found;
  }
}

/** Everything with the marker, and what the senders of planned campaigns sent that may go without it. */
async function readTrace(source: PollSource): Promise<Reading<MessageTraceRow[]>> {
  const { tenant, profile, running, now } = source;
  const period = { from: traceFrom(source), to: now.toISOString() };
  const queries: TraceQuery[] = [];
  const marker = profile.testSubjectPrefix.trim();
  if (marker !== '') queries.push({ ...period, subject: marker });
  const unmarked = running.filter(
    ({ plan, firstSeenAt, isTest }) => plan !== null && (firstSeenAt === null || !isTest),
  );
  const named = unmarked.flatMap(({ sender }) => sender ?? profile.senders.map(({ address }) => address));
  const sender = [...new Set(named.map((name) => name.toLowerCase()))];
  const [only, ...more] = unmarked;
  const subject = more.length === 0 && only?.subject ? { subject: only.subject } : {};
  if (sender.length > 0) queries.push({ ...period, sender, ...subject });
  const rows: MessageTraceRow[] = [];
  const gaps: NotRead[] = [];
  for (const query of queries) {
    const part = await collected(tenant.trace.pages(query, source.signal), source.tempo.pages, 'the message trace');
    if (!part.read) return part;
    rows.push(...part.value);
    gaps.push(...part.gaps);
  }
  return { read: true, value: rows, gaps };
}

function traceFrom({ state, running, tempo, now }: PollSource): string {
  const changing = running.flatMap((campaign) => {
    const began = beganAt(campaign);
    return began > now.getTime() - changingMs || isOnItsWay(campaign, now) ? [began - early] : [];
  });
  return earliestOf(state, changing, tempo, now);
}

async function readQuarantine(
  source: PollSource,
  senders: string[],
  rows: readonly MessageTraceRow[],
): Promise<Reading<QuarantinedMessage[]> | null> {
  const { tenant, running, state, tempo, now, signal } = source;
  if (senders.length === 0) return null;
  const times = [...running.map(beganAt), ...rows.map((row) => Date.parse(row.receivedAt))].map((time) => time - early);
  const from = earliestOf(state, times, tempo, now);
  const pages = tenant.quarantine.pages({ from, to: now.toISOString(), sender: senders }, signal);
  return collected(pages, tempo.pages, 'the quarantine');
}

async function readRequests(source: PollSource, senders: string[]): Promise<Reading<QuarantinedMessage[]> | null> {
  const { tenant, state, tempo, now, signal } = source;
  if (senders.length === 0 || !isDue(state.requestsAt, tempo.requestsMs, now)) return null;
  const from = new Date(now.getTime() - 30 * dayMs).toISOString();
  const query = { from, to: now.toISOString(), sender: senders, releaseStatuses: ['Requested' as const] };
  return collected(tenant.quarantine.pages(query, signal), tempo.pages, 'requests for release');
}

async function hunt(source: PollSource, rows: readonly MessageTraceRow[]) {
  const nothing = { observations: [] as Observation[], gaps: [] as NotRead[], hunting: 'notAsked' as const };
  const { tenant, running, state, tempo, now, signal } = source;
  const { sentMail } = tenant.hunting;
  const seen = running.filter(({ firstSeenAt }) => firstSeenAt !== null);
  const every = seen.some((campaign) => isOnItsWay(campaign, now)) ? tempo.huntingQuickMs : tempo.huntingSlowMs;
  if (sentMail === undefined || seen.length === 0 || !isDue(state.huntedAt, every, now)) return nothing;
  if (state.huntingOffUntil !== null && now.toISOString() < state.huntingOffUntil) return nothing;
  const subjects = [...new Set(seen.flatMap(({ subject }) => subject ?? []))];
  const senders = sendersOf(source, rows);
  const first = Math.min(...seen.map(beganAt)) - early;
  const mail = { senders, subjects, from: new Date(first).toISOString(), to: now.toISOString() };
  const polledAt = mail.to;
  const asked = await reading(async () => {
    const events = await sentMail.events(mail, signal);
    const [moves, clicks, files] = [
      await sentMail.postDelivery(mail, signal),
      await sentMail.clicks(mail, signal),
      await sentMail.attachments(mail, signal),
    ];
    return [
      ...events.map((event) => fromEmailEvent(event, polledAt)),
      ...moves.map(fromPostDelivery),
      ...clicks.map(fromClick),
      ...files.map(fromAttachment),
    ];
  });
  if (asked.read) return { observations: asked.value, gaps: [], hunting: 'done' as const };
  const isOff = ['notLicensed', 'noPermission', 'notConfigured'].includes(asked.why.kind);
  return { observations: [], gaps: [asked.why], hunting: isOff ? ('off' as const) : ('failed' as const) };
}

/** Senders of the profile and of campaigns that run or that the trace shows to begin. */
function sendersOf({ profile, running }: PollSource, rows: readonly MessageTraceRow[]): string[] {
  const marked = rows.filter(({ subject }) => isTestSubject(subject, profile.testSubjectPrefix));
  const all = [
    ...profile.senders.map(({ address }) => address),
    ...running.flatMap(({ sender }) => sender ?? []),
    ...marked.map(({ sender }) => sender),
  ].map((address) => address.trim().toLowerCase());
  return [...new Set(all)].filter((address) => address !== '').slice(0, 100);
}

async function collected<T>(pages: AsyncIterable<T[]>, most: number, what: string): Promise<Reading<T[]>> {
  const rows: T[] = [];
  let count = 0;
  const end = await reading(async () => {
    for await (const page of pages) {
      rows.push(...page);
      count += 1;
      if (count >= most) break;
    }
  });
  if (!end.read && end.why.kind !== 'refused') return end;
  if (!end.read && rows.length === 0) return end;
  return { read: true, value: rows, gaps: count >= most || !end.read ? [cutShort(what, rows.length)] : [] };
}

function cutShort(what: string, rows: number): NotRead {
  return {
    what: `older rows of ${what}`,
    kind: 'refused',
    sentence: `A poll took the newest ${rows} rows of ${what}; older ones may not have been looked at.`,
    advice: 'Send tests to fewer people, or watch fewer at a time.',
  };
}

function earliestOf({ readUpTo }: WatchState, times: readonly number[], tempo: Tempo, now: Date): string {
  const usual = readUpTo === null ? now.getTime() - tempo.firstLookMs : Date.parse(readUpTo) - tempo.overlapMs;
  const oldest = now.getTime() - 10 * dayMs + hourMs;
  return new Date(Math.max(oldest, Math.min(usual, ...times, now.getTime() - tempo.overlapMs))).toISOString();
}

function beganAt({ firstSeenAt, plan, createdAt }: Campaign): number {
  return Date.parse(firstSeenAt ?? plan?.plannedFor ?? createdAt);
}

function isDue(last: string | null, every: number, now: Date): boolean {
  return last === null || now.getTime() - Date.parse(last) >= every;
}

function why(part: Reading<unknown> | null): NotRead[] {
  return part === null || part.read ? [] : [part.why];
}

function gapsOf(part: Reading<unknown> | null): NotRead[] {
  return part?.read ? part.gaps : [];
}
