import assert from 'node:assert/strict';
import { recipientSettings } from '../../../src/campaigns/report/person-policies.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { safeLinksPolicy, untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aRule } from '../../support/tenant-snapshots.ts';

const trackingHosts = ['contactmonkey.com'];
const board = 'ann@contoso.example';
const others = 'cy@contoso.example';

function settings(safeLinks: Record<string, unknown>, groups: string[] = []) {
  const policy = {
    ...safeLinksPolicy('Standard'),
    Name: 'Board links',
    Identity: 'Board links',
    Guid: 'g-1',
    ...safeLinks,
  };
  const snapshot = parseSnapshot({
    ...untouchedTenant('Default'),
    groups: { 'board@contoso.example': [board] },
    'Get-SafeLinksPolicy': [policy],
    'Get-SafeLinksRule': [aRule('SafeLinksPolicy', 'Board links', { SentTo: [board] })],
    'Get-ATPBuiltInProtectionRule': [],
  });
  return recipientSettings(snapshot, groups, { trackingHosts });
}

describe('What the settings say of a recipient', () => {
  it('whether links are wrapped follows the Safe Links policy that reaches them, and the way of sending', () => {
    const wraps = (change: Record<string, unknown>, path: 'own-mailbox' | 'email-delivery' | 'unknown') =>
      settings({ EnableSafeLinksForEmail: true, DisableUrlRewrite: false, EnableForInternalSenders: true, ...change })
        .of(board)
        .rewrites(path);
    assert.equal(wraps({}, 'email-delivery'), true);
    assert.equal(wraps({}, 'own-mailbox'), true);
    assert.equal(wraps({ EnableForInternalSenders: false }, 'own-mailbox'), false);
    assert.equal(wraps({ EnableForInternalSenders: false }, 'email-delivery'), true);
    assert.equal(wraps({ EnableForInternalSenders: false }, 'unknown'), null);
    assert.equal(wraps({ EnableSafeLinksForEmail: false }, 'email-delivery'), false);
    assert.equal(wraps({ DisableUrlRewrite: true }, 'email-delivery'), false);
    assert.equal(wraps({ DoNotRewriteUrls: ['contactmonkey.com/*'] }, 'email-delivery'), false);
    assert.equal(wraps({ DoNotRewriteUrls: ['contactmonkey.com'] }, 'email-delivery'), true);
  });

  it('names the policy that reaches them, and of an id the policy', () => {
    const known = settings({});
    assert.equal(known.of(board.toUpperCase()).names.safeLinks, 'Board links');
    assert.notEqual(known.of(others).names.safeLinks, 'Board links');
    assert.equal(known.nameOf('G-1'), 'Board links');
    assert.equal(known.nameOf('nothing'), null);
  });

  it('knows the groups of a person among those that mail is sent to, and no group whose members are not known', () => {
    const known = settings({}, ['Board@contoso.example', 'unread@contoso.example']);
    assert.deepEqual(known.groupsOf(board), ['board@contoso.example']);
    assert.deepEqual(known.groupsOf(others), []);
  });
});
