import assert from 'node:assert/strict';
import type { NotReadKind } from '../../../src/defender/reading.ts';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';
import { type Answer, complaint, rows } from '../support/wire-server.ts';

interface Rung {
  name: string;
  answer: Answer;
  kind: NotReadKind;
  tries: number;
  advice?: RegExp;
}

const adminApi = 'Microsoft.Exchange.AdminApi.CommandInvocation';
const nulBytes = Buffer.alloc(512);
const concurrency =
  'You have reached the maximum number of concurrent requests per tenant. Please wait and try again after sometime.';

const ladder: Rung[] = [
  { name: '401 with an empty body', answer: { status: 401 }, kind: 'signInFailed', tries: 2, advice: /ManageAsApp/ },
  {
    name: '401 with the older JSON text',
    answer: {
      status: 401,
      body: { error: { code: 'Unauthorized', message: 'User is not allowed to call Get-Mailbox' } },
    },
    kind: 'signInFailed',
    tries: 2,
  },
  {
    name: '403 of NUL bytes',
    answer: { status: 403, body: nulBytes },
    kind: 'noPermission',
    tries: 1,
    advice: /Security Reader/,
  },
  {
    name: '403 of NUL bytes under a false gzip header',
    answer: { status: 403, body: nulBytes, headers: { 'content-encoding': 'gzip' } },
    kind: 'noPermission',
    tries: 1,
  },
  {
    name: '403 as JSON',
    answer: { status: 403, body: { error: { code: 'Forbidden', message: 'Get-ProtectionAlert is not permitted' } } },
    kind: 'noPermission',
    tries: 1,
  },
  {
    name: 'a role that is not supported for apps',
    answer: {
      status: 400,
      body: complaint('System.Exception', "The role assigned to application 1 isn't supported in this scenario."),
    },
    kind: 'noPermission',
    tries: 1,
  },
  {
    name: 'an enum value it does not know, details absent',
    answer: {
      status: 400,
      body: complaint(`${adminApi}.ParameterTransformationException`, 'Cannot process: Spam, Bulk', { details: false }),
    },
    kind: 'refused',
    tries: 1,
  },
  {
    name: 'an unknown parameter',
    answer: { status: 400, body: complaint(`${adminApi}.AmbiguousParameterSetException`, 'Invalid: Foo') },
    kind: 'refused',
    tries: 1,
  },
  {
    name: 'a cmdlet the role does not carry',
    answer: {
      status: 400,
      body: complaint('System.Management.Automation.CommandNotFoundException', 'The term is not recognized'),
    },
    kind: 'noPermission',
    tries: 1,
  },
  {
    name: 'a business error',
    answer: { status: 400, body: complaint('Microsoft.Exchange.Management.SomeTaskException', 'Nope') },
    kind: 'refused',
    tries: 1,
  },
  {
    name: 'an object that is not found, as 400',
    answer: {
      status: 400,
      body: complaint('Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException', 'gone'),
    },
    kind: 'notFound',
    tries: 1,
  },
  {
    name: '404',
    answer: { status: 404, body: { error: { code: 'NotFound', message: "The object couldn't be found." } } },
    kind: 'notFound',
    tries: 1,
  },
  { name: '429 without Retry-After', answer: { status: 429 }, kind: 'throttled', tries: 4 },
  { name: '503 without Retry-After', answer: { status: 503, body: 'busy' }, kind: 'throttled', tries: 4 },
  {
    name: 'the plain text about concurrent requests as 400',
    answer: { status: 400, body: concurrency, headers: { 'content-type': 'text/plain' } },
    kind: 'throttled',
    tries: 4,
  },
  {
    name: 'the plain text about concurrent requests as 200',
    answer: { status: 200, body: concurrency, headers: { 'content-type': 'text/plain' } },
    kind: 'throttled',
    tries: 4,
  },
  { name: '408', answer: { status: 408 }, kind: 'timedOut', tries: 4 },
  { name: '500', answer: { status: 500, body: '<html>oops</html>' }, kind: 'badAnswer', tries: 4 },
  { name: '502', answer: { status: 502 }, kind: 'unreachable', tries: 4 },
  { name: '504', answer: { status: 504 }, kind: 'timedOut', tries: 4 },
  {
    name: 'truncated JSON',
    answer: { body: JSON.stringify(rows([{ a: 1 }])).slice(0, -9) },
    kind: 'badAnswer',
    tries: 4,
  },
  { name: 'an HTML page', answer: { body: '<html><body>Sign in</body></html>' }, kind: 'badAnswer', tries: 4 },
  { name: 'an empty body', answer: { body: '' }, kind: 'badAnswer', tries: 4 },
  { name: 'NUL bytes as 200', answer: { body: nulBytes }, kind: 'badAnswer', tries: 4 },
  { name: 'JSON without rows', answer: { body: { hello: true } }, kind: 'badAnswer', tries: 4 },
  { name: 'a connection that is reset', answer: { cut: 'before' }, kind: 'unreachable', tries: 4 },
  {
    name: 'a connection that breaks midway',
    answer: { body: rows([{ Identity: 'x'.repeat(500) }]), cut: 'midway' },
    kind: 'unreachable',
    tries: 4,
  },
];

