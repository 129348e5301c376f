import assert from 'node:assert/strict';
import { createSingleFlight } from '../../src/policy-watch/single-flight.ts';

/** Work that ends when it is told to, and says whether it was called off. */
function someWork() {
  const done = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const work = (signal: AbortSignal) => {
    signals.push(signal);
    signal.addEventListener('abort', () => done.reject(signal.reason), { once: true });
    return done.promise;
  };
  return { work, signals, finish: () => done.resolve('done') };
}

describe('Work that several ask for at the same time', () => {
  it('is done once, and anew for whoever asks afterwards', async () => {
    const flight = createSingleFlight<string>();
    const { work, signals, finish } = someWork();
    const asked = [flight.join('a', work), flight.join('a', work), flight.join('b', work)];
    finish();
    assert.deepEqual(await Promise.all(asked), ['done', 'done', 'done']);
    assert.equal(signals.length, 2);
    await flight.join('a', work);
    assert.equal(signals.length, 3);
  });

  it('goes on when one of them gives up', async () => {
    const flight = createSingleFlight<string>();
    const { work, signals, finish } = someWork();
    const controller = new AbortController();
    const impatient = flight.join('a', work, controller.signal);
    const patient = flight.join('a', work);
    controller.abort(new Error('enough'));
    await assert.rejects(impatient, /enough/);
    assert.equal(signals[0]?.aborted, false);
    finish();
    assert.equal(await patient, 'done');
  });

  it('is called off when the last of them gives up, and begins anew for the next', async () => {
    const flight = createSingleFlight<string>();
    const first = someWork();
    const controller = new AbortController();
    const impatient = [1, 2].map(() => flight.join('a', first.work, controller.signal));
    controller.abort(new Error('enough'));
    for (const one of impatient) await assert.rejects(one, /enough/);
    assert.equal(first.signals[0]?.aborted, true);
    const second = someWork();
    const next = flight.join('a', second.work);
    second.finish();
    assert.equal(await next, 'done');
  });

  it('is not begun for somebody who had given up before, and fails for all when it fails', async () => {
    const flight = createSingleFlight<string>();
    const { work, signals } = someWork();
    await assert.rejects(flight.join('a', work, AbortSignal.abort(new Error('enough'))), /enough/);
    assert.deepEqual(signals, []);
    const failing = () => Promise.reject(new Error('broken'));
    const asked = [flight.join('a', failing), flight.join('a', failing)];
    for (const one of asked) await assert.rejects(one, /broken/);
  });
});
