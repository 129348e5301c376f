import type { NotRead } from '../../defender/reading.ts';

/** How far the watch of a tenant has read, and how it fares. Times are ISO 8601 UTC. */
export interface WatchState {
  /** Mail received before this was read, but for the overlap. */
  readUpTo: string | null;
  huntedAt: string | null;
  /** Set when hunting cannot be used: it is asked again after this. */
  huntingOffUntil: string | null;
  requestsAt: string | null;
  /** When it was last asked what became of mail that was held when its campaign closed. */
  releasesAt: string | null;
  /** When campaigns that are long over were last removed. */
  forgotAt: string | null;
  /** Polls in a row in which nothing could be read. */
  failures: number;
  /** What the last poll could not read, where the rest could be. */
  lacks: NotRead[];
  /** Since when hunting is refused that was to be had before; null while it is to be had, or never was. */
  huntingLost: { since: string; why: NotRead } | null;
  blind: { since: string; why: NotRead } | null;
  /** Set from the first failure to the first success. */
  failingSince: string | null;
  /** Keys of facts that belong to no campaign and still hold. */
  told: string[];
}

export const newWatchState: Readonly<WatchState> = {
  readUpTo: null,
  huntedAt: null,
  huntingOffUntil: null,
  requestsAt: null,
  releasesAt: null,
  forgotAt: null,
  failures: 0,
  lacks: [],
  huntingLost: null,
  blind: null,
  failingSince: null,
  told: [],
};
