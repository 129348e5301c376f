import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';
import { rows, tenantId, tokenBody } from '../support/wire-server.ts';

const clientId = '6a1c0000-0000-4000-8000-00000000c0de';

function entraError(code: number): object {
  return {
    error: 'invalid_client',
    error_description: `AADSTS${code}: hush-details of tenant. Trace ID: x`,
    error_codes: [code],
  };
}

describe('signing in', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('sends the secret to the configured address, for the resource that is asked', async () => {
    await bench.reader.cmdlet('Get-ArcConfig');
    const [asked] = bench.server.to('tokens');
    assert.equal(asked?.method, 'POST');
    assert.equal(asked?.path.split('?')[0], `/${tenantId}/oauth2/v2.0/token`);
    const form = new URLSearchParams(asked?.body);
    assert.equal(form.get('grant_type'), 'client_credentials');
    assert.equal(form.get('client_id'), clientId);
    assert.equal(form.get('client_secret'), 'hush-hush-secret');
    assert.match(form.get('scope') ?? '', /^https:\/\/outlook\.office365\.com\/\.default/);
    assert.equal(bench.server.asked.length, 2, 'nothing but the token and the cmdlet is asked for');
  });

  it('works below a path', async () => {
    await bench.another({ entraUrl: `${bench.server.url}/entra` }).cmdlet('Get-ArcConfig');
    assert.equal(bench.server.to('tokens')[0]?.path.split('?')[0], `/entra/${tenantId}/oauth2/v2.0/token`);
  });

  it('of something on this machine goes past a proxy', async () => {
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = 'http://127.0.0.1:9';
    try {
      await bench.another({}).cmdlet('Get-ArcConfig');
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    }
    assert.equal(bench.server.to('tokens').length, 1);
  });

  it('happens once for many questions, those at the same time too', async () => {
    await Promise.all([1, 2, 3].map(() => bench.reader.cmdlet('Get-ArcConfig')));
    await bench.reader.cmdlet('Get-AcceptedDomain');
    assert.equal(bench.server.to('tokens').length, 1);
  });

  it('happens once per resource', async () => {
    await bench.reader.cmdlet('Get-ArcConfig');
    await bench.reader.directory.memberGroups(clientId, [clientId]);
    assert.equal(bench.server.to('tokens').length, 2);
    assert.equal(bench.server.to('graph')[0]?.headers.authorization, 'Bearer token-2');
  });

  it('with a certificate sends a signed assertion and no secret', async () => {
    const pair = await generate([{ name: 'commonName', value: 'quarantine-watch' }]);
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    const path = join(folder, 'app.pem');
    writeFileSync(path, `${pair.private}\n${pair.cert}`);
    try {
      const reader = bench.another({ credential: { kind: 'certificate', clientId, path } });
      await reader.cmdlet('Get-ArcConfig');
      const form = new URLSearchParams(bench.server.to('tokens')[0]?.body);
      const [head = '', claims = ''] = (form.get('client_assertion') ?? '').split('.');
      assert.equal(form.get('client_secret'), null);
      assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).iss, clientId);
      const thumbprint = new X509Certificate(pair.cert).fingerprint256.replaceAll(':', '').toLowerCase();
      const header = JSON.parse(Buffer.from(head, 'base64url').toString());
      assert.equal(Buffer.from(header['x5t#S256'], 'base64url').toString('hex'), thumbprint);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says so when the certificate file is not there', async () => {
    const reader = bench.another({ credential: { kind: 'certificate', clientId, path: '/nowhere/app.pem' } });
    const why = await whyNot(reader.cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'signInFailed');
    assert.match(why.sentence, /certificate file/);
    assert.equal(bench.server.asked.length, 0);
  });

  for (const [code, sentence] of [
    [7000215, /did not accept the client secret.*AADSTS7000215/],
    [7000222, /has expired/],
    [700016, /does not know this app/],
    [90002, /does not know the configured tenant/],
    [53003, /Conditional Access/],
    [500011, /no service of that kind/],
    [99999, /could not sign in.*AADSTS99999/],
  ] as const) {
    it(`explains AADSTS${code} and does not try again`, async () => {
      bench.server.tokens = () => ({ status: 401, body: entraError(code) });
      const why = await whyNot(bench.reader.cmdlet('Get-ArcConfig'));
      assert.equal(why.kind, 'signInFailed');
      assert.match(why.sentence, sentence);
      assert.doesNotMatch(JSON.stringify([why, bench.log]), /hush/);
      assert.equal(bench.server.to('tokens').length, 1);
      assert.equal(bench.server.to('exchange').length, 0);
    });
  }

  it('is tried again when Entra itself fails', async () => {
    bench.server.tokens = (_asked, index) => (index === 0 ? { status: 503, body: 'busy' } : { body: tokenBody('t') });
    bench.server.exchange = () => ({ body: rows([{ a: 1 }]) });
    assert.equal((await bench.reader.cmdlet('Get-ArcConfig')).length, 1);
  });

  it('does not carry the secret to where a redirect points', async () => {
    bench.server.tokens = () => ({ status: 307, headers: { location: `${bench.server.url}/elsewhere` } });
    assert.equal((await whyNot(bench.reader.cmdlet('Get-ArcConfig'))).kind, 'signInFailed');
    assert.equal(bench.server.to('graph').length, 0);
  });

  it('says that Entra cannot be reached', async () => {
    const why = await whyNot(bench.another({ entraUrl: 'http://127.0.0.1:9' }).cmdlet('Get-ArcConfig'));
    assert.equal(why.kind, 'unreachable');
    assert.match(why.sentence, /Microsoft Entra/);
  });

  it('bears an answer that is not JSON', async () => {
    bench.server.tokens = () => ({ body: '<html>proxy</html>' });
    assert.equal((await whyNot(bench.reader.cmdlet('Get-ArcConfig'))).kind, 'signInFailed');
  });
});
