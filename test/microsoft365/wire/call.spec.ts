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
      breaker: createBreaker(service, defaultLimits, time),
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

  it('is left alone for a while, with the cause and the time told, and then tried again', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    bench.server.exchange = () => ({ status: 500 });
    for (let count = 0; count < 3; count++) await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    const why = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'badAnswer');
    assert.equal(
      why.sentence,
      'The last 3 requests to Exchange Online failed. The last one: Exchange Online had a fault of its own (HTTP 500). I try again in 30 seconds.',
    );
    assert.equal(why.retryAfterSeconds, 30);
    assert.equal(bench.server.to('exchange').length, 3);

    mock.timers.tick(30_001);
    bench.server.exchange = () => ({ body: rows() });
    await bench.reader.cmdlet('Get-ArcConfig');
    await bench.reader.cmdlet('Get-ArcConfig');
  });

  it('is not one that refuses, asks to slow down, or answers one cmdlet with nonsense', async () => {
    const answers = [
      { status: 403 },
      { status: 404 },
      { status: 400 },
      { status: 408 },
      { status: 429 },
      { body: '<' },
    ];
    for (const answer of answers) {
      bench.server.exchange = () => answer;
      for (let count = 0; count < 4; count++) await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    }
    assert.equal(bench.server.to('exchange').length, 24);
  });

  it('is told by whole requests, however often each was tried', async () => {
    const reader = bench.another({ limits: { attempts: 4, breakerFailures: 3 } });
    bench.server.exchange = () => ({ status: 500 });
    for (let count = 0; count < 2; count++) await whyNot(reader.cmdlet('Get-ArcConfig'));
    bench.server.exchange = () => ({ body: rows([{ a: 1 }]) });
    assert.deepEqual(await reader.cmdlet('Get-ArcConfig'), [{ a: 1 }]);
  });

  it('does not hide the cause behind the pause after a few questions', async () => {
    const reader = bench.another({});
    bench.server.exchange = () => ({ cut: 'before' });
    for (let count = 0; count < 6; count++) {
      const why = await whyNot(reader.quarantine.pages({})[Symbol.asyncIterator]().next());
      assert.equal(why.sentence, 'The connection to Exchange Online broke off.');
    }
  });
});

describe('a service that hangs', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
    bench.server.exchange = () => ({ hang: true });
  });
  afterEach(() => bench.server.close());

  async function asked(count: number): Promise<void> {
    while (bench.server.to('exchange').length < count) await new Promise((done) => setImmediate(done));
  }

  it('is told within half a minute, in the middle of a try', async () => {
    const work = whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    await asked(1);
    bench.time.pass(defaultLimits.totalMs);
    const why = await work;
    assert.equal(why.kind, 'timedOut');
    assert.equal(why.sentence, 'Exchange Online did not answer in time.');
    assert.ok(defaultLimits.totalMs <= 30_000);
    assert.equal(bench.server.to('exchange').length, 1);
  });

  it('gets no further try that would outlast the whole time', async () => {
    bench.server.exchange = () => {
      bench.time.pass(12_200);
      return { status: 500 };
    };
    assert.match((await whyNot(bench.reader.cmdlet('Get-ArcConfig'))).sentence, /fault of its own/);
    assert.equal(bench.server.to('exchange').length, 2);
  });

  it('costs the same turn little more time, and is trusted again soon', async () => {
    const first = whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    await asked(1);
    bench.time.pass(defaultLimits.totalMs);
    await first;
    const second = whyNot(bench.reader.cmdlet('Get-AcceptedDomain'));
    await asked(2);
    bench.time.pass(defaultLimits.doubtTotalMs);
    assert.equal((await second).kind, 'timedOut');

    bench.time.pass(defaultLimits.doubtMs);
    let over = false;
    const third = whyNot(bench.reader.cmdlet('Get-AcceptedDomain')).finally(() => {
      over = true;
    });
    await asked(3);
    bench.time.pass(defaultLimits.doubtTotalMs);
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(over, false);
    bench.time.pass(defaultLimits.totalMs);
    await third;
  });

  it('does not cost its time once more for each of those who stood in line', async () => {
    const reader = bench.another({ limits: { concurrency: 1 } });
    const works = Array.from({ length: 4 }, () => whyNot(reader.cmdlet('Get-ArcConfig')));
    const before = bench.time.at;
    for (const [index, ms] of [defaultLimits.totalMs, defaultLimits.doubtTotalMs, 2_500, 1_250].entries()) {
      await asked(index + 1);
      bench.time.pass(ms);
    }
    assert.ok((await Promise.all(works)).every(({ kind }) => kind === 'timedOut'));
    assert.ok(bench.time.at - before < 35_000);
  });

  it('is waited for longer by work that nobody waits for, without holding up others', async () => {
    const patient = bench.reader.patient ?? assert.fail('no patient reader');
    const works = Array.from({ length: 6 }, () => whyNot(patient.cmdlet('Get-ArcConfig')));
    await asked(defaultLimits.concurrency);
    bench.time.pass(defaultLimits.totalMs * 2);
    bench.server.exchange = () => ({ body: rows([{ a: 1 }]) });
    assert.deepEqual(await bench.reader.cmdlet('Get-ArcConfig'), [{ a: 1 }]);
    bench.server.exchange = () => ({ status: 403 });
    bench.time.pass(600_000);
    const kinds = (await Promise.all(works)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['timedOut', 'timedOut', 'timedOut', 'timedOut', 'noPermission', 'noPermission']);
  });

  it('is Entra where the sign-in hangs, and said so', async () => {
    bench.server.tokens = () => ({ hang: true });
    const work = whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    while (bench.server.to('tokens').length < 1) await new Promise((done) => setImmediate(done));
    bench.time.pass(defaultLimits.totalMs);
    assert.equal((await work).sentence, 'Microsoft Entra did not answer in time.');
  });

  it('is left at once when the caller gives up', async () => {
    const controller = new AbortController();
    const work = bench.reader.cmdlet('Get-ArcConfig', {}, controller.signal);
    await asked(1);
    controller.abort(new Error('gone'));
    await assert.rejects(work, /gone/);
  });
});

describe('a long Retry-After', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('is told in full by the first sentence and counted down by the next', async () => {
    bench.server.exchange = () => ({ status: 429, headers: { 'retry-after': '600' } });
    const first = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(first.sentence, 'Exchange Online asked to be left alone for 10 minutes (HTTP 429).');
    assert.equal(first.advice, 'Try again in 10 minutes.');
    bench.time.pass(240_000);
    const next = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(next.sentence, 'Exchange Online asked to be left alone; 6 minutes of that are left.');
    assert.equal(next.advice, 'Try again in 6 minutes.');
  });

  it('is told of Graph too', async () => {
    bench.server.graph = () => ({ status: 503, headers: { 'retry-after': '600' } });
    const id = '4c1d9e70-3b52-4f6a-91c8-08df27a1b3c4';
    const why = await whyNot(bench.reader.directory.memberGroups(id, [id]));
    assert.equal(why.sentence, 'Microsoft Graph asked to be left alone for 10 minutes (HTTP 503).');
  });
});
