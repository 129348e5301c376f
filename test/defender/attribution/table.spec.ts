import assert from 'node:assert/strict';
import { predicates } from '../../../src/defender/attribution/predicates/index.ts';
import { attributionTable } from '../../../src/defender/attribution/table/index.ts';

describe('The attribution table', () => {
  it('gives every row an id of its own, a source and a date', () => {
    assert.equal(new Set(attributionTable.map(({ id }) => id)).size, attributionTable.length);
    assert.ok(attributionTable.every(({ source, date }) => source !== '' && /^\d{4}-\d{2}(-\d{2})?$/.test(date)));
  });

  it('uses every kind of evidence once', () => {
    assert.deepEqual(attributionTable.map(({ evidence }) => evidence).toSorted(), Object.keys(predicates).toSorted());
  });

  it("keeps Microsoft's order of verdicts", () => {
    const order = [
      ...[
        'malware',
        'high-confidence-phish',
        'phish',
        'spoof-dmarc',
        'spoof',
        'user-impersonation',
        'domain-impersonation',
      ],
      ...['mailbox-intelligence', 'bulk'],
    ];

    assert.deepEqual(
      attributionTable.map(({ id }) => id).filter((id) => order.includes(id)),
      order,
    );
  });
});
