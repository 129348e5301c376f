import assert from 'node:assert/strict';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import type { DnsFacts } from '../../src/microsoft365/dns/dns-lookup.ts';
import { createFixedDns } from '../../src/microsoft365/dns/fixed-lookup.ts';
import { snapshotCmdlets } from '../../src/microsoft365/snapshot/cmdlets.ts';
import { changesSince } from '../../src/policy-watch/changes-since.ts';
import { checkPolicies } from '../../src/policy-watch/check-policies.ts';
import { endingWaivers, WaiverError, waive, withdraw } from '../../src/policy-watch/waivers.ts';
import { createSandboxTenant, type SandboxOptions, standardApps } from '../../src/sandbox/tenant.ts';
import type { Database } from '../../src/store/database.ts';
import { latestSnapshot, listSnapshots } from '../../src/store/snapshots.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { aWatchedTenant, minutesAfter, monday } from './watched-tenant.ts';

const antiSpam = 'Get-HostedContentFilterPolicy';
const list = { kind: 'list' as const, addresses: ['ann@contoso.com', 'bob@contoso.com'] };
const ana = { id: 'ana-id', name: 'Ana' };

for (const backend of backends) {
  describe(`A check of the policies on ${backend}`, function () {
    this.timeout(60_000);
    let database: Database;
    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    it('reads the tenant, keeps the snapshot and says when it was taken', async () => {
      const { deps } = aWatchedTenant(database);
      const check = await checkPolicies(deps, { audience: list, now: monday });
      assert.deepEqual(check.snapshotTakenAt, monday);
      assert.equal(check.changedSince, null);
      assert.deepEqual(check.couldNot, []);
      assert.ok(check.score !== null && check.score > 0);
      assert.equal((await listSnapshots(database, deps.tenant.tenantId)).length, 1);
    });

    it('uses a snapshot again for ten minutes, unless a fresh one is asked for', async () => {
      const { deps, calls } = aWatchedTenant(database);
      const readings = () => calls.filter((call) => call === antiSpam).length;
      await checkPolicies(deps, { audience: list, now: monday });
      const again = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 9) });
      assert.deepEqual([readings(), again.snapshotTakenAt], [1, monday]);
      await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 9), refresh: true });
      assert.equal(readings(), 2);
      await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 20) });
      assert.equal(readings(), 3);
    });

    it('reads once for all who ask at the same time', async () => {
      const { deps, calls } = aWatchedTenant(database);
      const allIn = Promise.withResolvers<void>();
      const tenant: typeof deps.tenant = {
        ...deps.tenant,
        async cmdlet(name, parameters, signal) {
          await allIn.promise;
          return deps.tenant.cmdlet(name, parameters, signal);
        },
      };
      const checks = [1, 2, 3].map(() => checkPolicies({ ...deps, tenant }, { audience: list, now: monday }));
      allIn.resolve();
      const scores = (await Promise.all(checks)).map(({ score }) => score);
      assert.equal(calls.filter((call) => call === antiSpam).length, 1);
      assert.equal(new Set(scores).size, 1);
    });

    it('tells what changed since the snapshot before, who feels it, and the gap it opened', async () => {
      const { deps, row } = aWatchedTenant(database);
      await checkPolicies(deps, { audience: list, now: monday });
      row(antiSpam).MarkAsSpamWebBugsInHtml = 'On';
      const { changedSince } = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 60) });
      assert.deepEqual(changedSince?.since, monday);
      const [change, ...others] = changedSince?.report.changes ?? [];
      assert.deepEqual(others, []);
      assert.deepEqual(
        [change?.setting, change?.affects?.count, change?.affects?.of],
        ['MarkAsSpamWebBugsInHtml', 2, 2],
      );
      assert.deepEqual(
        changedSince?.report.findings.opened.map(({ setting }) => setting),
        ['MarkAsSpamWebBugsInHtml'],
      );
    });

    it('keeps a waived gap in sight, with its waiver, and does not count it', async () => {
      const { deps, row } = aWatchedTenant(database);
      row(antiSpam).MarkAsSpamWebBugsInHtml = 'On';
      const before = await checkPolicies(deps, { audience: list, now: monday });
      const gap = before.findings.find(({ setting }) => setting === 'MarkAsSpamWebBugsInHtml');
      assert.ok(gap && before.score !== null);
      const { tenantId } = deps.tenant;
      const until = minutesAfter(monday, 60 * 24 * 10);
      await waive(database, tenantId, { findingKey: gap.key, reason: 'Agreed.', by: ana, until, now: monday });
      const after = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 1) });
      const waived = after.findings.find(({ key }) => key === gap.key);
      assert.deepEqual([waived?.status, waived?.waiver?.by.name, after.waived], ['gap', 'Ana', 1]);
      assert.ok(after.score !== null && after.score > before.score);
      assert.match(after.scoreExplained.sentence, /1 waived gap is not counted/);
      assert.deepEqual(
        (await endingWaivers(database, tenantId, 14, monday)).map(({ findingKey }) => findingKey),
        [gap.key],
      );
      assert.deepEqual(await endingWaivers(database, tenantId, 5, monday), []);
      await withdraw(database, tenantId, { findingKey: gap.key, by: ana, now: minutesAfter(monday, 2) });
      const later = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 3) });
      assert.deepEqual([later.waived, later.score], [0, before.score]);
    });

    it('refuses a waiver without a reason, without an end, or for longer than a year', async () => {
      const wish = { findingKey: 'bulk', reason: 'Agreed.', by: ana, until: minutesAfter(monday, 60), now: monday };
      const day = 60 * 24;
      const wrong: [Partial<typeof wish>, RegExp][] = [
        [{ reason: '  ' }, /reason/],
        [{ reason: 'x'.repeat(1001) }, /under 1000/],
        [{ until: monday }, /over/],
        [{ until: new Date(Number.NaN) }, /until which day/],
        [{ until: minutesAfter(monday, day * 367) }, /a year at most/],
        [{ findingKey: '' }, /which finding/],
      ];
      for (const [change, message] of wrong) {
        await assert.rejects(
          waive(database, 'nobody', { ...wish, ...change }),
          (error) => error instanceof WaiverError && message.test(error.message),
        );
      }
    });

    it('goes on with the last known settings when nothing can be read, and says so', async () => {
      const { deps, tenant } = aWatchedTenant(database);
      await checkPolicies(deps, { audience: list, now: monday });
      const why = notReadBecause('signInFailed', 'anything');
      for (const cmdlet of snapshotCmdlets()) tenant.failing[cmdlet] = why;
      const check = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 120) });
      assert.deepEqual(check.snapshotTakenAt, monday);
      assert.ok(check.score !== null);
      assert.equal(check.couldNot[0]?.kind, 'signInFailed');
      assert.match(check.couldNot[0]?.sentence ?? '', /these are the settings of 2026-11-16 08:00 UTC/);
      assert.deepEqual((await latestSnapshot(database, deps.tenant.tenantId))?.lastSeenAt, monday);
    });

    it('has no score and keeps nothing when nothing was ever read', async () => {
      const failing = Object.fromEntries(snapshotCmdlets().map((name) => [name, notReadBecause('unreachable', name)]));
      const { deps } = aWatchedTenant(database, { failing });
      const check = await checkPolicies(deps, { audience: list, now: monday });
      assert.deepEqual([check.score, check.snapshotTakenAt], [null, null]);
      assert.ok(check.findings.every(({ status }) => status !== 'gap' && status !== 'ok'));
      assert.deepEqual(await listSnapshots(database, deps.tenant.tenantId), []);
    });

    it('knows a tenant without Defender by the cmdlets it does not have', async () => {
      const defender = snapshotCmdlets().filter((name) => /Safe(?:Links|Attachment)|AtpPolicy|ATP|Teams/.test(name));
      const failing = Object.fromEntries(defender.map((name) => [name, notReadBecause('notLicensed', name)]));
      const { deps } = aWatchedTenant(database, { failing });
      const check = await checkPolicies(deps, { audience: list, now: monday });
      assert.equal(check.licence.plan, 'EOP');
      const safe = check.findings.filter(({ rule }) => /^safe-(?:links|attachments)$/.test(rule));
      assert.ok(safe.length > 0 && safe.every(({ status }) => status === 'notLicensed'));
    });

    it('does not take a read that failed for a change', async () => {
      const { deps, tenant } = aWatchedTenant(database);
      await checkPolicies(deps, { audience: list, now: monday });
      tenant.failing['Get-TransportRule'] = notReadBecause('throttled', 'the rules');
      const check = await checkPolicies(deps, { audience: list, now: minutesAfter(monday, 30) });
      assert.deepEqual(check.changedSince?.report.changes, []);
      assert.deepEqual(check.changedSince?.report.findings, { opened: [], closed: [], unclear: [] });
      assert.deepEqual(
        check.couldNot.map(({ what }) => what),
        ['Get-TransportRule'],
      );
    });

    it('compares with the settings of a day, and says from when on they are kept', async () => {
      const { deps, row } = aWatchedTenant(database);
      const since = minutesAfter(monday, -600);
      const first = await changesSince(deps, { since, audience: list, now: monday });
      assert.equal(first.report, null);
      assert.match(first.couldNot[0]?.sentence ?? '', /nothing to compare with/);
      row(antiSpam).BulkThreshold = 3;
      const tuesday = minutesAfter(monday, 24 * 60);
      const late = await changesSince(deps, { since, audience: list, now: tuesday });
      assert.deepEqual(
        late.report?.changes.map(({ setting }) => setting),
        ['BulkThreshold'],
      );
      assert.match(late.couldNot[0]?.sentence ?? '', /kept since 2026-11-16 08:00 UTC/);
      const exact = await changesSince(deps, { since: monday, audience: list, now: tuesday });
      assert.deepEqual(exact.couldNot, []);
      row(antiSpam).BulkThreshold = 9;
      const wednesday = minutesAfter(tuesday, 24 * 60);
      const only = await changesSince(deps, { since: monday, until: tuesday, audience: list, now: wednesday });
      assert.deepEqual(
        only.report?.changes.map(({ after }) => after),
        [3],
      );
      const none = await changesSince(deps, { since: wednesday, audience: list, now: minutesAfter(wednesday, 5) });
      assert.deepEqual(none.report?.changes, []);
    });
  });
}

