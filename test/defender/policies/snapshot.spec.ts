import assert from 'node:assert/strict';
import fc from 'fast-check';
import { policiesOf } from '../../../src/defender/policies/policy.ts';
import { flag, list, number, text, time } from '../../../src/defender/policies/row.ts';
import { parseSnapshot, rows, SnapshotError, whyNotRead } from '../../../src/defender/snapshot.ts';

describe('A tenant snapshot', () => {
  it('tells "not read" from "none"', () => {
    const snapshot = parseSnapshot({ 'Get-TransportRule': [], 'Get-InboundConnector': null });
    assert.deepEqual(rows(snapshot, 'Get-TransportRule'), []);
    assert.equal(rows(snapshot, 'Get-InboundConnector'), null);
    assert.match(whyNotRead(snapshot, 'Get-InboundConnector').sentence, /not in the snapshot/);
  });

  it('keeps the reason that the taker of the snapshot gave', () => {
    const snapshot = parseSnapshot({
      notRead: [{ cmdlet: 'Get-ArcConfig', kind: 'noPermission', sentence: 'Refused.' }],
    });
    assert.deepEqual(whyNotRead(snapshot, 'get-arcconfig').kind, 'noPermission');
    assert.equal(whyNotRead(snapshot, 'Get-ArcConfig').sentence, 'Refused.');
  });

  it('takes a single object, or the envelope of Exchange REST, for the rows of a cmdlet', () => {
    const snapshot = parseSnapshot({
      'Get-ArcConfig': { Identity: 'Default' },
      'Get-AcceptedDomain': { value: [{}, {}] },
    });
    assert.equal(rows(snapshot, 'Get-ArcConfig')?.length, 1);
    assert.equal(rows(snapshot, 'Get-AcceptedDomain')?.length, 2);
  });

  it('refuses what is not a snapshot with a sentence', () => {
    assert.throws(() => parseSnapshot([]), SnapshotError);
    assert.throws(() => parseSnapshot({ 'Get-ArcConfig': ['x'] }), /Get-ArcConfig/);
  });

  it('never throws anything but its own error, whatever the document holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('groups', 'dns', 'domains', 'notRead', 'Get-ArcConfig'), fc.jsonValue()),
        (it) => {
          try {
            parseSnapshot(it);
          } catch (error) {
            assert.ok(error instanceof SnapshotError);
          }
        },
      ),
    );
  });
});

describe('A row', () => {
  it('gives lists in every shape Exchange has for senders and domains', () => {
    const shapes: [unknown, string[] | null][] = [
      [undefined, null],
      [null, []],
      ['', []],
      ['a.com', ['a.com']],
      ['a.com, b.com', ['a.com', 'b.com']],
      [
        ['a.com', 'b.com'],
        ['a.com', 'b.com'],
      ],
      [{ Domain: 'a.com', IncludeSubDomains: true }, ['a.com']],
      [
        [{ Domain: 'a.com' }, { Domain: { Domain: 'b.com' } }],
        ['a.com', 'b.com'],
      ],
      [
        [{ Sender: { Address: 'x@a.com' } }, 'y@a.com'],
        ['x@a.com', 'y@a.com'],
      ],
    ];
    for (const [value, expected] of shapes) assert.deepEqual(list({ List: value }, 'List'), expected);
  });

  it('gives numbers, flags and times as numbers, words and the module write them', () => {
    assert.equal(number({ SetSCL: '-1' }, 'SetSCL'), -1);
    assert.equal(number({ SetSCL: -1 }, 'SetSCL'), -1);
    assert.equal(number({ SetSCL: 'high' }, 'SetSCL'), null);
    assert.equal(flag({ On: 'True' }, 'On'), true);
    assert.equal(flag({ On: '$false' }, 'On'), false);
    assert.equal(flag({}, 'On'), null);
    assert.equal(time({ At: '/Date(1691002182000)/' }, 'At'), 1691002182000);
    assert.equal(time({ At: '2026-11-20T08:58:01.4564204' }, 'At'), Date.parse('2026-11-20T08:58:01.456Z'));
    assert.equal(time({ At: '2026-11-20T08:58:01.4564204+00:00' }, 'At'), Date.parse('2026-11-20T08:58:01.456Z'));
    assert.equal(time({ At: 'soon' }, 'At'), null);
    assert.equal(text({ Name: { Name: 'Inner' } }, 'Name'), 'Inner');
  });

  it('becomes a policy of the preset it says it belongs to', () => {
    const snapshot = parseSnapshot({
      'Get-AntiPhishPolicy': [
        {
          'Guid@odata.type': '#Guid',
          Guid: 'g',
          Name: 'Strict Preset Security Policy1',
          RecommendedPolicyType: 'Strict',
        },
        { Name: 'Office365 AntiPhish Default', IsDefault: true, RecommendedPolicyType: 'Custom' },
      ],
    });
    const found = policiesOf(snapshot, 'antiPhish')?.map(({ name, preset, isDefault, guid }) => [
      name,
      preset,
      isDefault,
      guid,
    ]);
    assert.deepEqual(found, [
      ['Strict Preset Security Policy1', 'strict', false, 'g'],
      ['Office365 AntiPhish Default', null, true, null],
    ]);
  });
});
