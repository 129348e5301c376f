import type { Campaign } from '../test-campaign/campaign.ts';
import { patience } from '../test-campaign/lifecycle.ts';

/** How often a tenant is asked, and how much in one poll. Times in milliseconds. */
export interface Tempo {
  /** While a campaign is on its way. */
  quickMs: number;
  /** While copies lie in mailboxes, where ZAP may move them. */
  watchingMs: number;
  /** While nothing runs. */
  idleMs: number;
  huntingQuickMs: number;
  huntingSlowMs: number;
  requestsMs: number;
  /** A tenant without the licence or the permission is asked again after this. */
  huntingOffMs: number;
  /** Rows may show late: this much of the time before is read again. */
  overlapMs: number;
  /** How far back the first poll of a tenant looks: as far as ZAP can still act on what it finds. */
  firstLookMs: number;
  /** Pages of up to 1,000 rows of one stream in one poll. */
  pages: number;
  /** Calls for the steps of single copies in one poll. */
  details: number;
  /** Held copies whose header and text are read in one poll, with two calls each. */
  looks: number;
  /** Pause between looks at what became of held mail after its campaign was over. */
  releasesMs: number;
  /** Polls in a row that fail before the watch calls itself blind. */
  failuresUntilBlind: number;
}

const minute = 60_000;

/**
 * In one poll a tenant sees at most 2 traces, 1 quarantine list, 1 list of requests and 1 of released mail, each of `pages` pages,
 * 5 hunting queries, `details` steps and `looks` held messages. At one quick poll a minute that stays under 100 trace calls in 5 minutes (Microsoft Learn, Get-MessageTraceV2)
 * and under 45 hunting calls a minute (Microsoft Learn, security API overview); the reader's own gates hold it there.
 */
export const usualTempo: Tempo = {
  quickMs: minute,
  watchingMs: 5 * minute,
  idleMs: 5 * minute,
  huntingQuickMs: 3 * minute,
  huntingSlowMs: 15 * minute,
  requestsMs: 5 * minute,
  huntingOffMs: 6 * 60 * minute,
  overlapMs: 15 * minute,
  firstLookMs: 48 * 60 * minute,
  pages: 6,
  details: 3,
  looks: 1,
  releasesMs: 30 * minute,
  failuresUntilBlind: 3,
};

/** For services on this machine, which nobody else asks: what happens shows within seconds. */
export const loopbackTempo: Tempo = {
  ...usualTempo,
  quickMs: 5_000,
  watchingMs: 10_000,
  idleMs: 10_000,
  huntingQuickMs: 10_000,
  huntingSlowMs: minute,
  requestsMs: 15_000,
};

/** How long until the next poll. A plan for later makes nobody hurry before its time. */
export function nextPollIn(campaigns: readonly Campaign[], now: Date, tempo: Tempo): number {
  if (campaigns.some((campaign) => isOnItsWay(campaign, now))) return tempo.quickMs;
  const starts = campaigns.flatMap(({ state, plan }) =>
    state === 'planned' && plan ? Date.parse(plan.plannedFor) : [],
  );
  const watching = campaigns.some(({ state }) => state === 'settled' || state === 'watching');
  const usual = watching ? tempo.watchingMs : tempo.idleMs;
  return starts.reduce((wait, start) => Math.max(tempo.quickMs, Math.min(wait, start - now.getTime())), usual);
}

/** Expected now, or sent and not settled. */
export function isOnItsWay({ state, plan }: Campaign, now: Date): boolean {
  if (state === 'sent' || state === 'arriving') return true;
  if (state !== 'planned' || plan === null) return state === 'planned';
  const due = Date.parse(plan.plannedFor);
  return now.getTime() >= due - minute && now.getTime() <= due + patience.overdueMs + minute;
}