describe('A check of the policies over the wire', function () {
  this.timeout(60_000);
  let database: Database;
  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  async function checked(options: SandboxOptions) {
    const sandbox = await createSandboxTenant({ quarantineSize: 50, ...options });
    try {
      const tenant = createTenantReader({
        tenantId: sandbox.tenantId,
        entraUrl: sandbox.urls.entra,
        exchangeUrl: sandbox.urls.exchange,
        graphUrl: sandbox.urls.graph,
        credential: { kind: 'secret', clientId: sandbox.clientId, secret: sandbox.clientSecret },
      });
      const { profile } = parseSenderProfile(sandbox.profile);
      const dns = createFixedDns(sandbox.dns as DnsFacts);
      const now = new Date(sandbox.clock.now());
      return await checkPolicies({ tenant, profile, database, dns }, { now, refresh: true });
    } finally {
      await sandbox.close();
    }
  }

  it('judges for the groups of the sender profile and finds gaps of the company', async () => {
    const check = await checked({});
    assert.equal(check.audience.kind, 'groups');
    assert.ok((check.audience.size ?? 0) > 1000);
    assert.match(check.audience.sentence, /members of all-staff@/);
    assert.ok(check.counts.gap > 0);
    assert.deepEqual(check.couldNot, []);
  });

  it('says for each half what it found and what it could not check when every other cmdlet is refused', async () => {
    const denied = snapshotCmdlets().filter((_, index) => index % 2 === 0);
    const apps = standardApps().map((app) => ({ ...app, deniedCmdlets: denied }));
    const check = await checked({ apps });
    assert.deepEqual(check.couldNot.map(({ what }) => what).sort(), denied.toSorted());
    assert.ok(check.counts.unknown > 0);
    const unchecked = check.findings.filter(({ status }) => status === 'unknown');
    assert.ok(unchecked.every(({ effect }) => /could not check|cannot tell|could not/i.test(effect)));
  });

  it('speaks of no Defender gap in a tenant without Defender, and names the licence as the likely reason', async () => {
    const check = await checked({ licence: 'EOP' });
    const safe = check.findings.filter(({ rule }) => /^safe-(?:links|attachments)$/.test(rule));
    assert.ok(safe.length > 0 && safe.every(({ status }) => status === 'unknown' || status === 'notLicensed'));
    const links = check.couldNot.find(({ what }) => what === 'Get-SafeLinksPolicy');
    assert.match(links?.sentence ?? '', /no Defender for Office 365/);
    assert.ok(check.findings.some(({ rule, status }) => rule === 'bulk-filter' && status !== 'unknown'));
  });
});
