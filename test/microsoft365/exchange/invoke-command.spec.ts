import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';
import { rows, tenantId } from '../support/wire-server.ts';

describe('Exchange admin requests', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('posts the cmdlet and its parameters to the tenant with the headers Exchange routes by', async () => {
    await bench.reader.cmdlet('Get-HostedContentFilterPolicy', { Identity: 'Default' });
    const [asked] = bench.server.to('exchange');
    assert.equal(asked?.method, 'POST');
    assert.equal(asked?.path, `/adminapi/beta/${tenantId}/InvokeCommand`);
    assert.deepEqual(JSON.parse(asked?.body ?? ''), {
      CmdletInput: { CmdletName: 'Get-HostedContentFilterPolicy', Parameters: { Identity: 'Default' } },
    });
    assert.equal(asked?.headers.authorization, 'Bearer token-1');
    assert.equal(
      asked?.headers['x-anchormailbox'],
      `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenantId}`,
    );
    assert.equal(asked?.headers['content-type'], 'application/json; charset=utf-8');
    assert.match(String(asked?.headers['client-request-id']), /^[0-9a-f-]{36}$/);
  });

  it('gives every request an id of its own, tries again included', async () => {
    bench.server.exchange = (_asked, index) => (index === 0 ? { status: 500, body: '' } : { body: rows() });
    await bench.reader.cmdlet('Get-ArcConfig');
    const ids = bench.server.to('exchange').map((asked) => asked.headers['client-request-id']);
    assert.equal(new Set(ids).size, 2);
  });

  it('strips the annotations that travel beside the values, nested ones too', async () => {
    const row = {
      'Priority@data.type': 'System.Int32',
      Priority: 0,
      'SentTo@odata.type': '#Collection(String)',
      SentTo: ['adelev@contoso.com'],
      Nested: [{ '@odata.type': '#x', Kept: true }],
      'LastUsedDate(DateTime])': null,
    };
    bench.server.exchange = () => ({ body: rows([row]) });
    assert.deepEqual(await bench.reader.cmdlet('Get-HostedContentFilterRule'), [
      { Priority: 0, SentTo: ['adelev@contoso.com'], Nested: [{ Kept: true }], 'LastUsedDate(DateTime])': null },
    ]);
  });

  it('reads a packed answer', async () => {
    const body = gzipSync(JSON.stringify(rows([{ Identity: 'Default' }])));
    bench.server.exchange = () => ({ body, headers: { 'content-encoding': 'gzip' } });
    assert.deepEqual(await bench.reader.cmdlet('Get-HostedConnectionFilterPolicy'), [{ Identity: 'Default' }]);
  });

  it('takes a null value for no rows and a lone object for one row', async () => {
    bench.server.exchange = (_asked, index) => ({
      body: { ...rows(), value: index === 0 ? null : { Identity: 'DefaultReportSubmissionPolicy' } },
    });
    assert.deepEqual(await bench.reader.cmdlet('Get-ReportSubmissionPolicy'), []);
    assert.equal((await bench.reader.cmdlet('Get-ReportSubmissionPolicy')).length, 1);
  });

  it('refuses an answer larger than it accepts, packed or not', async () => {
    const reader = bench.another({ limits: { maxBodyBytes: 10_000 } });
    const big = rows([{ Identity: 'x'.repeat(50_000) }]);
    bench.server.exchange = (_asked, index) =>
      index === 0 ? { body: big } : { body: gzipSync(JSON.stringify(big)), headers: { 'content-encoding': 'gzip' } };
    for (const packed of [false, true]) {
      const why = await whyNot(reader.cmdlet('Get-ArcConfig'));
      assert.equal(why.kind, 'refused', `packed: ${packed}`);
      assert.match(why.sentence, /larger than/);
    }
  });

  it('does not follow a redirect, so that the token stays where it belongs', async () => {
    bench.server.exchange = () => ({ status: 307, headers: { location: `${bench.server.url}/elsewhere` } });
    const why = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'refused');
    assert.match(why.advice, /EXCHANGE_URL/);
    assert.equal(bench.server.to('graph').length, 0);
  });

  it('stops when the caller gives up, and hands back the caller’s own reason', async () => {
    bench.server.exchange = () => ({ hang: true });
    const controller = new AbortController();
    const work = bench.reader.cmdlet('Get-ArcConfig', {}, controller.signal);
    const reason = new Error('the person left');
    setTimeout(() => controller.abort(reason), 30);
    await assert.rejects(work, (error) => error === reason);
  });
});
