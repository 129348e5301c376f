import assert from 'node:assert/strict';
import { scheduleTests } from '../../../src/sandbox/delivery/test-schedule.ts';
import { createManualClock } from '../../support/manual-clock.ts';

describe('the schedule of test campaigns', () => {
  function started() {
    const clock = createManualClock('2026-11-21T12:00:00Z');
    const sent: string[] = [];
    const end = scheduleTests({
      send: ({ subject }) => void sent.push(`${clock.now().toISOString().slice(11, 19)} ${subject}`),
      after: clock.after,
      firstAfterMs: 5_000,
      everyMs: 600_000,
      tests: [{ subject: 'first' }, { subject: 'second' }],
    });
    return { clock, sent, end };
  }

  it('sends the first soon, the next ones at even distances, and begins again after the last', async () => {
    const { clock, sent } = started();
    await clock.advance(4_000);
    assert.deepEqual(sent, []);
    await clock.advance(21 * 60_000);
    assert.deepEqual(sent, ['12:00:05 first', '12:10:05 second', '12:20:05 first']);
  });

  it('sends nothing more once it is ended', async () => {
    const { clock, sent, end } = started();
    await clock.advance(5_000);
    end();
    await clock.advance(3_600_000);
    assert.equal(sent.length, 1);
  });
});
