import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import type { GapReport } from '../../../src/defender/gaps/finding.ts';
import { effectivePolicies } from '../../../src/defender/precedence/explain.ts';
import { recipientOf } from '../../../src/defender/precedence/match.ts';
import { createResolver } from '../../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { snapshotOfScubaExport } from '../../support/scuba-adapter.ts';

const sample = new URL('../../../../shared/samples/policies/scuba-provider-export.json', import.meta.url);
const now = new Date('2023-08-23T12:23:24Z');

describe('A real tenant’s export (ScubaGear provider data)', () => {
  let provider: Record<string, unknown>;
  before(function () {
    if (!existsSync(sample)) {
      process.stdout.write('      skipped: ../shared/samples/policies is not here\n');
      this.skip();
    }
    provider = JSON.parse(readFileSync(sample, 'utf8'));
  });

  const report = (changes: (copy: Record<string, unknown>) => void = () => {}): GapReport => {
    const copy = structuredClone(provider);
    changes(copy);
    return findGaps(parseSnapshot(snapshotOfScubaExport(copy)), { now });
  };

  it('puts everybody into the Strict preset for mail protection, and cannot tell Safe Links without the preset’s Defender rule', () => {
    const resolver = createResolver(parseSnapshot(snapshotOfScubaExport(provider)));
    const { antiSpam, antiPhish, antiMalware, safeLinks, safeAttachments } = effectivePolicies(
      resolver,
      recipientOf('alden.hilton@agency.onmicrosoft.com'),
    );
    assert.deepEqual([antiSpam.source, antiPhish.source, antiMalware.source], ['strict', 'strict', 'strict']);
    assert.equal(antiSpam.policy, 'Strict Preset Security Policy1681329956650');
    assert.deepEqual([safeLinks.source, safeAttachments.source], ['unknown', 'unknown']);
  });

  it('has no gap, and says of what is good to know exactly what stands in the rows', () => {
    const { findings, counts } = report();
    assert.equal(counts.gap, 0);
    assert.deepEqual(
      findings
        .filter(({ status }) => status === 'info')
        .map(({ rule, policy, setting, actual }) => [rule, policy, setting, actual]),
      [
        ['attachment-filter', 'Strict Preset Security Policy1681329957931', 'FileTypes', []],
        ['external-marking', 'ALS Sender Warning', 'PrependSubject', '[External]'],
        ['safety-tips', 'Strict Preset Security Policy1681329955447', 'EnableFirstContactSafetyTips', false],
      ],
    );
  });

  it('finds the faults of the default policies once the presets are off', () => {
    const { findings } = report((copy) => {
      for (const rule of copy.protection_policy_rules as Record<string, unknown>[]) rule.State = 'Disabled';
      copy.hosted_content_filter_rules = [];
      copy.anti_phish_rules = [];
      copy.malware_filter_rules = [];
    });
    const open = findings
      .filter(({ status }) => status === 'gap')
      .map(({ policy, setting, actual, expected }) => [policy, setting, actual, expected]);
    assert.deepEqual(open, [
      ['Office365 AntiPhish Default', 'PhishThresholdLevel', 2, 4],
      [
        'Office365 AntiPhish Default',
        'TargetedDomainQuarantineTag',
        'DefaultFullAccessPolicy',
        'DefaultFullAccessWithNotificationPolicy',
      ],
      [
        'Office365 AntiPhish Default',
        'TargetedUserQuarantineTag',
        'DefaultFullAccessPolicy',
        'DefaultFullAccessWithNotificationPolicy',
      ],
    ]);
  });

  it('lets the Safe Attachments rule with the lowest priority number win when the presets leave Defender alone', () => {
    const copy = structuredClone(provider);
    copy.atp_policy_rules = [];
    const resolver = createResolver(parseSnapshot(snapshotOfScubaExport(copy)));
    const { safeAttachments } = effectivePolicies(resolver, recipientOf('alden.hilton@agency.onmicrosoft.com'));
    assert.equal(safeAttachments.policy, 'Block unknown malware');
    const lost = safeAttachments.candidates
      .filter(({ outcome }) => outcome === 'outranked')
      .map(({ policy }) => policy);
    assert.deepEqual(lost, ['AgencyImplementation', 'Baseline Policy']);
  });
});
