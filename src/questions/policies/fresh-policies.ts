import { findGaps } from '../../defender/gaps/evaluate.ts';
import { type NotRead, NotReadError, type NotReadKind } from '../../defender/reading.ts';
import { parseSnapshot, type TenantSnapshot } from '../../defender/snapshot.ts';
import { readSnapshot } from '../../microsoft365/snapshot/read-snapshot.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import { senderDomains } from '../../policy-watch/sender-domains.ts';
import type { QuestionDeps } from '../deps.ts';
import { audienceOf } from './audience-of.ts';
import { groupedNotRead } from './not-read-groups.ts';
import type { CheckRequest, PolicyCheck, PolicyRoom } from './policy-check.ts';

const keepMs = 10 * 60_000;
const passing: ReadonlySet<NotReadKind> = new Set([
  'throttled',
  'unreachable',
  'timedOut',
  'badAnswer',
  'signInFailed',
]);

interface Kept {
  at: number;
  snapshot: Promise<TenantSnapshot>;
}

const kept = new WeakMap<TenantReader, Kept>();

/**
 * Policies read when asked, and kept for ten minutes in this process. Where nothing is stored there is no history and no waiver:
 * those questions reject with `notConfigured`.
 */
export function freshPolicies(deps: Pick<QuestionDeps, 'tenant' | 'profile' | 'dns'>): PolicyRoom {
  async function check(request: CheckRequest): Promise<PolicyCheck> {
    const snapshot = await waitFor(snapshotOf(deps, request), request.signal);
    const report = findGaps(snapshot, {
      ...(request.audience ? { recipients: request.audience.addresses } : {}),
      audienceGroups: deps.profile.audienceGroups,
      sender: deps.profile,
      now: request.now,
    });
    return {
      report,
      findings: report.findings.map((finding) => ({ ...finding, waiver: null })),
      snapshot,
      takenAt: snapshot.takenAt ?? request.now.toISOString(),
      audience: audienceOf(request, report, snapshot, deps.profile),
      changed: null,
      couldNot: groupedNotRead([...snapshot.notRead.values()]),
    };
  }

  return {
    check,
    changes: async () => {
      throw new NotReadError(nothingKept('earlier settings', 'so nothing can be compared with what it was'));
    },
    waive: async () => {
      throw new NotReadError(nothingKept('waivers', 'so a waiver would be forgotten'));
    },
    withdraw: async () => {
      throw new NotReadError(nothingKept('waivers', 'so there is none to withdraw'));
    },
  };
}

function snapshotOf({ tenant, profile, dns }: Pick<QuestionDeps, 'tenant' | 'profile' | 'dns'>, request: CheckRequest) {
  const known = kept.get(tenant);
  const now = request.now.getTime();
  if (known && !request.refresh && now - known.at < keepMs && now >= known.at) return known.snapshot;
  // Shared by all who ask meanwhile, so one asker giving up must not end it.
  const snapshot = readSnapshot(tenant, {
    dns: dns ?? null,
    now: request.now,
    domains: senderDomains(profile),
    groups: profile.audienceGroups,
  }).then(parseSnapshot);
  kept.set(tenant, { at: now, snapshot });
  const forget = () => {
    if (kept.get(tenant)?.snapshot === snapshot) kept.delete(tenant);
  };
  snapshot.then((read) => {
    if ([...read.notRead.values()].some(({ kind }) => passing.has(kind))) forget();
  }, forget);
  return snapshot;
}

async function waitFor<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  const gaveUp = Promise.withResolvers<never>();
  const onAbort = () => gaveUp.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, gaveUp.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function nothingKept(what: string, so: string): NotRead {
  return {
    what,
    kind: 'notConfigured',
    sentence: `This installation keeps no ${what}, ${so}.`,
    advice: 'Run the bot with its database; a terminal can compare two files written by “snapshot”.',
  };
}
