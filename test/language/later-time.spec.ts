import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveLaterTime } from '../../src/language/later-time.ts';

/** A Saturday, 10:10 in Berlin. */
const now = new Date('2026-11-21T09:10:00.000Z');
const rows: [words: string, at: string][] = [
  ['2 hours', '2026-11-21T11:10:00.000Z'],
  ['half an hour', '2026-11-21T09:40:00.000Z'],
  ['an hour', '2026-11-21T10:10:00.000Z'],
  ['15m', '2026-11-21T09:25:00.000Z'],
  ['a couple of days', '2026-11-23T09:10:00.000Z'],
  ['twenty minutes', '2026-11-21T09:30:00.000Z'],
  ['tomorrow', '2026-11-22T07:00:00.000Z'],
  ['tomorrow morning', '2026-11-22T07:00:00.000Z'],
  ['the day after tomorrow', '2026-11-23T07:00:00.000Z'],
  ['monday', '2026-11-23T07:00:00.000Z'],
  ['next monday at 9', '2026-11-23T08:00:00.000Z'],
  ['saturday', '2026-11-28T07:00:00.000Z'],
  ['friday afternoon', '2026-11-27T12:00:00.000Z'],
  ['3pm', '2026-11-21T14:00:00.000Z'],
  ['8am', '2026-11-22T07:00:00.000Z'],
  ['15:30 monday', '2026-11-23T14:30:00.000Z'],
  ['noon', '2026-11-21T11:00:00.000Z'],
  ['this evening', '2026-11-21T17:00:00.000Z'],
  ['the weekend', '2026-11-23T07:00:00.000Z'],
  ['next week', '2026-11-23T07:00:00.000Z'],
  ['2026-12-01', '2026-12-01T07:00:00.000Z'],
];

describe('the time to come that words mean', () => {
  for (const [words, at] of rows) {
    it(`"${words}"`, () => assert.equal(resolveLaterTime(words, now, 'Europe/Berlin')?.toISOString(), at));
  }

  it('refuses the past and what is no time', () => {
    for (const words of ['2026-11-01', 'whenever', '', '0 hours', 'today', '99:99', 'x'.repeat(100)])
      assert.equal(resolveLaterTime(words, now, 'Europe/Berlin'), null, words);
  });

  it('keeps to the wall clock over a change of the clocks', () => {
    const before = new Date('2026-10-24T12:00:00.000Z');
    assert.equal(resolveLaterTime('tomorrow', before, 'Europe/Berlin')?.toISOString(), '2026-10-25T07:00:00.000Z');
  });

  it('never throws and never leads back', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 70 }), fc.constantFrom('UTC', 'Europe/Berlin', 'nowhere'), (words, zone) => {
        const moment = resolveLaterTime(words, now, zone);
        assert.ok(moment === null || moment > now);
      }),
    );
  });
});
