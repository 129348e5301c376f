import assert from 'node:assert/strict';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import { policyChat } from './policies/policy-chat.ts';

const defender = [
  'Get-SafeLinksPolicy',
  'Get-SafeAttachmentPolicy',
  'Get-AtpPolicyForO365',
  'Get-SafeLinksRule',
  'Get-SafeAttachmentRule',
  'Get-ATPProtectionPolicyRule',
  'Get-ATPBuiltInProtectionRule',
];
const failing = Object.fromEntries(defender.map((name) => [name, notReadBecause('noPermission', name)]));

describe('“What licence do we have?” where every Defender cmdlet is refused', () => {
  it('is answered by hunting, which only comes with Plan 2', async () => {
    const { ask } = policyChat(untouchedTenant('Default'), { fake: { failing } });
    const { answer } = await ask('what licence do we have');
    assert.match(answer.text, /This tenant: Defender for Office 365 Plan 2\. Advanced hunting over mail answers/);
  });

  it('stays open without hunting, and says why it cannot be told', async () => {
    const { ask } = policyChat(untouchedTenant('Default'), { fake: { failing, hunting: false } });
    const { answer } = await ask('what licence do we have');
    assert.match(answer.text, /This tenant: not known\. Exchange refuses every Defender for Office 365 cmdlet while/);
    assert.match(answer.text, /Exchange answers both in the same way/);
    assert.ok(answer.couldNot.some(({ what }) => what.includes('Get-AtpPolicyForO365')));
    assert.match(answer.text, /Quarantine: list, why, recipients, preview: here\n/);
    assert.match(answer.text, /Safe Links: wrapping, blocked clicks: not known/);
  });
});
