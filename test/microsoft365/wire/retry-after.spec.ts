import assert from 'node:assert/strict';
import { retryAfterMs } from '../../../src/microsoft365/wire/retry-after.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('Retry-After', () => {
  for (const [header, ms] of [
    ['0', 0],
    ['17', 17_000],
    ['1.5', 1500],
    ['Sat, 21 Nov 2026 12:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['2026', 2_026_000],
  ] as const) {
    it(`of ${header} means ${ms} ms`, () => assert.equal(retryAfterMs(header, now), ms));
  }
});
