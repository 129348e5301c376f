import assert from 'node:assert/strict';
import { detectLicence } from '../../../src/defender/licence/licence.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';

const plan = (document: object) => detectLicence(parseSnapshot(document)).plan;
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

  it('is EOP alone when all are empty, or refused as unlicensed', () => {
    assert.equal(plan(none), 'EOP');
    assert.equal(plan({ notRead: [{ cmdlet: 'Get-AtpPolicyForO365', kind: 'notLicensed', sentence: 'No.' }] }), 'EOP');
  });

  it('is not known when nothing was read, or only refused for want of permission', () => {
    assert.equal(plan({}), 'unknown');
    assert.equal(
      plan({ notRead: [{ cmdlet: 'Get-AtpPolicyForO365', kind: 'noPermission', sentence: 'No.' }] }),
      'unknown',
    );
  });
});
