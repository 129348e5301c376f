import { NotReadError } from '../../defender/reading.ts';
import type { AudienceChoice } from '../../policy-watch/audience.ts';
import { changesSince } from '../../policy-watch/changes-since.ts';
import { checkPolicies, type PolicyCheck as WatchedCheck } from '../../policy-watch/check-policies.ts';
import type { PolicyWatchDeps } from '../../policy-watch/deps.ts';
import { WaiverError, waive, withdraw } from '../../policy-watch/waivers.ts';
import { groupedNotRead } from './not-read-groups.ts';
import type { CheckRequest, PolicyCheck, PolicyRoom, Waiver } from './policy-check.ts';

type KeptWaiver = NonNullable<WatchedCheck['findings'][number]['waiver']>;

/** Policy questions over snapshots and waivers that are kept in the database. */
export function keptPolicies(watch: PolicyWatchDeps): PolicyRoom {
  const { tenantId } = watch.tenant;
  return {
    async check(request) {
      return checkOf(await checkPolicies(watch, optionsOf(request)), request);
    },
    async changes(since, until, request) {
      const found = await changesSince(watch, { ...optionsOf(request), since, ...(until === null ? {} : { until }) });
      return { report: found.report, couldNot: groupedNotRead(found.couldNot) };
    },
    async waive({ findingKey, reason, by, now, until }) {
      const wish = { findingKey, reason, by: personOf(by), now, until: new Date(until) };
      return waiverOf(await refusedInWords(() => waive(watch.database, tenantId, wish)));
    },
    async withdraw({ findingKey, by, now }) {
      return (await withdraw(watch.database, tenantId, { findingKey, by: personOf(by), now })) !== null;
    },
  };
}

function optionsOf({ now, audience, refresh, signal }: CheckRequest) {
  const choice: AudienceChoice | undefined = audience ? { kind: 'list', addresses: audience.addresses } : undefined;
  return {
    now,
    ...(choice ? { audience: choice } : {}),
    ...(refresh ? { refresh } : {}),
    ...(signal ? { signal } : {}),
  };
}

function checkOf(check: WatchedCheck, request: CheckRequest): PolicyCheck {
  const { audience, findings, changedSince } = check;
  const words = request.audience?.words ?? audience.sentence;
  return {
    report: {
      score: check.score,
      scoreExplained: check.scoreExplained,
      counts: check.counts,
      licence: check.licence,
      paths: check.paths,
      audience: {
        kind: audience.recipients === null ? 'tenant' : 'listed',
        size: audience.recipients?.length ?? 0,
        groupsNotRead: [],
      },
      takenAt: check.snapshot.takenAt,
      findings,
    },
    findings: findings.map((finding) => ({
      ...finding,
      waiver: finding.waiver === null ? null : waiverOf(finding.waiver),
    })),
    snapshot: check.snapshot,
    takenAt: (check.snapshotTakenAt ?? request.now).toISOString(),
    audience: { words, addresses: audience.recipients === null ? null : [...audience.recipients] },
    changed:
      changedSince === null
        ? null
        : {
            since: changedSince.since.toISOString(),
            opened: changedSince.report.findings.opened.length,
            closed: changedSince.report.findings.closed.length,
          },
    couldNot: groupedNotRead(check.couldNot),
  };
}

function personOf({ objectId, name }: { objectId: string; name: string }) {
  return { id: objectId, name };
}

function waiverOf({ reason, by, at, until }: KeptWaiver): Waiver {
  return { reason, by: by.name === '' ? by.id : by.name, at: at.toISOString(), until: until.toISOString() };
}

async function refusedInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WaiverError)) throw error;
    throw new NotReadError(
      { what: 'the waiver', kind: 'refused', sentence: error.message, advice: '' },
      { cause: error },
    );
  }
}
