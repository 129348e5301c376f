import type { SenderFacts } from '../../defender/gaps/sender.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import { forgetFacts, forgetPeople, saveUpkeepState, upkeepState } from '../../store/alert-upkeep.ts';
import { openAlerts } from '../../store/alerts.ts';
import { watchState } from '../../store/campaigns.ts';
import { oneAtATime } from '../../store/one-at-a-time.ts';
import { inTenant } from '../../store/tenant-scope.ts';
import { allowListArea } from '../areas.ts';
import type { AlertDeps } from '../deps.ts';
import type { AlertFact } from '../fact.ts';
import { takeIn } from '../take-in.ts';
import { dueAt } from '../time-passed.ts';
import { timeUp } from '../time-up.ts';
import { entryFacts, type KnownEntry, readAllowEntries } from './allow-entries.ts';
import { pulseFacts } from './silence.ts';

export interface UpkeepOptions {
  deps: AlertDeps;
  tenant: TenantReader;
  profile: SenderFacts;
  /** When this process began: a watch that had no time to look yet is not silent. */
  startedAt: Date;
  /** How often the allow list is read. */
  entriesEveryMs?: number;
  signal?: AbortSignal;
}

interface UpkeepState {
  entriesAt: string | null;
  entries: KnownEntry[];
  /** Readings of the allow list in a row that failed. */
  failures: number;
  forgotAt: string | null;
}

const fresh: UpkeepState = { entriesAt: null, entries: [], failures: 0, forgotAt: null };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usualEntriesEveryMs = 6 * hourMs;
const failuresUntilBlind = 2;
/** A timer that the queue lost is noticed after this. */
const lateMs = 60_000;
/**
 * Marks of facts keep the same fact from being told twice. Nothing that is told is older than the 30 days for which quarantine keeps
 * mail (Microsoft Learn, quarantine-about, 2025) when it is first seen, so after 90 days none can come again.
 */
const keptFactsMs = 90 * dayMs;
/** As long as campaigns are kept. */
const keptPeopleMs = 180 * dayMs;

/**
 * What alerts need every few minutes beside the facts of the campaigns: timers that got lost, a watch that does not run, entries of the
 * allow list that come to their end, and forgetting. Reads at most two calls, and those a few times a day.
 */
export async function keepUp(options: UpkeepOptions): Promise<void> {
  const { deps, tenant, startedAt } = options;
  const { tenantId } = tenant;
  const { kysely } = deps.database;
  await takeLateTimers(deps, tenantId);
  const state = await inTenant(kysely, tenantId, stateOf);
  const read = isDue(state.entriesAt, options.entriesEveryMs ?? usualEntriesEveryMs, deps.now())
    ? await reading(() => readAllowEntries(tenant, options.profile, deps.now(), options.signal))
    : null;
  await inTenant(kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const now = deps.now();
    const { state: watch, polledAt } = await watchState(t);
    const blind = (await openAlerts(t))
      .filter(({ reason }) => reason === 'watchBlind')
      .map(({ detail }) => detail ?? '');
    const pulse = { polledAt: polledAt?.toISOString() ?? null, isBlind: watch.blind !== null };
    const facts = pulseFacts(pulse, blind, startedAt, now);
    let next = await stateOf(t);
    if (read !== null) {
      const found = read.read ? entryFacts(next.entries, read.value, now) : { facts: [], known: next.entries };
      const failures = read.read ? 0 : next.failures + 1;
      facts.push(...found.facts, ...sightFacts(read.read ? null : read.why, failures, blind, now));
      next = { ...next, entries: found.known, failures, entriesAt: read.read ? now.toISOString() : next.entriesAt };
    }
    if (isDue(next.forgotAt, dayMs, now)) {
      await forgetFacts(t, new Date(now.getTime() - keptFactsMs));
      await forgetPeople(t, new Date(now.getTime() - keptPeopleMs));
      next = { ...next, forgotAt: now.toISOString() };
    }
    await saveUpkeepState(t, tenantId, next);
    if (facts.length > 0) await takeIn(t, deps, tenantId, facts);
  });
}

async function takeLateTimers(deps: AlertDeps, tenantId: string): Promise<void> {
  const open = await inTenant(deps.database.kysely, tenantId, (t) => openAlerts(t));
  for (const alert of open) {
    const due = dueAt(alert);
    if (due === null || deps.now().getTime() - due.getTime() < lateMs) continue;
    await timeUp(deps, { tenantId, alertId: alert.id, due: due.toISOString() });
  }
}

async function stateOf(t: Parameters<typeof upkeepState>[0]): Promise<UpkeepState> {
  return { ...fresh, ...((await upkeepState(t)) as Partial<UpkeepState> | null) };
}

function sightFacts(why: NotRead | null, failures: number, blind: readonly string[], now: Date): AlertFact[] {
  const at = now.toISOString();
  const isOpen = blind.includes(allowListArea);
  if (why === null) return isOpen ? [{ kind: 'watchSeesAgain', id: `entries|${at}`, at, area: allowListArea }] : [];
  if (isOpen || failures < failuresUntilBlind) return [];
  const { kind, sentence, advice } = why;
  const cause = kind === 'noPermission' || kind === 'throttled' || kind === 'notLicensed' ? kind : 'outage';
  return [{ kind: 'watchBlind', id: `entries-blind|${at}`, at, area: allowListArea, cause, sentence, advice }];
}

function isDue(last: string | null, every: number, now: Date): boolean {
  return last === null || now.getTime() - Date.parse(last) >= every;
}
