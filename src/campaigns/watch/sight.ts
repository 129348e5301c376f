import type { CampaignFact } from '../test-campaign/facts.ts';
import type { PollReading } from './read-tenant.ts';
import type { Tempo } from './tempo.ts';
import type { WatchState } from './watch-state.ts';

/** How the watch stands after a poll. What was not read is read again: the place it read up to moves only when all went well. */
export function stateAfter(state: WatchState, read: PollReading, now: Date, tempo: Tempo): WatchState {
  const time = now.toISOString();
  const [failure] = read.failed;
  const failures = failure === undefined ? 0 : state.failures + 1;
  const failingSince = failure === undefined ? null : (state.failingSince ?? time);
  const isBlind = failure !== undefined && failures >= tempo.failuresUntilBlind;
  const huntingOffUntil = read.hunting === 'off' ? new Date(now.getTime() + tempo.huntingOffMs).toISOString() : null;
  return {
    ...state,
    readUpTo: failure === undefined ? time : state.readUpTo,
    huntedAt: read.hunting === 'done' || read.hunting === 'failed' ? time : state.huntedAt,
    huntingOffUntil: read.hunting === 'notAsked' ? state.huntingOffUntil : huntingOffUntil,
    requestsAt: read.requests === null ? state.requestsAt : time,
    releasesAt: read.releases ? time : state.releasesAt,
    failures,
    failingSince,
    blind: isBlind
      ? (state.blind ?? { since: failingSince ?? time, why: failure })
      : failure === undefined
        ? null
        : state.blind,
  };
}

/** Said once when the watch goes blind and once when it sees again: silence must not look like good news. */
export function sightFacts(tenantId: string, before: WatchState, after: WatchState, now: Date): CampaignFact[] {
  const at = now.toISOString();
  if (before.blind === null && after.blind !== null) {
    const { since, why } = after.blind;
    return [{ tenantId, kind: 'watchBlind', key: `blind|${since}`, at, why, since }];
  }
  if (before.blind !== null && after.blind === null) {
    const blindSince = before.blind.since;
    return [{ tenantId, kind: 'watchSeesAgain', key: `sees|${blindSince}`, at, blindSince }];
  }
  return [];
}
