import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonical, settingsOf } from '../../../src/defender/changes/canonical.ts';
import type { Change, ChangeReport } from '../../../src/defender/changes/change.ts';
import { compareSnapshots } from '../../../src/defender/changes/compare-snapshots.ts';
import { fingerprintText } from '../../../src/defender/changes/fingerprint.ts';
import { objectsOf } from '../../../src/defender/changes/tenant-objects.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aRule, type Rows, type SnapshotDocument } from '../../support/tenant-snapshots.ts';

const now = new Date('2026-11-21T12:00:00Z');
const people = ['ann@contoso.com', 'bob@contoso.com', 'eve@fabrikam.com'];

function compared(
  before: SnapshotDocument,
  after: SnapshotDocument,
  recipients: string[] | null = people,
): ChangeReport {
  return compareSnapshots(parseSnapshot(before), parseSnapshot(after), { now, ...(recipients ? { recipients } : {}) });
}

function copyOf(tenant: SnapshotDocument): SnapshotDocument {
  return structuredClone(tenant);
}

function rowsOf(tenant: SnapshotDocument, cmdlet: string): Rows {
  return tenant[cmdlet] as Rows;
}

function first(tenant: SnapshotDocument, cmdlet: string): Record<string, unknown> {
  const [row] = rowsOf(tenant, cmdlet);
  assert.ok(row);
  return row;
}

function only(report: ChangeReport): Change {
  assert.equal(report.changes.length, 1, JSON.stringify(report.changes.map(({ sentence }) => sentence)));
  return report.changes[0] as Change;
}

