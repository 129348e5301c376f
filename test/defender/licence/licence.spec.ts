import assert from 'node:assert/strict';
import { detectLicence } from '../../../src/defender/licence/licence.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';

const plan = (document: object) => detectLicence(parseSnapshot(document)).plan;
function refused(kind: string) {
  const cmdlets = ['Get-SafeLinksPolicy', 'Get-SafeAttachmentPolicy', 'Get-AtpPolicyForO365'];
  return cmdlets.map((cmdlet) => ({ cmdlet, kind, sentence: 'No.' }));
}

const none = { 'Get-SafeLinksPolicy': [], 'Get-SafeAttachmentPolicy': [], 'Get-AtpPolicyForO365': [] };

describe('The licence', () => {
  it('is Plan 1 at least when Defender cmdlets answer with rows', () => {
    assert.equal(plan({ 'Get-SafeLinksPolicy': [{ Name: 'Built-In Protection Policy' }] }), 'P1');
  });

  it('is Plan 2 when a list holds more than Plan 1 takes', () => {
    const items = Array.from({ length: 2500 }, (_, place) => ({
      ListType: 'Url',
      Action: 'Block',
      Value: `${place}.example`,
    }));
    assert.equal(plan({ 'Get-SafeLinksPolicy': [{ Name: 'x' }], 'Get-TenantAllowBlockListItems': items }), 'P2');
  });

  it('is Plan 1 at least when a list holds more than a tenant without Defender takes, whatever is refused', () => {
    const items = (count: number) => Array.from({ length: count }, () => ({ ListType: 'Url' }));
    assert.equal(plan({ 'Get-TenantAllowBlockListItems': items(1001), notRead: refused('noPermission') }), 'P1');
    assert.equal(plan({ 'Get-TenantAllowBlockListItems': items(1000), notRead: refused('noPermission') }), 'unknown');
  });

  it('is Plan 1 at least when only a rule of Defender can be read', () => {
    const rule = { Name: 'ATP Built-In Protection Rule' };
    assert.equal(plan({ 'Get-ATPBuiltInProtectionRule': [rule], notRead: refused('noPermission') }), 'P1');
  });

  it('is EOP alone when the rule that every Defender tenant has is read and not there', () => {
    assert.equal(plan({ 'Get-ATPBuiltInProtectionRule': [], notRead: refused('noPermission') }), 'EOP');
    assert.equal(plan({ 'Get-ATPProtectionPolicyRule': [], notRead: refused('noPermission') }), 'unknown');
  });

  it('is EOP alone when all are empty, or refused as unlicensed', () => {
    assert.equal(plan(none), 'EOP');
    assert.equal(plan({ notRead: [{ cmdlet: 'Get-AtpPolicyForO365', kind: 'notLicensed', sentence: 'No.' }] }), 'EOP');
  });

  it('says that a refusal may be for want of the licence or of the role, where everything else is answered', () => {
    const file = { 'Get-HostedContentFilterPolicy': [{ Name: 'Default' }], notRead: refused('noPermission') };
    const { plan: known, because } = detectLicence(parseSnapshot(file));
    assert.equal(known, 'unknown');
    assert.match(because, /either the tenant has no Defender for Office 365, or the role of this app lacks/);
    for (const other of [{ notRead: refused('noPermission') }, { ...file, notRead: refused('throttled') }])
      assert.match(detectLicence(parseSnapshot(other)).because, /^No Defender for Office 365 cmdlet was read/);
  });

  it('is not known when nothing was read, or only refused for want of permission', () => {
    assert.equal(plan({}), 'unknown');
    assert.equal(
      plan({ notRead: [{ cmdlet: 'Get-AtpPolicyForO365', kind: 'noPermission', sentence: 'No.' }] }),
      'unknown',
    );
  });
});
