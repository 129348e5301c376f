import assert from 'node:assert/strict';
import { faultKinds } from '../../../src/sandbox/wire/fault-kinds.ts';
import { ask, startWire, testNow, type Wire } from '../wire.ts';

describe('faults of the sandbox', () => {
  let wire: Wire;
  before(async () => {
    wire = await startWire({ quarantineSize: 60, control: true });
    await wire.token();
  });
  afterEach(() => wire.tenant.faults.clear());
  after(() => wire.tenant.close());
  const fail = (rule: object) => wire.tenant.faults.add(rule);
  const read = () => wire.cmdlet('Get-QuarantineMessage', { PageSize: 5 });

  const answers: [string, object, number, (answer: Awaited<ReturnType<typeof read>>) => unknown][] = [
    ['unauthorized', {}, 401, (answer) => answer.headers.get('www-authenticate') === 'Bearer'],
    ['unauthorizedJson', {}, 401, (answer) => answer.json.error.code === 'Unauthorized'],
    ['forbiddenNul', {}, 403, (answer) => answer.bytes.every((byte) => byte === 0) && answer.bytes.length > 0],
    ['forbiddenJson', {}, 403, (answer) => answer.json.error.code === 'Forbidden'],
    ['badEnum', {}, 400, (answer) => answer.json.error.details === undefined],
    ['badParameter', {}, 400, (answer) => answer.json.error.details[0].message.startsWith('|Microsoft')],
    [
      'businessError',
      { text: 'No.' },
      400,
      (answer) => answer.json.error.innererror.internalexception.message === 'No.',
    ],
    ['notFound', {}, 404, (answer) => answer.json.error.code === 'NotFound'],
    ['throttled', { retryAfter: 7 }, 429, (answer) => answer.headers.get('retry-after') === '7'],
    ['throttled', { retryAfter: null }, 429, (answer) => !answer.headers.has('retry-after')],
    ['unavailable', {}, 503, (answer) => answer.headers.get('retry-after') === '5'],
    [
      'concurrency',
      {},
      429,
      (answer) => answer.bytes.toString().startsWith('You have reached the maximum number of concurrent'),
    ],
    ['html', {}, 200, (answer) => answer.headers.get('content-type') === 'text/html'],
    ['empty', {}, 200, (answer) => answer.bytes.length === 0],
    ['nulBody', {}, 200, (answer) => answer.bytes[0] === 0],
    ['truncated', {}, 200, (answer) => answer.bytes.length > 0 && Object.keys(answer.json).length === 0],
    [
      'warning',
      { text: 'Careful.' },
      200,
      (answer) => answer.json['@adminapi.warnings'][0] === 'Careful.' && answer.json.value.length === 5,
    ],
    ['partialPage', { rows: 2 }, 200, (answer) => answer.json.value.length === 2 && '@odata.nextLink' in answer.json],
    [
      'status',
      { status: 418, body: 'teapot', headers: { 'x-a': 'b' } },
      418,
      (answer) => answer.headers.get('x-a') === 'b',
    ],
    ['slow', { milliseconds: 5 }, 200, (answer) => answer.json.value.length === 5],
    ['gzip', {}, 200, (answer) => answer.json.value.length === 5],
  ];
  for (const [action, particulars, status, check] of answers) {
    it(`${action} ${JSON.stringify(particulars)} answers ${status}`, async () => {
      fail({ action, ...particulars });
      const answer = await read();
      assert.equal(answer.status, status);
      assert.ok(check(answer));
    });
  }

  it('sends a false gzip header that a client cannot decode', async () => {
    fail({ action: 'forbiddenNulGzip' });
    await assert.rejects(read());
  });

  it('can close the connection at once or in the middle, or never answer', async () => {
    fail({ action: 'reset', times: 1 });
    fail({ action: 'cutOff', times: 1 });
    fail({ action: 'hang', times: 1 });
    await assert.rejects(read());
    await assert.rejects(read());
    const url = `${wire.tenant.urls.exchange}/adminapi/beta/${wire.tenant.tenantId}/InvokeCommand`;
    await assert.rejects(fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    });
    assert.equal((await read()).status, 200);
  });

  it('makes hunting fail in its own ways', async () => {
    const expected: [string, number][] = [
      ['notLicensed', 400],
      ['huntingForbidden', 403],
      ['huntingQuota', 429],
      ['huntingTimeout', 504],
      ['huntingError', 500],
    ];
    for (const [action, status] of expected) {
      fail({ action, service: 'graph', table: 'emailevents', times: 1 });
      assert.equal((await wire.hunt('EmailEvents | take 1')).status, status, action);
    }
  });

  it('strikes only the requests that its conditions name', async () => {
    fail({ action: 'notFound', service: 'exchange', cmdlet: 'get-acceptedDomain', nth: [2, 3] });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await wire.cmdlet('Get-AcceptedDomain')).status);
    assert.deepEqual(statuses, [200, 404, 404, 200]);
    assert.equal((await read()).status, 200);
  });

  it('ends at its time on the tenant’s clock', async () => {
    fail({ action: 'unavailable', until: new Date(testNow + 60_000).toISOString() });
    assert.equal((await read()).status, 503);
    wire.tenant.clock.advance(61_000);
    assert.equal((await read()).status, 200);
  });

  it('strikes by chance, the same each time for the same seed', async () => {
    const draw = async () => {
      wire.tenant.faults.clear();
      fail({ action: 'unavailable', probability: 0.5, seed: 11 });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index++) statuses.push((await read()).status);
      return statuses;
    };
    const first = await draw();
    assert.deepEqual(await draw(), first);
    assert.deepEqual(new Set(first), new Set([200, 503]));
  });

  it('refuses rules that nobody would notice', () => {
    assert.throws(() => fail({ action: 'explode' }), /Fault 1 has the action "explode"\. Known actions are /);
    assert.throws(() => fail([{ action: 'hang' }, { action: 'hang', cmdlt: 'x' }]), /Fault 2 has the key "cmdlt"/);
    assert.throws(() => fail({ action: 'hang', until: 'soon' }), /"until": "soon"/);
    assert.deepEqual(wire.tenant.faults.list(), []);
    assert.ok(Object.keys(faultKinds).length > 30);
  });

  describe('over HTTP', () => {
    const control = (method: string, path: string, body?: unknown) =>
      ask(`${wire.tenant.urls.control}/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });

    it('sets, lists and clears faults', async () => {
      assert.equal((await control('POST', 'faults', { action: 'unavailable' })).status, 200);
      assert.equal((await read()).status, 503);
      assert.equal((await control('GET', 'faults')).json.faults.length, 1);
      await control('DELETE', 'faults');
      assert.equal((await read()).status, 200);
      assert.equal((await control('POST', 'faults', { action: 'explode' })).status, 400);
    });

    it('counts requests, so that a test sees what was tried again', async () => {
      await control('DELETE', 'requests');
      await read();
      await read();
      fail({ action: 'unavailable' });
      await read();
      const { json } = await control('GET', 'requests');
      assert.deepEqual(json.counts, { 'exchange Get-QuarantineMessage': 3 });
      assert.deepEqual(
        json.requests.map((one: { status: number; fault: string | null }) => [one.status, one.fault]),
        [
          [200, null],
          [200, null],
          [503, 'unavailable'],
        ],
      );
      assert.deepEqual(json.requests[0].input, { PageSize: 5 });
    });

    it('moves the clock', async () => {
      assert.equal(
        (await control('POST', 'clock', { set: '2026-11-22T00:00:00Z' })).json.now,
        '2026-11-22T00:00:00.000Z',
      );
      assert.equal((await control('POST', 'clock', { advanceSeconds: 90 })).json.now, '2026-11-22T00:01:30.000Z');
      assert.equal((await control('POST', 'clock', {})).status, 400);
      wire.tenant.clock.set(testNow);
    });

    it('is not there unless switched on', async () => {
      const closed = await startWire({ quarantineSize: 60 });
      assert.equal(closed.tenant.urls.control, null);
      const answer = await ask(closed.tenant.urls.entra.replace('/entra', '/control/requests'));
      assert.equal(answer.status, 404);
      await closed.tenant.close();
    });
  });
});