describe('What changed between two snapshots', () => {
  const tenant = untouchedTenant('Default');

  it('is nothing between a snapshot and itself', () => {
    const report = compared(tenant, copyOf(tenant));
    assert.deepEqual([report.changes, report.moves, report.couldNot], [[], [], []]);
    assert.deepEqual(report.findings, { opened: [], closed: [], unclear: [] });
    assert.equal(report.felt.count, 0);
  });

  it('does not count who served the answer, when it was written, order, or an empty list for none', () => {
    const later = copyOf(tenant);
    later.takenAt = '2026-11-21T08:00:00Z';
    for (const row of rowsOf(later, 'Get-HostedContentFilterPolicy')) {
      Object.assign(row, { OriginatingServer: 'DC2', WhenChanged: '2026-11-21T00:00:00Z', AllowedSenders: null });
      row['AllowedSenders@odata.type'] = '#Collection(String)';
    }
    rowsOf(later, 'Get-AntiPhishPolicy').reverse();
    assert.deepEqual(compared(tenant, later).changes, []);
    assert.equal(fingerprintText(later), fingerprintText(tenant));
  });

  it('names setting, before, after, who feels it, and the gap that it opened', () => {
    const later = copyOf(tenant);
    first(later, 'Get-HostedContentFilterPolicy').MarkAsSpamWebBugsInHtml = 'On';
    const report = compared(tenant, later);
    const change = only(report);
    assert.deepEqual(
      [change.kind, change.what, change.setting, change.before, change.after],
      ['changed', 'Anti-spam policy', 'MarkAsSpamWebBugsInHtml', 'Off', 'On'],
    );
    assert.equal(change.sentence, 'MarkAsSpamWebBugsInHtml of the anti-spam policy “Default” went from Off to On.');
    assert.deepEqual([change.affects?.count, change.affects?.of], [3, 3]);
    assert.equal(report.felt.count, 3);
    assert.deepEqual(
      report.findings.opened.map(({ setting }) => setting),
      ['MarkAsSpamWebBugsInHtml'],
    );
    assert.deepEqual(
      compared(later, tenant).findings.closed.map(({ setting }) => setting),
      ['MarkAsSpamWebBugsInHtml'],
    );
  });

  it('says which entries came and went in a list', () => {
    const earlier = copyOf(tenant);
    first(earlier, 'Get-HostedContentFilterPolicy').AllowedSenderDomains = ['a.example', 'b.example'];
    const later = copyOf(tenant);
    first(later, 'Get-HostedContentFilterPolicy').AllowedSenderDomains = ['b.example', 'c.example'];
    assert.match(only(compared(earlier, later)).sentence, /: added c\.example; removed a\.example\.$/);
  });

  it('tells of a new rule who came under its policy, and from which', () => {
    const later = copyOf(tenant);
    const strictish = {
      ...first(tenant, 'Get-HostedContentFilterPolicy'),
      Name: 'Sales',
      Identity: 'Sales',
      IsDefault: false,
    };
    rowsOf(later, 'Get-HostedContentFilterPolicy').push({ ...strictish, Guid: '0000000a-0000-4000-8000-000000000001' });
    later['Get-HostedContentFilterRule'] = [
      aRule('HostedContentFilterPolicy', 'Sales', { RecipientDomainIs: ['contoso.com'] }),
    ];
    const report = compared(tenant, later);
    const rule = report.changes.find(({ source }) => source === 'get-hostedcontentfilterrule');
    assert.equal(rule?.affects?.count, 2);
    assert.deepEqual(rule?.affects?.examples, ['ann@contoso.com', 'bob@contoso.com']);
    assert.deepEqual(
      report.moves.map(({ type, from, to, affects }) => [type, from.policy, to.policy, affects.count]),
      [['antiSpam', 'Default', 'Sales', 2]],
    );
    assert.equal(report.felt.count, 2);
  });

  it('finds that nobody feels a setting of a policy that reaches nobody', () => {
    const earlier = copyOf(tenant);
    rowsOf(earlier, 'Get-HostedContentFilterPolicy').push({
      ...first(tenant, 'Get-HostedContentFilterPolicy'),
      Name: 'Unused',
      Identity: 'Unused',
      IsDefault: false,
      Guid: '0000000a-0000-4000-8000-000000000002',
    });
    const later = copyOf(earlier);
    const unused = rowsOf(later, 'Get-HostedContentFilterPolicy').at(-1);
    assert.ok(unused);
    unused.BulkThreshold = 1;
    const report = compared(earlier, later);
    assert.equal(only(report).affects?.count, 0);
    assert.equal(report.felt.count, 0);
  });

  it('knows a renamed policy again by its GUID', () => {
    const earlier = copyOf(tenant);
    first(earlier, 'Get-HostedContentFilterPolicy').Guid = '0000000a-0000-4000-8000-000000000003';
    const later = copyOf(earlier);
    first(later, 'Get-HostedContentFilterPolicy').Name = 'Renamed';
    const change = only(compared(earlier, later));
    assert.deepEqual([change.setting, change.before], ['Name', first(earlier, 'Get-HostedContentFilterPolicy').Name]);
  });

  it('counts for a mail flow rule only those whom its conditions cover', () => {
    const rule = {
      Name: 'Bypass',
      Identity: 'Bypass',
      State: 'Enabled',
      SetSCL: '-1',
      RecipientDomainIs: ['fabrikam.com'],
    };
    const change = only(
      compared({ ...copyOf(tenant), 'Get-TransportRule': [] }, { ...copyOf(tenant), 'Get-TransportRule': [rule] }),
    );
    assert.deepEqual([change.kind, change.affects?.examples], ['added', ['eve@fabrikam.com']]);
  });

  it('knows an allow/block entry by its value, and says what it is and until when', () => {
    const entry = { ListType: 'Url', ListSubType: 'Tenant', Value: 'tk.cmnky.co/*', Action: 'Allow', Identity: 'one' };
    const later = { ...entry, Identity: 'two', ExpirationDate: '2026-12-24T00:00:00Z' };
    const list = 'Get-TenantAllowBlockListItems';
    const changed = only(compared({ ...copyOf(tenant), [list]: [entry] }, { ...copyOf(tenant), [list]: [later] }));
    assert.deepEqual([changed.kind, changed.setting, changed.affects?.count], ['changed', 'ExpirationDate', 3]);
    const added = only(compared({ ...copyOf(tenant), [list]: [] }, { ...copyOf(tenant), [list]: [later] }));
    assert.equal(
      added.sentence,
      'The allow entry “tk.cmnky.co/*” (Url, until 2026-12-24) was added in the Tenant Allow/Block List.',
    );
  });

  it('follows people through a change of group members', () => {
    const earlier = copyOf(tenant);
    const sales = {
      ...first(tenant, 'Get-HostedContentFilterPolicy'),
      Name: 'Sales',
      Identity: 'Sales',
      IsDefault: false,
    };
    rowsOf(earlier, 'Get-HostedContentFilterPolicy').push({ ...sales, Guid: '0000000a-0000-4000-8000-000000000004' });
    earlier['Get-HostedContentFilterRule'] = [
      aRule('HostedContentFilterPolicy', 'Sales', { SentToMemberOf: ['sales@contoso.com'] }),
    ];
    earlier.groups = { 'sales@contoso.com': ['ann@contoso.com'] };
    const later = copyOf(earlier);
    later.groups = { 'sales@contoso.com': ['ann@contoso.com', 'bob@contoso.com'] };
    const report = compared(earlier, later);
    assert.equal(only(report).sentence, 'Members of the group “sales@contoso.com”: added bob@contoso.com.');
    assert.deepEqual(only(report).affects?.examples, ['bob@contoso.com']);
    assert.equal(report.moves[0]?.to.policy, 'Sales');
  });

  it('does not take what one snapshot could not read for a change', () => {
    const later = copyOf(tenant);
    delete later['Get-AntiPhishPolicy'];
    later.notRead = [
      { cmdlet: 'Get-AntiPhishPolicy', kind: 'throttled', sentence: 'Too busy.', advice: 'Try again in a minute.' },
    ];
    const report = compared(tenant, later);
    assert.deepEqual(report.changes, []);
    assert.equal(report.couldNot.length, 1);
    assert.match(report.couldNot[0]?.sentence ?? '', /later snapshot lacks it: Too busy/);
    assert.deepEqual(report.findings.opened, []);
  });

  it('leaves a gap unclear rather than closed when it could not be checked again', () => {
    const earlier = copyOf(tenant);
    first(earlier, 'Get-HostedContentFilterPolicy').MarkAsSpamWebBugsInHtml = 'On';
    const later = copyOf(earlier);
    delete later['Get-HostedContentFilterPolicy'];
    const { closed, unclear } = compared(earlier, later).findings;
    assert.ok(unclear.some(({ setting }) => setting === 'MarkAsSpamWebBugsInHtml'));
    assert.deepEqual(closed, []);
  });

  it('says not known for people whose policy could not be told', () => {
    const later = copyOf(tenant);
    later['Get-HostedContentFilterRule'] = [
      aRule('HostedContentFilterPolicy', 'Sales', { SentToMemberOf: ['unread@contoso.com'] }),
    ];
    const change = compared(tenant, later).changes.find(({ source }) => source === 'get-hostedcontentfilterrule');
    assert.deepEqual([change?.affects?.count, change?.affects?.notKnown], [0, 3]);
  });

  it('tells once, and as nobody’s doing, of a setting that Exchange itself began to report', () => {
    const later = copyOf(tenant);
    for (const row of rowsOf(later, 'Get-AntiPhishPolicy')) row.EnableSomethingNew = true;
    const change = only(compared(tenant, later));
    assert.deepEqual([change.kind, change.setting, change.affects], ['added', 'EnableSomethingNew', null]);
    assert.match(change.sentence, /^Exchange now reports the setting EnableSomethingNew/);
    assert.equal(compared(tenant, later).felt.count, 0);
    assert.match(only(compared(later, tenant)).sentence, /no longer reports/);
    const chosen = copyOf(later);
    first(chosen, 'Get-AntiPhishPolicy').EnableSomethingNew = false;
    assert.equal(only(compared(later, chosen)).kind, 'changed');
  });

  it('takes everybody whom the snapshots know of when no audience is given', () => {
    const later = copyOf(tenant);
    first(later, 'Get-HostedContentFilterPolicy').BulkThreshold = 3;
    const { affects } = only(compared(tenant, later, null));
    assert.ok((affects?.others.length ?? 0) > 0);
  });
});

