import assert from 'node:assert/strict';
import { effectivePolicies } from '../../../src/defender/precedence/explain.ts';
import { recipientOf } from '../../../src/defender/precedence/match.ts';
import { createResolver } from '../../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { aBuiltInRule, aPresetRule, aRule, aSnapshot, type SnapshotDocument } from '../../support/tenant-snapshots.ts';

const rule = (name: string, scope: Record<string, unknown> = {}) => aRule('HostedContentFilterPolicy', name, scope);

function of(document: SnapshotDocument, address: string) {
  return effectivePolicies(createResolver(parseSnapshot(document)), recipientOf(address));
}

function antiSpam(document: SnapshotDocument, address: string) {
  const { policy, source } = of(document, address).antiSpam;
  return `${source}: ${policy}`;
}

describe('The effective policy of a recipient', () => {
  it('is the default policy, or built-in protection, when no rule covers them', () => {
    const policies = of(aSnapshot({ 'Get-ATPBuiltInProtectionRule': [aBuiltInRule()] }), 'anna@contoso.com');
    assert.deepEqual(
      Object.values(policies).map(({ policy, source }) => [policy, source]),
      [
        ['Default', 'default'],
        ['Office365 AntiPhish Default', 'default'],
        ['Default', 'default'],
        ['Built-In Protection Policy', 'builtIn'],
        ['Built-In Protection Policy', 'builtIn'],
      ],
    );
  });

  it('is the Strict preset before the Standard preset before a custom policy, whatever their priorities', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [aPresetRule('Standard', { Priority: 0 }), aPresetRule('Strict', { Priority: 1 })],
      'Get-HostedContentFilterRule': [rule('Custom', { RecipientDomainIs: ['contoso.com'] })],
    });
    assert.equal(antiSpam(document, 'anna@contoso.com'), 'strict: Strict Preset Security Policy1700000000001');
  });

  it('takes a preset without conditions to cover everyone, and its exceptions not to', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [aPresetRule('Standard', { ExceptIfSentTo: ['anna@contoso.com'] })],
    });
    assert.equal(antiSpam(document, 'Bert@contoso.com'), 'standard: Standard Preset Security Policy1700000000001');
    assert.equal(antiSpam(document, 'ANNA@contoso.com'), 'default: Default');
  });

  it('skips a disabled preset and a disabled rule', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { State: 'Disabled' })],
      'Get-HostedContentFilterRule': [
        rule('Off', { State: 'Disabled', Priority: 0, RecipientDomainIs: ['contoso.com'] }),
        rule('On', { Priority: 1, RecipientDomainIs: ['contoso.com'] }),
      ],
    });
    assert.equal(antiSpam(document, 'anna@contoso.com'), 'custom: On');
  });

  it('is the custom policy with the lowest priority number, also when it is text', () => {
    const document = aSnapshot({
      'Get-HostedContentFilterRule': [
        rule('Second', { Priority: '10', RecipientDomainIs: ['contoso.com'] }),
        rule('First', { Priority: 9, SentTo: ['anna@contoso.com'] }),
      ],
    });
    assert.equal(antiSpam(document, 'anna@contoso.com'), 'custom: First');
    assert.equal(antiSpam(document, 'bert@contoso.com'), 'custom: Second');
  });

  it('needs every kind of condition to match', () => {
    const document = aSnapshot({
      groups: { 'executives@contoso.com': ['romain@contoso.com'] },
      'Get-HostedContentFilterRule': [
        rule('Both', {
          SentTo: ['romain@contoso.com', 'anna@contoso.com'],
          SentToMemberOf: ['executives@contoso.com'],
        }),
      ],
    });
    assert.equal(antiSpam(document, 'romain@contoso.com'), 'custom: Both');
    assert.equal(antiSpam(document, 'anna@contoso.com'), 'default: Default');
  });

  it('looks into groups inside groups, and a group inside itself is no fault', () => {
    const document = aSnapshot({
      groups: { 'all@contoso.com': ['EMEA@contoso.com'], 'emea@contoso.com': ['Anna@contoso.com', 'all@contoso.com'] },
      'Get-HostedContentFilterRule': [rule('All', { SentToMemberOf: ['All@contoso.com'] })],
    });
    assert.equal(antiSpam(document, 'anna@contoso.com'), 'custom: All');
  });

  it('takes a subdomain in with its domain, unless it is excepted', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [
        aPresetRule('Standard', { RecipientDomainIs: ['contoso.com'], ExceptIfRecipientDomainIs: ['lab.contoso.com'] }),
      ],
    });
    assert.match(antiSpam(document, 'anna@mail.contoso.com'), /^standard/);
    assert.match(antiSpam(document, 'anna@lab.contoso.com'), /^default/);
    assert.match(antiSpam(document, 'anna@notcontoso.com'), /^default/);
  });

  it('may differ between the mail protection and the Defender part of one preset', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict')],
      'Get-ATPProtectionPolicyRule': [aPresetRule('Strict', { SentTo: ['vip@contoso.com'] })],
      'Get-ATPBuiltInProtectionRule': [aBuiltInRule()],
    });
    const policies = of(document, 'anna@contoso.com');
    assert.equal(policies.antiMalware.source, 'strict');
    assert.equal(policies.safeLinks.source, 'builtIn');
  });

  it('is none when built-in protection excepts the recipient', () => {
    const document = aSnapshot({
      'Get-ATPBuiltInProtectionRule': [aBuiltInRule({ ExceptIfRecipientDomainIs: ['contoso.com'] })],
    });
    assert.deepEqual(of(document, 'anna@contoso.com').safeAttachments.source, 'none');
  });

  it('is the evaluation policy before a custom one for the types that have an evaluation', () => {
    const evaluation = aRule('SafeLinksPolicy', 'Evaluation Policy', { AntiPhishPolicy: 'Evaluation Policy' });
    const document = aSnapshot({
      'Get-ATPEvaluationRule': [evaluation],
      'Get-SafeLinksRule': [aRule('SafeLinksPolicy', 'Custom', { RecipientDomainIs: ['contoso.com'] })],
    });
    const policies = of(document, 'anna@contoso.com');
    assert.equal(policies.safeLinks.source, 'evaluation');
    assert.equal(policies.antiSpam.source, 'default');
  });

  it('cannot be told when the preset rules were not read, and says so', () => {
    const document = aSnapshot();
    delete document['Get-EOPProtectionPolicyRule'];
    document.notRead = [{ cmdlet: 'Get-EOPProtectionPolicyRule', kind: 'noPermission', sentence: 'Exchange refused.' }];
    const { policy, source, because } = of(document, 'anna@contoso.com').antiSpam;
    assert.equal(policy, null);
    assert.equal(source, 'unknown');
    assert.match(because.join(' '), /Exchange refused\./);
  });

  it('cannot be told when the members of a deciding group were not read, but only for people it may hold', () => {
    const document = aSnapshot({
      'Get-HostedContentFilterRule': [
        rule('Unread', { SentToMemberOf: ['finance@contoso.com'], RecipientDomainIs: ['contoso.com'] }),
      ],
    });
    const { source, because } = of(document, 'anna@contoso.com').antiSpam;
    assert.equal(source, 'unknown');
    assert.match(because.join(' '), /finance@contoso\.com/);
    assert.equal(antiSpam(document, 'anna@fabrikam.com'), 'default: Default');
  });

  it('shows the losing candidates with the reason of each', () => {
    const document = aSnapshot({
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { SentTo: ['ceo@contoso.com'] })],
      'Get-HostedContentFilterRule': [
        rule('Off', { State: 'Disabled' }),
        rule('Wins', { Priority: 1, RecipientDomainIs: ['contoso.com'] }),
        rule('Loses', { Priority: 2, SentTo: ['anna@contoso.com'] }),
      ],
    });
    const { candidates, because } = of(document, 'anna@contoso.com').antiSpam;
    assert.deepEqual(
      candidates.map(({ policy, outcome }) => `${policy} ${outcome}`),
      [
        'Strict Preset Security Policy1700000000001 notInScope',
        'Off disabled',
        'Wins applies',
        'Loses outranked',
        'Default outranked',
      ],
    );
    assert.match(because[0] ?? '', /A custom policy applies\. anna@contoso\.com is at contoso\.com\./);
  });
});
