import assert from 'node:assert/strict';
import fc from 'fast-check';
import { time } from '../../../src/microsoft365/exchange/cells.ts';

const at = (value: unknown) => time({ Received: value }, 'Received');

describe('times in the cells of Exchange', () => {
  it('are UTC with milliseconds, however they are written', () => {
    assert.equal(at('2026-11-21T19:40:28.2240000+00:00'), '2026-11-21T19:40:28.224Z');
    assert.equal(at('2026-11-21T19:40:28.9999999Z'), '2026-11-21T19:40:28.999Z');
    assert.equal(at('2026-11-21T19:40:28'), '2026-11-21T19:40:28.000Z');
    assert.equal(at('2026-11-21T20:40:28+01:00'), '2026-11-21T19:40:28.000Z');
    assert.equal(at('2026-11-30T23:59:59.1234567Z'), '2026-11-30T23:59:59.123Z');
  });

  it('are none where there is no such time', () => {
    for (const value of ['', 'soon', '2026-13-01T00:00:00.0000000Z', '2026-11-21T25:00:00.0000000Z', null, 5])
      assert.equal(at(value), null, String(value));
  });

  it('come out the same whether they are in the usual spelling or not', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom('0000+00:00', '0000Z', 'Z', '+00:00'), (date, end) => {
        const iso = date.toISOString();
        assert.equal(at(`${iso.slice(0, 23)}${end}`), iso);
      }),
    );
  });
});
