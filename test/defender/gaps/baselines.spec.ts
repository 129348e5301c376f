import assert from 'node:assert/strict';
import type { SettingBaseline } from '../../../src/defender/gaps/baselines/baseline.ts';
import { baselines } from '../../../src/defender/gaps/baselines/index.ts';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import type { Finding } from '../../../src/defender/gaps/finding.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../../../src/defender/policies/policy-types.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { type Level, untouchedTenant } from '../../support/microsoft-baselines.ts';
import type { SnapshotDocument } from '../../support/tenant-snapshots.ts';

const now = new Date('2026-11-21T12:00:00Z');
const recipients = ['anna@contoso.com', 'bert@contoso.com'];

function notFine(document: SnapshotDocument): Finding[] {
  return findGaps(parseSnapshot(document), { recipients, now }).findings.filter(({ status }) => status !== 'ok');
}

/** Every value that differs from Microsoft's own at this level: one more and one less, or every other word. */
function otherValues(baseline: SettingBaseline, value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value - 1, value + 1].filter((other) => other >= 1);
  const words = typeof baseline.scale === 'string' ? [] : [...baseline.scale];
  return words.filter((word) => word !== value);
}

function inForce(type: PolicyType, level: Level): (row: Record<string, unknown>) => boolean {
  if (level !== 'Default') return (row) => row.RecommendedPolicyType === level;
  const builtIn = policyTypeFacts[type].fallback.source === 'builtIn';
  return (row) => (builtIn ? row.IsBuiltInProtection : row.IsDefault) === true;
}

describe('A tenant that nobody changed', () => {
  for (const level of ['Default', 'Standard', 'Strict'] as const) {
    it(`has no gap and no opening with ${level === 'Default' ? 'Microsoft’s defaults' : `the ${level} preset`} for everybody`, () => {
      const findings = notFine(untouchedTenant(level)).filter(({ status }) => status !== 'info');
      assert.deepEqual(
        findings.map(({ rule, status, effect }) => `${rule} ${status}: ${effect}`),
        [
          'sender-authentication unknown: Could not check: the sender profile names no address that Email Delivery sends from.',
        ],
      );
      assert.equal(findGaps(parseSnapshot(untouchedTenant(level)), { now }).score, 100);
    });
  }
});

describe('One changed value', () => {
  for (const level of ['Default', 'Standard', 'Strict'] as const) {
    const untouched = new Set(notFine(untouchedTenant(level)).map(({ key }) => key));
    for (const type of policyTypes) {
      for (const baseline of baselines[type].settings) {
        it(`of ${baseline.setting} in the ${type} policy of ${level} gives exactly the finding for it`, () => {
          const { policyCmdlet } = policyTypeFacts[type];
          const tenant = untouchedTenant(level);
          const row = (tenant[policyCmdlet] as Record<string, unknown>[]).find(inForce(type, level));
          assert.ok(row);
          const original = row[baseline.setting];
          const others = otherValues(baseline, original);
          assert.ok(others.length > 0);
          for (const other of others) {
            row[baseline.setting] = other;
            const fresh = notFine(tenant).filter(({ key }) => !untouched.has(key));
            assert.deepEqual(
              fresh.map(({ setting, policy, actual, expected }) => ({ setting, policy, actual, expected })),
              [{ setting: baseline.setting, policy: row.Name, actual: other, expected: original }],
              `${baseline.setting} = ${other}`,
            );
            const preference = baseline.preference?.[String(other)] !== undefined;
            const anotherLevels =
              level === 'Default' && [baseline.values.standard, baseline.values.strict].includes(other as never);
            const tipOfPreset = baseline.shownOnly === true && level !== 'Default';
            const choice = preference || tipOfPreset || (anotherLevels && type !== 'safeLinks');
            assert.equal(fresh[0]?.status, choice ? 'info' : 'gap', `${baseline.setting} = ${other}`);
            if (!choice) assert.ok((fresh[0]?.fixes.length ?? 0) > 0);
          }
        });
      }
    }
  }
});

describe('A custom policy', () => {
  const custom = (changes: Record<string, unknown>, scope: Record<string, unknown> = {}) => {
    const tenant = untouchedTenant('Default');
    const standard = (tenant['Get-HostedContentFilterPolicy'] as Record<string, unknown>[])[1];
    const row = { ...standard, Name: 'Ours', Identity: 'Ours', RecommendedPolicyType: 'Custom', ...changes };
    (tenant['Get-HostedContentFilterPolicy'] as unknown[]).push(row);
    tenant['Get-HostedContentFilterRule'] = [
      {
        Name: 'Ours',
        HostedContentFilterPolicy: 'Ours',
        State: 'Enabled',
        Priority: 0,
        RecipientDomainIs: ['contoso.com'],
        ...scope,
      },
    ];
    return tenant;
  };

  const usual = new Set(notFine(untouchedTenant('Default')).map(({ key }) => key));
  const changed = (document: SnapshotDocument) => notFine(document).filter(({ key }) => !usual.has(key));

  it('is held against the level that it is nearest to', () => {
    assert.deepEqual(changed(custom({})), []);
    const [finding] = changed(custom({ BulkThreshold: 3 }));
    assert.equal(finding?.status, 'gap');
    assert.equal(finding?.expected, 6);
  });

  it('may have a value of a stricter level without a fault', () => {
    const [finding] = changed(custom({ SpamAction: 'Quarantine' }));
    assert.equal(finding?.status, 'info');
    assert.match(finding?.effect ?? '', /Strict has the same value/);
  });

  it('that reaches nobody of the audience is no gap', () => {
    const gaps = changed(custom({ BulkThreshold: 3 }, { RecipientDomainIs: ['fabrikam.com'] })).filter(
      ({ status }) => status === 'gap',
    );
    assert.deepEqual(gaps, []);
  });

  it('says how many of the audience it reaches, and weighs less when few', () => {
    const tenant = custom({ BulkThreshold: 3 }, { RecipientDomainIs: null, SentTo: ['anna@contoso.com'] });
    const many = Array.from({ length: 19 }, (_, place) => `p${place}@contoso.com`);
    const report = findGaps(parseSnapshot(tenant), { recipients: ['anna@contoso.com', ...many], now });
    const gap = report.findings.find(({ status }) => status === 'gap');
    assert.deepEqual([gap?.affects.count, gap?.affects.of, gap?.affects.examples], [1, 20, ['anna@contoso.com']]);
    assert.equal(gap?.severity, 'medium');
  });

  it('that deletes mail weighs high for a few as for all, since nothing is left to release', () => {
    const few = { RecipientDomainIs: null, SentTo: ['anna@contoso.com'] };
    const many = Array.from({ length: 19 }, (_, place) => `p${place}@contoso.com`);
    for (const setting of ['SpamAction', 'BulkSpamAction', 'HighConfidenceSpamAction', 'PhishSpamAction']) {
      for (const [scope, others] of [
        [undefined, []],
        [few, many],
      ] as const) {
        const tenant = parseSnapshot(custom({ [setting]: 'Delete' }, scope));
        const { findings } = findGaps(tenant, { recipients: ['anna@contoso.com', ...others], now });
        const gap = findings.find((finding) => finding.status === 'gap' && finding.setting === setting);
        assert.deepEqual([gap?.severity, gap?.kind], ['high', 'stops'], `${setting} for ${others.length + 1}`);
        assert.match(gap?.effect ?? '', /lost for good/);
      }
    }
  });
});
