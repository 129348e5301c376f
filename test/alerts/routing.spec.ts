import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTimeZone, quietUntil } from '../../src/alerts/quiet-hours.ts';
import { showing, wants } from '../../src/alerts/routing.ts';
import { alertSettings, standardSettings } from '../../src/alerts/settings.ts';

const berlinNights = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };

describe('Quiet hours', () => {
  it('run past midnight in the time zone of the place', () => {
    assert.equal(quietUntil(new Date('2026-11-21T20:59:00Z'), berlinNights), null);
    assert.equal(quietUntil(new Date('2026-11-21T21:00:00Z'), berlinNights)?.toISOString(), '2026-11-22T06:00:00.000Z');
    assert.equal(quietUntil(new Date('2026-11-22T05:59:00Z'), berlinNights)?.toISOString(), '2026-11-22T06:00:00.000Z');
    assert.equal(quietUntil(new Date('2026-11-22T06:00:00Z'), berlinNights), null);
  });

  it('end when the clock on the wall says so, also on the night it is changed', () => {
    const spring = quietUntil(new Date('2026-03-28T23:00:00Z'), berlinNights);
    const autumn = quietUntil(new Date('2026-10-24T23:00:00Z'), berlinNights);
    assert.equal(spring?.toISOString(), '2026-03-29T05:00:00.000Z');
    assert.equal(autumn?.toISOString(), '2026-10-25T06:00:00.000Z');
  });

  it('always end in the future, within a day', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Kolkata');
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
        const until = quietUntil(now, { from, to, timeZone });
        if (until === null) return;
        const wait = until.getTime() - now.getTime();
        assert.ok(wait > 0 && wait <= 25 * 3_600_000, `${wait}`);
      }),
    );
  });

  it('need a time zone that there is', () => {
    assert.ok(isTimeZone('America/Argentina/Buenos_Aires'));
    assert.ok(!isTimeZone('Europe/Atlantis') && !isTimeZone('') && !isTimeZone('system'));
    const wrong = { ...standardSettings, quiet: { ...berlinNights, timeZone: 'Mars/Base' } };
    assert.ok(!alertSettings.safeParse(wrong).success);
  });
});

describe('The choice of the channel', () => {
  const high = { severity: 'high' as const, campaign: { id: 'c1', name: 'Town Hall June' } };

  it('goes by severity and by campaign; what is about no campaign concerns all', () => {
    assert.ok(wants({ ...standardSettings, minSeverity: 'high' }, high));
    assert.ok(!wants({ ...standardSettings, minSeverity: 'high' }, { ...high, severity: 'medium' }));
    assert.ok(wants({ ...standardSettings, campaigns: ['town hall'] }, high));
    assert.ok(!wants({ ...standardSettings, campaigns: ['benefits'] }, high));
    assert.ok(wants({ ...standardSettings, campaigns: ['benefits'] }, { ...high, campaign: null }));
  });

  it('holds back at night what can wait, and puts it into the digest where one is wanted', () => {
    const night = new Date('2026-11-21T23:00:00Z');
    const quiet = { ...standardSettings, quiet: berlinNights };
    assert.deepEqual(showing(quiet, 'high', night), { how: 'now' });
    assert.deepEqual(showing(quiet, 'medium', night), { how: 'later', at: new Date('2026-11-22T06:00:00Z') });
    const digest = { ...quiet, digest: { at: '08:00', days: ['monday' as const], timeZone: 'Europe/Berlin' } };
    assert.deepEqual(showing(digest, 'medium', night), { how: 'digest' });
    const muted = { ...digest, mutedUntil: '2026-11-23T00:00:00.000Z' };
    assert.deepEqual(showing(muted, 'high', night), { how: 'later', at: new Date('2026-11-23T00:00:00Z') });
  });
});
