import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { effectivePolicies } from '../../../src/defender/precedence/explain.ts';
import { recipientOf } from '../../../src/defender/precedence/match.ts';
import { createResolver } from '../../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { now, sender } from '../../support/gap-tenant.ts';
import { microsoftPolicies, untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aPresetRule, aRule, type SnapshotDocument } from '../../support/tenant-snapshots.ts';
import { agreements, agreementTable } from './agreement-data.ts';

const rules = [
  ['Get-HostedContentFilterPolicy', 'Get-HostedContentFilterRule', 'HostedContentFilterPolicy'],
  ['Get-AntiPhishPolicy', 'Get-AntiPhishRule', 'AntiPhishPolicy'],
  ['Get-MalwareFilterPolicy', 'Get-MalwareFilterRule', 'MalwareFilterPolicy'],
  ['Get-SafeLinksPolicy', 'Get-SafeLinksRule', 'SafeLinksPolicy'],
  ['Get-SafeAttachmentPolicy', 'Get-SafeAttachmentRule', 'SafeAttachmentPolicy'],
] as const;

/** No presets; one custom policy of each type, with Standard's values, for everybody. Its row comes first. */
function standardByHand(): SnapshotDocument {
  const tenant = untouchedTenant('Default');
  for (const [policies, ruleCmdlet, property] of rules) {
    const standard = microsoftPolicies()[policies]?.find((row) => row.RecommendedPolicyType === 'Standard');
    const ours = { ...standard, Name: 'Ours', Identity: 'Ours', RecommendedPolicyType: 'Custom' };
    tenant[policies] = [ours, ...(tenant[policies] as object[])];
    tenant[ruleCmdlet] = [aRule(property, 'Ours', { RecipientDomainIs: ['contoso.com'] })];
  }
  tenant['Get-InboundConnector'] = [{ Name: 'In', Enabled: true, SenderDomains: ['smtp:*;1'] }];
  return tenant;
}

const report = (tenant: SnapshotDocument) =>
  findGaps(parseSnapshot(tenant), { recipients: ['anna@contoso.com'], sender, now });

describe('Agreement with ORCA and ScubaGear', () => {
  it('starts from a tenant with Standard’s values by hand, which has no gap', () => {
    assert.deepEqual(
      report(standardByHand()).findings.filter(({ status }) => status === 'gap'),
      [],
    );
  });

  for (const { check, about, rule, stance, proof } of agreements) {
    if (proof === undefined) continue;
    it(`${check} (${about}): we ${stance}`, () => {
      const tenant = standardByHand();
      if (proof.rows) tenant[proof.cmdlet] = proof.rows;
      else if (proof.cmdlet === 'domains') tenant.domains = proof.changes;
      else Object.assign((tenant[proof.cmdlet] as object[])[0] ?? {}, proof.changes);
      const found = report(tenant).findings.filter(
        (finding) => finding.rule === rule && finding.setting === proof.setting,
      );
      assert.deepEqual(
        found.map(({ status }) => status),
        [proof.status],
      );
      if (stance === 'agree, weighed lower') assert.equal(found[0]?.severity, 'low');
    });
  }

  it('stands in the table for people', () => {
    const file = new URL('../../../src/defender/gaps/agreement.md', import.meta.url);
    assert.equal(readFileSync(file, 'utf8'), agreementTable());
  });
});

describe('ScubaGear’s precedence', () => {
  const antiSpam = (tenant: SnapshotDocument, address = 'anna@contoso.com') =>
    effectivePolicies(createResolver(parseSnapshot(tenant)), recipientOf(address)).antiSpam.source;

  it('calls a preset active for all when its rule is on and has no condition, as we do', () => {
    assert.equal(antiSpam(untouchedTenant('Strict')), 'strict');
    const narrowed = untouchedTenant('Strict', {
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { SentTo: ['x@contoso.com'] })],
    });
    assert.equal(antiSpam(narrowed), 'default');
  });

  it('goes from Strict to Standard to custom to default, as we do', () => {
    const tenant = standardByHand();
    assert.equal(antiSpam(tenant), 'custom');
    tenant['Get-EOPProtectionPolicyRule'] = [aPresetRule('Standard')];
    assert.equal(antiSpam(tenant), 'standard');
    tenant['Get-EOPProtectionPolicyRule'] = [aPresetRule('Standard'), aPresetRule('Strict')];
    assert.equal(antiSpam(tenant), 'strict');
  });

  it('overlooks exceptions of a preset, which we do not', () => {
    const tenant = untouchedTenant('Strict', {
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { ExceptIfSentTo: ['anna@contoso.com'] })],
    });
    assert.equal(antiSpam(tenant), 'default');
    assert.equal(antiSpam(tenant, 'bert@contoso.com'), 'strict');
  });

  it('lets a compliant Standard hide a faulty custom policy, as we do for those who get Standard', () => {
    const tenant = standardByHand();
    Object.assign((tenant['Get-HostedContentFilterPolicy'] as object[])[0] ?? {}, {
      AllowedSenderDomains: ['fabrikam.com'],
    });
    const status = () => report(tenant).findings.find(({ rule }) => rule === 'anti-spam-allow-lists')?.status;
    assert.equal(status(), 'gap');
    tenant['Get-EOPProtectionPolicyRule'] = [aPresetRule('Standard')];
    assert.equal(status(), 'info');
  });
});
