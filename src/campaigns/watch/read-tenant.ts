import type { MessageTraceRow } from '../../defender/mail-events.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type NotRead, type Reading, reading } from '../../defender/reading.ts';
import type { TraceQuery } from '../../microsoft365/tenant-reader.ts';
import { fromQuarantine, fromTrace, fromTraceDetail, type Observation } from '../test-campaign/observe.ts';
import { type Hunted, hunt } from './hunt.ts';
import { lookInto } from './look-into.ts';
import { beganAt, earliestOf, earlyMs, isDue, type PollSource, sendersOf } from './poll-source.ts';
import { collected } from './read-pages.ts';
import { isOnItsWay } from './tempo.ts';

/** What one poll brought. `failed` is what of the trace and the quarantine could not be read. */
export interface PollReading {
  observations: Observation[];
  /** Messages for which somebody asks; null when that was not asked or not read. */
  requests: QuarantinedMessage[] | null;
  /** There may be more requests than were read. */
  requestsCut: boolean;
  /** Whether it was read what became of mail that was held when its campaign closed. */
  releases: boolean;
  failed: NotRead[];
  gaps: NotRead[];
  hunting: Hunted['hunting'];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Trace rows of copies change for a while after receipt. */
const changingMs = 4 * hourMs;

/** Reads what a poll needs; how many calls it takes does not depend on how many campaigns, recipients or messages there are. */
export async function readTenant(source: PollSource): Promise<PollReading> {
  const { tenant, profile, now, running, signal } = source;
  const traced = await readTrace(source);
  const rows = traced.read ? traced.value : [];
  const senders = sendersOf(source, rows);
  const held = await readQuarantine(source, senders, rows);
  const requests = await readRequests(source, sendersOf(source, []));
  const polledAt = now.toISOString();
  const observations = rows.map((row) => fromTrace(row, profile, polledAt));
  if (held?.read) observations.push(...held.value.flatMap(fromQuarantine));
  const released = await readReleased(source);
  if (released?.read) observations.push(...released.value.flatMap(fromQuarantine));
  const steps = await readSteps(source);
  const looks = await lookInto(source);
  const hunted = await hunt(source, rows);
  return {
    observations: [...observations, ...steps, ...looks, ...hunted.observations],
    requests: requests?.read ? requests.value : null,
    requestsCut: gapsOf(requests).length > 0,
    releases: released?.read ?? false,
    failed: [...why(traced), ...why(held)],
    gaps: [...gapsOf(traced), ...gapsOf(held), ...gapsOf(requests), ...why(requests), ...why(released), ...hunted.gaps],
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
    return began > now.getTime() - changingMs || isOnItsWay(campaign, now) ? [began - earlyMs] : [];
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
  const times = [...running.map(beganAt), ...rows.map((row) => Date.parse(row.receivedAt))].map(
    (time) => time - earlyMs,
  );
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

async function readReleased(source: PollSource): Promise<Reading<QuarantinedMessage[]> | null> {
  const { tenant, state, tempo, now, signal, afterwards } = source;
  if (afterwards === null || !isDue(state.releasesAt, tempo.releasesMs, now)) return null;
  const senders = [...new Set(afterwards.senders)].slice(0, 100);
  const query = {
    from: afterwards.from,
    to: now.toISOString(),
    sender: senders,
    releaseStatuses: ['Released' as const],
  };
  return collected(tenant.quarantine.pages(query, signal), tempo.pages, 'released mail');
}

function why(part: Reading<unknown> | null): NotRead[] {
  return part === null || part.read ? [] : [part.why];
}

function gapsOf(part: Reading<unknown> | null): NotRead[] {
  return part?.read ? part.gaps : [];
}
