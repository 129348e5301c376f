import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveTimeRange } from '../../src/language/time-range.ts';

/** A Wednesday, half past nine in the morning in Toronto. */
const now = new Date('2026-11-18T14:30:00Z');
const zone = 'America/Toronto';

const ranges: [words: string, from: string, to: string][] = [
  ['today', '2026-11-18T05:00', '2026-11-18T14:30'],
  ['yesterday', '2026-11-17T05:00', '2026-11-18T05:00'],
  ['since monday', '2026-11-16T05:00', '2026-11-18T14:30'],
  ['since last friday', '2026-11-13T05:00', '2026-11-18T14:30'],
  ['this week', '2026-11-16T05:00', '2026-11-18T14:30'],
  ['last week', '2026-11-09T05:00', '2026-11-16T05:00'],
  ['last month', '2026-10-01T04:00', '2026-11-01T04:00'],
  ['in october', '2026-10-01T04:00', '2026-11-01T04:00'],
  ['december', '2025-12-01T05:00', '2026-01-01T05:00'],
  ['march 2026', '2026-03-01T05:00', '2026-04-01T04:00'],
  ['last 24h', '2026-11-17T14:30', '2026-11-18T14:30'],
  ['last 30 minutes', '2026-11-18T14:00', '2026-11-18T14:30'],
  ['past two weeks', '2026-11-04T14:30', '2026-11-18T14:30'],
  ['last couple of days', '2026-11-16T14:30', '2026-11-18T14:30'],
  ['2 hours ago', '2026-11-18T12:30', '2026-11-18T14:30'],
  ['3 days ago', '2026-11-15T05:00', '2026-11-16T05:00'],
  ['tuesday around noon', '2026-11-17T16:00', '2026-11-17T18:00'],
  ['monday morning', '2026-11-16T05:00', '2026-11-16T17:00'],
  ['yesterday at 4pm', '2026-11-17T20:30', '2026-11-17T21:30'],
  ['last night', '2026-11-17T23:00', '2026-11-18T13:00'],
  ['last weekend', '2026-11-14T05:00', '2026-11-16T05:00'],
  ['since 8am', '2026-11-18T13:00', '2026-11-18T14:30'],
  ['since noon', '2026-11-17T17:00', '2026-11-18T14:30'],
  ['between 3 and 5 pm', '2026-11-17T20:00', '2026-11-17T22:00'],
  ['between 8 and 9am', '2026-11-18T13:00', '2026-11-18T14:00'],
  ['between 9am and 11am on monday', '2026-11-16T14:00', '2026-11-16T16:00'],
  ['between monday and tuesday', '2026-11-16T05:00', '2026-11-18T05:00'],
  ['from 1 november to 5 november', '2026-11-01T04:00', '2026-11-06T05:00'],
  ['14 november', '2026-11-14T05:00', '2026-11-15T05:00'],
  ['2026-11-14', '2026-11-14T05:00', '2026-11-15T05:00'],
  ['14.11.2026', '2026-11-14T05:00', '2026-11-15T05:00'],
  ['25 december', '2025-12-25T05:00', '2025-12-26T05:00'],
  ['since the 3rd', '2026-11-03T05:00', '2026-11-18T14:30'],
  ['before monday', '2026-10-17T04:00', '2026-11-16T05:00'],
  ['wednesday', '2026-11-18T05:00', '2026-11-18T14:30'],
  ['last wednesday', '2026-11-11T05:00', '2026-11-12T05:00'],
];

describe('the time that words mean', () => {
  for (const [words, from, to] of ranges) {
    it(`reads "${words}"`, () => {
      const range = resolveTimeRange(words, now, zone);
      assert.deepEqual([range?.from, range?.to], [`${from}:00.000Z`, `${to}:00.000Z`]);
      assert.equal(range?.label, words);
    });
  }

  it('refuses the future and what is no time', () => {
    for (const words of [
      'tomorrow',
      'next week',
      'this afternoon',
      'tonight',
      'banana',
      '',
      '32 november',
      'last 0 days',
      'last 999999 years',
      '2031-01-01',
    ]) {
      assert.equal(resolveTimeRange(words, now, zone), null, words);
    }
  });

  it('gives a day its 23 or 25 hours when the clocks change', () => {
    const hours = (day: string, words: string) => {
      const range = resolveTimeRange(words, new Date(day), 'Europe/Berlin');
      return (Date.parse(range?.to ?? '') - Date.parse(range?.from ?? '')) / 3_600_000;
    };
    assert.equal(hours('2026-10-26T12:00:00Z', 'yesterday'), 25);
    assert.equal(hours('2026-03-30T12:00:00Z', 'yesterday'), 23);
  });

  it('reads the same words in the zone of the person, and in UTC when the zone is unknown', () => {
    assert.equal(resolveTimeRange('today', now, 'Australia/Sydney')?.from, '2026-11-18T13:00:00.000Z');
    assert.equal(resolveTimeRange('today', now, 'Nowhere/Land')?.from, '2026-11-18T00:00:00.000Z');
  });

  it('never throws, never reaches past now, never runs backwards', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 100 }),
      fc
        .array(
          fc.constantFrom(
            'last',
            'since',
            'between',
            'and',
            'monday',
            '3',
            '5',
            'pm',
            'noon',
            'ago',
            'week',
            'of',
            'november',
            'at',
            '31',
            '99',
            'this',
            'the',
            '1st',
          ),
          { maxLength: 7 },
        )
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(
        words,
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (text, at) => {
          const range = resolveTimeRange(text, at, zone);
          if (range === null) return;
          assert.ok(range.from < range.to, text);
          assert.ok(Date.parse(range.to) <= at.getTime(), text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
