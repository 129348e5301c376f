import assert from 'node:assert/strict';
import type { NotReadKind } from '../../../src/defender/reading.ts';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';
import type { Answer } from '../support/wire-server.ts';

const id = '4c1d9e70-3b52-4f6a-91c8-08df27a1b3c4';

function results(rows: object[], columns: string[] = []): object {
  return {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
    schema: columns.map((name) => ({ name, type: 'String' })),
    results: rows,
  };
}

function graphError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message, innerError: { date: '2026-11-21T10:00:00', 'request-id': 'x' } } } };
}

const event = {
  Timestamp: '2026-11-20T08:58:01Z',
  NetworkMessageId: id,
  RecipientEmailAddress: 'adelev@contoso.com',
  SenderFromAddress: 'news@contoso.com',
  SenderIPv4: '',
  SenderIPv6: '2001:db8::1',
  ThreatTypes: 'Phish, Spam',
  DetectionMethods: '{"Phish":["URL malicious reputation","Impersonation brand"],"__proto__":["x"]}',
  ConfidenceLevel: '{"Phish":"High","Spam":5}',
  AuthenticationDetails: '{"SPF":"pass","DKIM":"fail","DMARC":"none"}',
  BulkComplaintLevel: 7,
  'IsFirstContact@odata.type': '#SByte',
  IsFirstContact: 1,
  OrgLevelAction: {},
  LatestDeliveryLocation: null,
  ExchangeTransportRule: 'Bypass',
};

