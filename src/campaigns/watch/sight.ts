import type { NotRead } from '../../defender/reading.ts';
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
    lacks: lacksAfter(state, read),
    huntingLost: huntingLostAfter(state, read, time),
    failures,
    failingSince,
    blind: isBlind
      ? (state.blind ?? { since: failingSince ?? time, why: failure })
      : failure === undefined
        ? null
        : state.blind,
  };
}

const mostLacks = 6;

/** What was refused stays lacking until it is asked for again. */
function lacksAfter(state: WatchState, read: PollReading): NotRead[] {
  const asked = read.hunting !== 'notAsked';
  const still = asked ? [] : state.lacks.filter(({ what }) => /hunting/i.test(what));
  return [...read.gaps, ...still].slice(0, mostLacks);
}

/** A tenant that never had hunting lacks nothing; one that had it sees no ZAP into the junk folder, no press and no file any more. */
function huntingLostAfter(state: WatchState, read: PollReading, time: string): WatchState['huntingLost'] {
  if (read.hunting === 'done') return null;
  const why = read.gaps.find(({ kind }) => kind === 'noPermission' || kind === 'notLicensed');
  const hadIt = state.huntedAt !== null && state.huntingOffUntil === null;
  if (state.huntingLost === null && read.hunting === 'off' && hadIt && why !== undefined) return { since: time, why };
  return state.huntingLost;
}

/** A fault of ours or of the database counts like a tenant that cannot be read: silence must not look like good news. */
export function stateAfterFault(state: WatchState, now: Date, tempo: Tempo): WatchState {
  const time = now.toISOString();
  const failures = state.failures + 1;
  const failingSince = state.failingSince ?? time;
  const isBlind = failures >= tempo.failuresUntilBlind;
  return {
    ...state,
    failures,
    failingSince,
    blind: state.blind ?? (isBlind ? { since: failingSince, why: ownFault } : null),
  };
}

const ownFault: NotRead = {
  what: 'test mail',
  kind: 'badAnswer',
  sentence: 'The watch over test mail fails by a fault of its own.',
  advice: 'Look into the log of Quarantine Watch; it goes on trying.',
};

/** Said once when the watch goes blind and once when it sees again: silence must not look like good news. */
export function sightFacts(tenantId: string, before: WatchState, after: WatchState, now: Date): CampaignFact[] {
  const at = now.toISOString();
  return [...wholeSight(tenantId, before, after, at), ...huntingSight(tenantId, before, after, at)];
}

const huntingArea = 'later moves, presses and attachments';

function huntingSight(tenantId: string, before: WatchState, after: WatchState, at: string): CampaignFact[] {
  if (before.huntingLost === null && after.huntingLost !== null) {
    const { since, why } = after.huntingLost;
    return [{ tenantId, kind: 'watchBlind', key: `blind|hunting|${since}`, at, why, since, area: huntingArea }];
  }
  if (before.huntingLost === null || after.huntingLost !== null) return [];
  const blindSince = before.huntingLost.since;
  return [{ tenantId, kind: 'watchSeesAgain', key: `sees|hunting|${blindSince}`, at, blindSince, area: huntingArea }];
}

function wholeSight(tenantId: string, before: WatchState, after: WatchState, at: string): CampaignFact[] {
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
