import assert from 'node:assert/strict';
import { barsView } from '../../src/cards/bars-view.ts';
import { affectsWords, valueWords } from '../../src/cards/finding-words.ts';
import { formatDate, formatDateTime, formatDateTimeRange, formatDay, formatNumber } from '../../src/cards/format.ts';

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

describe('dates and numbers on cards', () => {
  it('are in the zone of the reader, through changes of the clock', () => {
    assert.equal(formatDateTime('2026-03-29T00:59:00Z', berlin), '29 Mar 2026, 01:59 CET');
    assert.equal(formatDateTime('2026-03-29T01:01:00Z', berlin), '29 Mar 2026, 03:01 CEST');
  });

  it('are in the language of the reader', () => {
    assert.match(
      formatDateTime('2026-11-18T13:05:00Z', { locale: 'de', timeZone: 'Europe/Berlin' }),
      /18\. Nov\. 2026.*14:05/,
    );
    assert.equal(formatNumber(1234567, { locale: 'de', timeZone: 'UTC' }), '1.234.567');
  });

  it('have hours as the reader writes them, alone and in a range', () => {
    const american = { locale: 'en-US', timeZone: 'UTC' };
    assert.equal(
      formatDateTime('2026-11-18T16:09:00Z', american).replaceAll('\u202f', ' '),
      'Nov 18, 2026, 4:09 PM UTC',
    );
    assert.equal(
      formatDateTimeRange('2026-11-18T16:09:00Z', '2026-11-18T16:25:00Z', american),
      'Nov 18, 2026, 4:09 – 4:25 PM UTC',
    );
    assert.equal(formatDateTime('2026-11-18T08:09:00Z', berlin), '18 Nov 2026, 09:09 CET');
  });

  it('fall back to British English and UTC for readers nobody knows', () => {
    assert.equal(
      formatDateTime('2026-11-18T13:05:00Z', { locale: '', timeZone: 'Mars/Olympus' }),
      '18 Nov 2026, 13:05 UTC',
    );
  });

  it('say so when a time is no time', () => {
    assert.equal(formatDateTime('soon', berlin), 'unknown time');
    assert.equal(formatDay('', berlin), 'unknown day');
  });

  it('keep a plain date on its day in every zone', () => {
    assert.equal(formatDay('2026-11-18', { locale: 'en-GB', timeZone: 'Pacific/Kiritimati' }), 'Wed 18 Nov');
    assert.equal(formatDate('2026-11-18', { locale: 'en-GB', timeZone: 'Pacific/Pago_Pago' }), '18 Nov 2026');
  });

  it('show a range once when both ends are the same minute', () => {
    assert.equal(formatDateTimeRange('2026-11-18T13:05:00Z', '2026-11-18T13:05:30Z', berlin), '18 Nov 2026, 14:05 CET');
    assert.match(formatDateTimeRange('2026-11-18T13:05:00Z', '2026-11-18T13:09:00Z', berlin), /14:05.14:09 CET/);
    assert.equal(formatDateTimeRange('2026-11-18T13:05:00Z', '2026-11-17T13:05:00Z', berlin), '17 Nov 2026, 14:05 CET');
  });
});

describe('bars', () => {
  it('are drawn against the largest count, and a small count is never nothing', () => {
    const { bars, rest } = barsView(
      [
        { label: 'a', count: 1000 },
        { label: 'b', count: 1 },
        { label: 'c', count: 0 },
      ],
      3,
      berlin,
    );
    assert.deepEqual(
      bars.map((one) => one.bar),
      ['██████████', '█', '–'],
    );
    assert.deepEqual(rest, []);
  });

  it('add up what is not shown', () => {
    const { rest } = barsView(
      [5, 3, 2].map((count) => ({ label: 'x', count })),
      1,
      berlin,
    );
    assert.deepEqual(rest, [{ words: 'and 2 more with 5 together' }]);
  });
});

describe('words of a finding', () => {
  const affects = { count: 412, of: 5210, examples: ['anna@x.example'], groups: [], others: [] };

  it('name groups before people, and people only where they may be named', () => {
    assert.equal(
      affectsWords({ ...affects, groups: [{ group: 'Finance', count: 1, of: 2 }] }, true, berlin),
      '412 of 5,210 recipients, e.g. Finance',
    );
    assert.equal(affectsWords(affects, true, berlin), '412 of 5,210 recipients, e.g. anna@x.example');
    assert.equal(affectsWords(affects, false, berlin), '412 of 5,210 recipients');
  });

  it('show values as an administrator knows them', () => {
    assert.equal(valueWords(true), 'True');
    assert.equal(valueWords(7), '7');
    assert.equal(valueWords([]), '(empty)');
    assert.equal(valueWords(null), 'not set');
    assert.equal(valueWords(['a', 'b', 'c', 'd', 'e', 'f', 'g']), 'a, b, c, d, e and 2 more');
    assert.equal(valueWords({ a: 1 }), '{"a":1}');
  });
});
