import assert from 'node:assert/strict';
import { takeSnapshot } from '../../src/questions/shared/take-snapshot.ts';
import { fakeTenantReader, notReadBecause } from '../support/fake-tenant-reader.ts';
import { now } from '../support/questions.ts';

describe('A snapshot', () => {
  it('leaves the key of a failed read out and tells it, and ends nothing else', async () => {
    const { reader } = fakeTenantReader({
      cmdlets: { 'Get-TransportRule': [{ Name: 'x' }] },
      failing: { 'Get-InboundConnector': notReadBecause('noPermission', 'Get-InboundConnector') },
    });
    const snapshot = await takeSnapshot(reader, now);
    assert.equal('Get-InboundConnector' in snapshot, false);
    assert.deepEqual(
      snapshot.notRead.map(({ cmdlet, kind }) => [cmdlet, kind]),
      [['Get-InboundConnector', 'noPermission']],
    );
    assert.deepEqual(snapshot['Get-TransportRule'], [{ Name: 'x' }]);
    assert.deepEqual(snapshot['Get-RemoteDomain'], []);
    assert.equal(snapshot.takenAt, now.toISOString());
  });

  it('expands the groups that rules name, each once, and tells those it could not', async () => {
    const { reader, calls } = fakeTenantReader({
      cmdlets: {
        'Get-HostedContentFilterRule': [{ SentToMemberOf: ['Finance@contoso.example'] }],
        'Get-SafeLinksRule': [
          { SentToMemberOf: ['finance@contoso.example'], ExceptIfSentToMemberOf: ['gone@contoso.example'] },
        ],
        'Get-TransportRule': [{ FromMemberOf: null }],
      },
      members: { 'Finance@contoso.example': ['ada@contoso.example'] },
    });
    const snapshot = await takeSnapshot(reader, now);
    assert.deepEqual(snapshot.groups, { 'Finance@contoso.example': ['ada@contoso.example'] });
    assert.deepEqual(
      snapshot.notRead.map(({ cmdlet }) => cmdlet),
      ['members of gone@contoso.example'],
    );
    assert.equal(calls.filter((call) => call === 'directory.groupMembers').length, 2);
  });
});