describe('the error ladder of Exchange', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  for (const rung of ladder) {
    it(`reads ${rung.name} as ${rung.kind} after ${rung.tries} ${rung.tries === 1 ? 'try' : 'tries'}`, async () => {
      bench.server.exchange = () => rung.answer;
      const why = await whyNot(bench.reader.cmdlet('Get-HostedContentFilterPolicy'));
      assert.equal(why.kind, rung.kind, why.sentence);
      assert.equal(why.what, 'Get-HostedContentFilterPolicy');
      assert.match(why.sentence, /^[A-Z].*\.$/s);
      assert.match(why.advice, rung.advice ?? /^[A-Z].*\.$/s);
      assert.equal(bench.server.to('exchange').length, rung.tries);
    });
  }

  it('asks for one new token after a 401 and goes on with it', async () => {
    bench.server.exchange = (asked) =>
      asked.headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: rows([{ Identity: 'a' }]) };
    assert.equal((await bench.reader.cmdlet('Get-AcceptedDomain')).length, 1);
    assert.equal(bench.server.to('tokens').length, 2);
    await bench.reader.cmdlet('Get-AcceptedDomain');
    assert.equal(bench.server.to('tokens').length, 2);
  });

  it('names a connection that is refused', async () => {
    const reader = bench.another({ exchangeUrl: 'http://127.0.0.1:9' });
    const why = await whyNot(reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'unreachable');
    assert.match(why.advice, /firewall/);
  });

  it('names a name that does not resolve', async () => {
    const reader = bench.another({ exchangeUrl: 'https://exchange.invalid' });
    const why = await whyNot(reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'unreachable');
    assert.match(why.sentence, /could not be resolved/);
  });

  it('names a service that does not answer in time', async () => {
    bench.server.exchange = () => ({ hang: true });
    const reader = bench.another({ limits: { requestTimeoutMs: 40, attempts: 1 } });
    const why = await whyNot(reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'timedOut');
  });

  it('puts neither tokens, secrets, parameters nor the server’s own text into sentences and log lines', async () => {
    for (const answer of [
      { status: 401, body: 'hush-body token-1' },
      { status: 400, body: complaint('X.Y', 'Quarterly hush-body from ceo@contoso.com') },
      { status: 500, body: 'hush-body' },
      { status: 200, body: '{"hush-body' },
    ]) {
      bench.server.exchange = () => answer;
      const why = await whyNot(bench.reader.cmdlet('Get-QuarantineMessage', { Subject: 'hush-subject' }));
      const said = JSON.stringify([why, bench.log]);
      assert.doesNotMatch(said, /hush|token-\d|ceo@/);
    }
    assert.ok(bench.log.length > 0);
  });
});
