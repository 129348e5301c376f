import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createBreaker } from '../../../src/microsoft365/wire/breaker.ts';
import { createCaller } from '../../../src/microsoft365/wire/call.ts';
import { createGate } from '../../../src/microsoft365/wire/gate.ts';
import { defaultLimits } from '../../../src/microsoft365/wire/limits.ts';
import { silentLogger } from '../../../src/microsoft365/wire/logger.ts';
import { WireFailure } from '../../../src/microsoft365/wire/wire-failure.ts';
import { type Bench, JumpingTime, startBench, whyNot } from '../support/tenant.ts';
import { rows } from '../support/wire-server.ts';

describe('tries and waits', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('wait longer and by chance between tries (full jitter)', async () => {
    bench.server.exchange = () => ({ status: 500 });
    await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.deepEqual(bench.time.waits, [500, 1000, 2000]);
  });

  it('end with the first answer that can be used', async () => {
    bench.server.exchange = (_asked, index) => (index < 2 ? { status: 502 } : { body: rows([{ a: 1 }]) });
    assert.deepEqual(await bench.reader.cmdlet('Get-ArcConfig'), [{ a: 1 }]);
    assert.equal(bench.server.to('exchange').length, 3);
  });

  for (const [name, header, atLeast] of [
    ['seconds', '7', 7000],
    ['an HTTP date', 'Sat, 21 Nov 2026 12:00:09 GMT', 9000],
  ] as const) {
    it(`honour a Retry-After in ${name}`, async () => {
      bench.server.exchange = (_asked, index) =>
        index === 0 ? { status: 429, headers: { 'retry-after': header } } : { body: rows() };
      await bench.reader.cmdlet('Get-ArcConfig');
      assert.ok(bench.time.waited >= atLeast && bench.time.waited <= atLeast + 1000, String(bench.time.waited));
    });
  }

  it('never go beyond the budget: a long Retry-After is told at once', async () => {
    bench.server.exchange = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    const why = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'throttled');
    assert.equal(why.retryAfterSeconds, 3600);
    assert.equal(bench.server.to('exchange').length, 1);
    assert.equal(bench.time.waited, 0);
  });

  it('make everything else of the tenant wait after a 429, without asking again', async () => {
    bench.server.exchange = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    bench.server.exchange = () => ({ body: rows() });
    const why = await whyNot(bench.reader.quarantine.pages({})[Symbol.asyncIterator]().next());
    assert.equal(why.kind, 'throttled');
    assert.equal(why.retryAfterSeconds, 3600);
    assert.equal(bench.server.to('exchange').length, 1);
    bench.time.at += 3_600_000;
    await bench.reader.cmdlet('Get-ArcConfig');
  });

  it('leave Graph alone when Exchange is busy', async () => {
    bench.server.exchange = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    bench.server.graph = () => ({ body: { value: [] } });
    const id = '4c1d9e70-3b52-4f6a-91c8-08df27a1b3c4';
    assert.deepEqual(await bench.reader.directory.memberGroups(id, [id]), []);
  });

  it('keep to one request a second on the whole, after a small burst', async () => {
    const reader = bench.another({ limits: { exchangeRequests: defaultLimits.exchangeRequests } });
    for (let count = 0; count < 30; count++) await reader.cmdlet('Get-ArcConfig');
    assert.equal(bench.time.waited, 20_000);
  });

  it('are also kept by callers that come all at once', async () => {
    const reader = bench.another({ limits: { exchangeRequests: defaultLimits.exchangeRequests } });
    await Promise.all(Array.from({ length: 30 }, () => reader.cmdlet('Get-ArcConfig')));
    assert.equal(bench.server.to('exchange').length, 30);
    assert.ok(bench.time.at - Date.parse('2026-11-21T12:00:00Z') >= 20_000);
  });

  it('are not spent on a caller that has gone', async () => {
    const controller = new AbortController();
    controller.abort(new Error('gone'));
    await assert.rejects(bench.reader.cmdlet('Get-ArcConfig', {}, controller.signal), /gone/);
    assert.equal(bench.server.asked.length, 0);
  });

  it('are never spent on a write', async () => {
    const time = new JumpingTime();
    const service = 'Exchange Online';
    bench.server.exchange = () => ({ status: 503, headers: { 'retry-after': '1' } });
    const call = createCaller({
      service,
      scope: 'https://outlook.office365.com/.default',
      tokens: { token: async () => 't', replace: async () => 't' },
      gate: createGate({ service, requests: 10, windowMs: 1000, maxWaitMs: 1000 }, time),
      breaker: createBreaker(service, defaultLimits),
      limits: defaultLimits,
      timing: time,
      logger: silentLogger,
    });
    const work = call({
      name: 'Release-QuarantineMessage',
      effect: 'write',
      request: { what: 'x', method: 'POST', url: `${bench.server.url}/adminapi/x`, headers: {}, timeoutMs: 1000 },
      judge: () => {
        throw new WireFailure({ what: 'x', kind: 'throttled', sentence: 'x', advice: 'x' }, { transient: true });
      },
    });
    await assert.rejects(work, WireFailure);
    assert.equal(bench.server.to('exchange').length, 1);
  });
});

describe('a service that keeps failing', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench({ limits: { attempts: 1, breakerFailures: 3, breakerPauseMs: 30_000 } });
  });
  afterEach(async () => {
    mock.timers.reset();
    await bench.server.close();
  });

  it('is left alone for a while and then tried again', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    bench.server.exchange = () => ({ status: 500 });
    for (let count = 0; count < 3; count++) await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    const why = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'unreachable');
    assert.match(why.sentence, /left alone/);
    assert.equal(why.retryAfterSeconds, 30);
    assert.equal(bench.server.to('exchange').length, 3);

    mock.timers.tick(30_001);
    bench.server.exchange = () => ({ body: rows() });
    await bench.reader.cmdlet('Get-ArcConfig');
    await bench.reader.cmdlet('Get-ArcConfig');
  });

  it('is not one that refuses or asks to slow down', async () => {
    for (const status of [403, 404, 400, 429]) {
      bench.server.exchange = () => ({ status });
      for (let count = 0; count < 4; count++) await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    }
    assert.equal(bench.server.to('exchange').length, 16);
  });
});