const scalar = fc.oneof(
  fc.constantFrom('On', 'Off', '', 'Quarantine', 'MoveToJmf'),
  fc.integer({ min: -1, max: 9 }),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.oneof(scalar, fc.array(fc.constantFrom('a.example', 'b.example', 'c.example'), { maxLength: 3 }));
const row = fc
  .record({
    Guid: fc.integer({ min: 1, max: 6 }).map((n) => `0000000a-0000-4000-8000-00000000000${n}`),
    Name: fc.constantFrom('Default', 'Sales', 'Finance', 'People'),
    settings: fc.dictionary(
      fc.constantFrom('BulkThreshold', 'SpamAction', 'AllowedSenderDomains', 'Priority', 'State'),
      value,
    ),
  })
  .map(({ settings, ...names }) => ({ ...settings, ...names }));
const uniqueRows = fc.uniqueArray(row, { selector: ({ Guid }) => Guid, maxLength: 5 });
const tenants = fc.record({
  'Get-HostedContentFilterPolicy': uniqueRows,
  'Get-HostedContentFilterRule': uniqueRows,
  'Get-TransportRule': uniqueRows,
  'Get-QuarantinePolicy': uniqueRows,
});

/** What a snapshot says, without what does not count: settings by object by cmdlet. */
function contentOf(tenant: SnapshotDocument): Map<string, Map<string, Map<string, unknown>>> {
  const content = new Map();
  for (const [cmdlet, rows] of parseSnapshot(tenant).cmdlets) {
    content.set(cmdlet, new Map(objectsOf(cmdlet, rows).map(({ key, row }) => [key, settingsOf(row)])));
  }
  return content;
}

function applied(content: ReturnType<typeof contentOf>, changes: readonly Change[]): ReturnType<typeof contentOf> {
  for (const { kind, source, key, setting, before, after } of changes) {
    const objects = content.get(source);
    assert.ok(objects, source);
    if (kind !== 'changed' && setting !== null) {
      for (const [object, value] of Object.entries((after ?? before) as Record<string, unknown>)) {
        if (kind === 'removed') assert.ok(objects.get(object)?.delete(setting));
        else objects.get(object)?.set(setting, value);
      }
    } else if (kind === 'added') {
      assert.ok(!objects.has(key));
      objects.set(key, settingsOf(after as Record<string, unknown>));
    } else if (kind === 'removed') {
      assert.ok(objects.delete(key));
    } else {
      const settings = objects.get(key);
      assert.ok(settings && setting);
      assert.deepEqual(settings.get(setting) ?? null, canonical(before));
      if (after === null) settings.delete(setting);
      else settings.set(setting, after);
    }
  }
  return content;
}

describe('Any two snapshots', () => {
  it('differ by exactly the changes that are told', () => {
    fc.assert(
      fc.property(tenants, tenants, (before, after) => {
        const { changes } = compared(before, after);
        assert.deepEqual(applied(contentOf(before), changes), contentOf(after));
      }),
    );
  });

  it('have the same fingerprint exactly when no change is told', () => {
    fc.assert(
      fc.property(tenants, fc.oneof(tenants, fc.constant(null)), (before, other) => {
        const after = other ?? structuredClone(before);
        const same = fingerprintText(before) === fingerprintText(after);
        assert.equal(compared(before, after).changes.length === 0, same);
      }),
    );
  });

  it('have no change when they are the same, in any order of rows', () => {
    fc.assert(
      fc.property(tenants, (tenant) => {
        const turned = Object.fromEntries(Object.entries(tenant).map(([cmdlet, rows]) => [cmdlet, rows.toReversed()]));
        const report = compared(tenant, turned);
        assert.deepEqual(
          [report.changes, report.moves, report.findings.opened, report.findings.closed],
          [[], [], [], []],
        );
      }),
    );
  });
});