describe('advanced hunting', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench({ limits: { huntingBatch: 3 } });
  });
  afterEach(() => bench.server.close());

  it('turns a row into an event: JSON in strings, {} for nothing, an IPv6 sender', async () => {
    bench.server.graph = () => ({ body: results([event], ['Timestamp', 'EmailAction']) });
    const [found] = await bench.reader.hunting.emailEvents([id]);
    assert.equal(found?.at, '2026-11-20T08:58:01.000Z');
    assert.equal(found?.senderIp, '2001:db8::1');
    assert.deepEqual(found?.threatTypes, ['Phish', 'Spam']);
    assert.deepEqual(found?.detectionMethods, { Phish: ['URL malicious reputation', 'Impersonation brand'] });
    assert.deepEqual(found?.confidenceLevel, { Phish: 'High', Spam: '5' });
    assert.deepEqual(found?.authentication, { spf: 'pass', dkim: 'fail', dmarc: 'none', compAuth: null });
    assert.equal(found?.bulkComplaintLevel, 7);
    assert.equal(found?.orgLevelAction, null);
    assert.deepEqual(found?.transportRules, ['Bypass']);
    assert.equal(found?.emailAction, null);
  });

  it('bears broken JSON in a cell', async () => {
    bench.server.graph = () => ({ body: results([{ ...event, DetectionMethods: '{"Phish":[', ConfidenceLevel: {} }]) });
    const [found] = await bench.reader.hunting.emailEvents([id]);
    assert.deepEqual(found?.detectionMethods, {});
    assert.deepEqual(found?.confidenceLevel, {});
  });

  it('accepts the older spelling of the answer’s keys', async () => {
    bench.server.graph = () => ({
      body: {
        Schema: [{ Name: 'Url', Type: 'String' }],
        Results: [{ NetworkMessageId: id, Url: 'https://x', UrlDomain: 'x' }],
      },
    });
    assert.deepEqual(await bench.reader.hunting.emailUrls([id]), [
      { networkMessageId: id, url: 'https://x', domain: 'x' },
    ]);
  });

  it('asks for ids in batches, each id once', async () => {
    bench.server.graph = () => ({ body: results([]) });
    await bench.reader.hunting.postDeliveryEvents(['a', 'b', 'b', 'c', 'd']);
    const queries = bench.server.to('graph').map((asked) => JSON.parse(asked.body).Query as string);
    assert.equal(queries.length, 2);
    assert.match(queries[0] ?? '', /in \("a", "b", "c"\)/);
    assert.match(queries[1] ?? '', /in \("d"\)/);
    assert.match(String(bench.server.to('graph')[0]?.headers['content-type']), /charset=utf-8/);
    assert.equal(bench.server.to('graph')[0]?.path, '/v1.0/security/runHuntingQuery');
  });

  it('asks nothing for no ids and no hosts', async () => {
    assert.deepEqual(await bench.reader.hunting.emailEvents([]), []);
    assert.deepEqual(
      await bench.reader.hunting.messagesLinkingTo([], '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
      [],
    );
    assert.equal(bench.server.asked.length, 0);
  });

  it('keeps a hostile host a value', async () => {
    bench.server.graph = () => ({ body: results([{ NetworkMessageId: id }]) });
    const host = '") or true // ';
    const found = await bench.reader.hunting.messagesLinkingTo([host], '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z');
    assert.deepEqual(found, [id]);
    const query = JSON.parse(bench.server.to('graph')[0]?.body ?? '').Query;
    assert.match(query, /in~ \("\\"\) or true \/\/ "\)/);
    assert.match(query, /between \(datetime\(2026-11-01T00:00:00\.000Z\) \.\. datetime\(2026-11-02T00:00:00\.000Z\)\)/);
  });

  it('says when it found more rows than it hands out', async () => {
    const reader = bench.another({ limits: { huntingMaxRows: 2 } });
    bench.server.graph = () => ({ body: results([event, event]) });
    assert.equal((await whyNot(reader.hunting.emailEvents([id]))).kind, 'refused');
  });

  it('does not pass over a row that lacks its id', async () => {
    bench.server.graph = () => ({ body: results([{ Timestamp: event.Timestamp }]) });
    assert.equal((await whyNot(bench.reader.hunting.emailEvents([id]))).kind, 'badAnswer');
  });

  const refusals: [string, Answer, NotReadKind, number, RegExp?][] = [
    [
      'no table for mail',
      graphError(
        400,
        'BadRequest',
        "'where' operator: Failed to resolve table or column expression named 'EmailEvents'. Fix semantic errors in your query.",
      ),
      'notLicensed',
      1,
      /Plan 2/,
    ],
    ['a query it does not understand', graphError(400, 'BadRequest', 'Syntax error.'), 'refused', 1],
    [
      'no permission',
      graphError(
        403,
        'Forbidden',
        'Missing application roles. API required roles: ThreatHunting.Read.All, application roles: .',
      ),
      'noPermission',
      1,
      /ThreatHunting\.Read\.All/,
    ],
    [
      'no permission in other words',
      graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges'),
      'noPermission',
      1,
    ],
    ['a heavy query as 504', graphError(504, 'UnknownError', ''), 'timedOut', 4],
    ['a heavy query as 500', graphError(500, 'UnknownError', ''), 'timedOut', 4],
    ['too many calls', graphError(429, 'TooManyRequests', 'Too many requests.'), 'throttled', 4],
    [
      'the CPU allowance used up',
      graphError(429, 'TooManyRequests', 'You have exceeded your allowed CPU quota.'),
      'throttled',
      1,
      /15 minutes/,
    ],
    [
      'a result that is too large',
      graphError(400, 'BadRequest', 'Query execution has exceeded the allowed result size.'),
      'refused',
      1,
    ],
    ['401', { status: 401 }, 'signInFailed', 2],
    ['a fault of its own', { status: 500, body: 'oops' }, 'badAnswer', 4],
    ['a web page', { body: '<html>' }, 'badAnswer', 4],
    ['another shape', { body: { hello: true } }, 'badAnswer', 1],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example' } }, 'refused', 1],
  ];
  for (const [name, answer, kind, tries, advice] of refusals) {
    it(`reads ${name} as ${kind}`, async () => {
      bench.server.graph = () => answer;
      const why = await whyNot(bench.reader.hunting.emailEvents([id]));
      assert.equal(why.kind, kind, why.sentence);
      assert.match(why.advice, advice ?? /\.$/);
      assert.equal(bench.server.to('graph').length, tries);
    });
  }

  it('does not hold up the directory when its allowance is used up', async () => {
    bench.server.graph = (asked) =>
      asked.path.endsWith('runHuntingQuery')
        ? { ...graphError(429, 'TooManyRequests', 'CPU quota'), headers: { 'retry-after': '900' } }
        : { body: { value: [] } };
    assert.equal((await whyNot(bench.reader.hunting.emailEvents([id]))).retryAfterSeconds, 900);
    assert.deepEqual(await bench.reader.directory.memberGroups(id, [id]), []);
  });
});
